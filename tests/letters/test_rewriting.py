"""A rewrite invents nothing, and is a better letter than the one it comes from."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.letters.rows import Row, rows

from groundswell.domain.letters import Flaw, Item, Letter, LetterCheck, Place, Reasons
from groundswell.letters import Checker
from groundswell.letters.address import split
from groundswell.letters.phrases import LANGUAGES, phrases
from groundswell.services.letters.checking import checker

NAME = re.compile(r"(?<![.!?:»”\"] )(?<!\n)(?<!^)\b[A-ZÀ-Þ][\w’'-]+")
NUMBER = re.compile(r"\d+")


@cache
def ours() -> Checker:
    return checker()


@cache
def some() -> tuple[Row, ...]:
    return tuple(rows("dev"))[:60]


@cache
def said() -> tuple[LetterCheck, ...]:
    return tuple(ours().check(row.letter for row in some()))


def only(letter: Letter, own: Checker | None = None) -> LetterCheck:
    (found,) = (own or ours()).check([letter])
    return found


def facts(text: str) -> set[str]:
    return {*NAME.findall(text), *NUMBER.findall(text)}


def own_words() -> set[str]:
    """Capitals that the phrases themselves hold, as German nouns and the English I."""
    sets = [
        phrases(lang, familiar=familiar, alone=alone)
        for lang in LANGUAGES
        for familiar in (False, True)
        for alone in (False, True)
    ]
    fields = (getattr(one, name) for one in sets for name in one.__slots__)
    return {word for text in fields for word in re.findall(r"[A-ZÀ-Þ][\w’'-]*", text)}


def test_every_name_date_and_number_of_a_rewrite_stands_in_the_letter() -> None:
    known = own_words()
    for row, check in zip(some(), said(), strict=True):
        letter = row.letter
        before = f"{letter.body}\n{letter.subject}\n{letter.sender}\n{letter.to}"
        assert {one for one in facts(check.rewrite) - known if one not in before} == set(), letter.id


def test_what_a_rewrite_keeps_stands_in_the_letter_and_the_rest_is_ours() -> None:
    for row, check in zip(some(), said(), strict=True):
        letter = row.letter
        texts = {
            Place.BODY: letter.body, Place.SUBJECT: letter.subject, Place.TO: letter.to,
        }  # fmt: skip
        behind, ours = 0, list[str]()
        for one in check.kept:
            source = texts[one.place][one.start : one.end]
            there = check.rewrite[one.at : one.at + len(source)]
            assert there[1:] == source[1:]
            assert there[:1].casefold() == source[:1].casefold()
            ours.append(check.rewrite[behind : one.at])
            behind = one.at + len(source)
        named, _ = split(letter.sender)
        left = " ".join([*ours, check.rewrite[behind:]]).replace(named or "\0", "")
        assert facts(left) - own_words() == set(), letter.id


def test_a_rewrite_is_no_longer_than_the_letter_and_a_few_kind_sentences() -> None:
    for row, check in zip(some(), said(), strict=True):
        assert len(check.rewrite) <= len(row.letter.body) + 450


def test_rewrites_are_better_letters() -> None:
    letters = [replace(row.letter, body=check.rewrite) for row, check in zip(some(), said(), strict=True)]
    again = list(ours().check(letters))
    worse = [
        (before.id, before.overall, after.overall)
        for before, after in zip(said(), again, strict=True)
        if after.overall < before.overall - 0.5
    ]
    assert len(worse) <= len(again) // 10, worse
    mean = [sum(one.overall for one in checks) / len(checks) for checks in (said(), again)]
    assert mean[1] > mean[0] + 0.3


def test_what_is_good_stays_as_it_is() -> None:
    body = (
        "Dear Ana,\n\nI'm sorry, it is a no: we needed somebody who has run a night shift, and you told us "
        "that you haven't.\n\nThank you for the evening you gave us; the way you calmed the man "
        "with the wrong "
        "parcel was the best thing I saw all week.\n\nI'm free on Friday at ten, just reply here.\n\n"
        "Kind regards,\nJo"
    )
    found = only(Letter("1", body, "Night shift", "Jo Brand <jo@post.example>"))
    assert found.overall >= 4
    assert found.rewrite.strip() == body


def test_what_hurts_discriminates_or_promises_too_much_is_left_out() -> None:
    cruel = "Hi Linda,\n\nAt your age you can't keep up with the team. We want somebody younger.\n\nRob"
    found = only(Letter("1", cruel, "job", "Rob <rob@sons.example>"))
    assert Flaw.ILLEGAL in {one.kind for one in found.remarks}
    assert "your age" not in found.rewrite
    assert "younger" not in found.rewrite
    hopeful = (
        "Dear Tom,\n\nWe have hired someone else. You are at the very top of our list, so sit tight!\n\nHR"
    )
    found = only(Letter("2", hopeful, "job", "HR <hr@firm.example>"))
    assert found.scores[Item.FALSE_HOPE] >= 0.5
    assert "sit tight" not in found.rewrite


def test_an_open_question_is_not_made_a_no() -> None:
    body = (
        "Hi Mia,\n\nThe post is on hold until the budget is settled. I will write on 4 May either way.\n\nJo"
    )
    found = only(Letter("1", body, "job", "Jo Brand <jo@firm.example>"))
    assert found.scores[Item.CLEAR] < 0.5
    assert "on hold until the budget is settled" in found.rewrite
    assert phrases("en", familiar=False).no not in found.rewrite


COLD = {
    "de": "Sehr geehrte Frau Kranz,\n\nnach sorgfältiger Prüfung müssen wir Ihnen leider mitteilen, "
    "dass wir uns "
    "für einen anderen Bewerber entschieden haben.\n\nBitte antworten Sie nicht auf diese E-Mail.",
    "es": "Estimada Lucía:\n\nTras una detenida valoración, lamentamos comunicarle que no ha sido "
    "seleccionada "
    "para el puesto.\n\nPor favor, no responda a este mensaje.",
    "fr": "Madame Petit,\n\nAprès un examen attentif, nous avons le regret de vous informer que votre "
    "candidature n'a pas été retenue.\n\nMerci de ne pas répondre à ce message.",
    "pt": "Olá Beatriz,\n\nApós análise criteriosa, lamentamos informar que não foi selecionada para a vaga."
    "\n\nPor favor, não responda a esta mensagem.",
}


@pytest.mark.parametrize("language", COLD)
def test_a_rewrite_is_in_the_language_of_its_letter(language: str) -> None:
    found = only(Letter("1", COLD[language], "", "RH <rh@firm.example>"))
    assert found.language == language
    words = phrases(language, familiar=False)
    assert words.no in found.rewrite
    assert words.write in found.rewrite
    assert {Flaw.ROBOTIC, Flaw.NO_REPLY} <= {one.kind for one in found.remarks}


def test_where_the_law_makes_reasons_risky_less_is_advised() -> None:
    letter = Letter(
        "1", "Hi Bo,\n\nWe have hired another candidate for the post.\n\nJo", "job", "jo@firm.example"
    )
    say = {
        country: next(one.say for one in only(letter, checker(country)).remarks if one.kind is Flaw.NO_REASON)
        for country in ("GB", "DE", "US")
    }
    assert "would spare them" in say["GB"]
    assert "AGG" in say["DE"]
    assert "none is needed" in say["US"]
    german = replace(letter, sender="Jo <jo@firm.de>")
    assert only(german).country == "DE"
    assert only(german, checker("uk")).country == "GB"
    # Two letters that are no country's, told or at the end of an address, name none.
    assert only(german, checker("XX")).country == "DE"
    assert only(replace(letter, sender="jo@firm.xx")).country == ""


@pytest.mark.parametrize(
    "left", ["{{7*7}}", "{{ person.name | title }}", "<%= name %>", "${name}", "*|FNAME|*"]
)
def test_a_place_that_no_template_filled_is_told(left: str) -> None:
    body = f"Dear {left},\n\nWe have hired another candidate for the post.\n\nJo"
    (told,) = (one for one in only(Letter("1", body)).remarks if one.kind is Flaw.PLACEHOLDER)
    assert body[told.start : told.end] == left


def test_a_sender_who_gives_no_reasons_is_told_of_one() -> None:
    body = "Hi Bo,\n\nWe have hired another candidate because you have no crane licence.\n\nJo"
    found = only(Letter("1", body, "job", "jo@firm.example"), checker("DE", Reasons.SILENT))
    assert Flaw.RISKY_REASON in {one.kind for one in found.remarks}
    assert "crane" not in found.rewrite


PIECES = [
    "Dear Ana,",
    "no.",
    "Sorry!",
    "{{name}}",
    "\n\n",
    "12 May",
    "Jo",
    "We hired her,",
    "<b>",
    "💜",
    "[…]",
    "",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_any_letter_gets_a_check_with_places_inside_it(words: Sequence[str]) -> None:
    body = " ".join(words)
    found = only(Letter("1", body, "Job", "x"))
    assert 1 <= found.overall <= 5
    assert set(found.scores) == set(Item)
    for remark in found.remarks:
        place = {"body": body, "subject": "Job", "from": "x"}[remark.place.value]
        assert 0 <= remark.start <= remark.end <= len(place)


ENDINGS = {
    "en": "The Hiring Team\n\nBrightwell Ltd\n\nThis e-mail is confidential. Unsubscribe | View in browser",
    "de": "Ihr Nordlicht-Team\nNordlicht GmbH · Hafenstr. 1 · 20457 Hamburg\nKarl Holm | HRB 12345",
    "es": "El equipo de Selección\nMercanova, S.A.\n\nAVISO LEGAL: este mensaje es confidencial.",
    "fr": "L'équipe Recrutement\nLumio SAS\n\nCe message et ses pièces jointes sont confidentiels.",
    "pt": "Equipe de Talentos\nFirma Ltda.\nAv. das Flores, 100 - São Paulo\nhttps://click.firma.example/x?u=1",
}
NOES = {
    "en": "Dear Dana,\n\nWe regret to inform you that you have not been selected for the post.",
    "de": "Hallo Dana,\n\nleider können wir dir keine Zusage geben. Wir wünschen alles Gute.",
    "es": "Estimada Dana:\n\nLamentamos comunicarle que no ha sido seleccionada para el puesto.",
    "fr": "Bonjour Dana,\n\nNous avons le regret de ne pas donner suite à votre candidature.",
    "pt": "Olá Dana,\n\nInfelizmente você não foi selecionada para a vaga. Desejamos sucesso.",
}


@pytest.mark.parametrize("language", sorted(ENDINGS))
def test_who_signs_stands_at_the_end_and_what_programs_put_below_is_gone(language: str) -> None:
    found = only(Letter("1", f"{NOES[language]}\n\n{ENDINGS[language]}")).rewrite.strip()
    team, firm = ENDINGS[language].replace("\n\n", "\n").split("\n")[:2]
    assert found.count(team) == 1
    assert found.index(team) > found.index(only(Letter("1", NOES[language])).rewrite.strip().split("\n")[-3])
    assert firm in found
    for footer in ("confiden", "Unsubscribe", "HRB", "click."):
        assert footer not in found


def test_a_letter_in_two_languages_is_written_anew_in_both() -> None:
    first = f"(Le français suit)\n\n{NOES['en']}\n\nBest regards,\nPersonnel"
    body = f"{first}\n\n-----\n\n{NOES['fr']}\n\nCordialement,\nRH"
    english, french = only(Letter("1", body)).rewrite.split("-----")
    assert "Dear Dana," in english
    assert "Personnel" in english
    assert "Bonjour Dana," in french
    assert phrases("fr", familiar=False).write in french


def test_a_greeting_keeps_its_name_when_the_letter_goes_on_in_the_same_line() -> None:
    made = only(Letter("", "Dear Bo, we decided against your application."))
    assert made.rewrite.startswith("Dear Bo,\n\n")
    assert made.rewrite.count("Dear Bo") == 1


def test_words_that_are_offered_fit_what_they_stand_for() -> None:
    text = "Dear applicant,\n\nUnfortunately it is a no. We wish you all the best for your future endeavours."
    body = f"{text} We will keep your CV on file for future opportunities."
    offered = {
        body[one.start : one.end]: one.instead
        for one in only(Letter("", body)).remarks
        if one.kind is Flaw.ROBOTIC
    }
    assert offered
    assert all("Thank you" not in instead for instead in offered.values())


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Dear Ana, unfortunately no.", "en"),
        ("Dear Ana,\n\nunfortunately no.\n\nJo", "en"),
        ("Dear Ana, we decided no.", "en"),
        ("Dear João, sorry, it is a no.", "en"),
        ("Ana, no.", "und"),
        ("Liebe Ana, leider nein.", "de"),
        ("Estimada Ana: lamentablemente no.", "es"),
        ("Bonjour Ana, malheureusement non.", "fr"),
        ("Olá Ana, infelizmente não.", "pt"),
    ],
)
def test_a_short_no_is_told_in_its_own_language_and_called_cold_not_cruel(body: str, language: str) -> None:
    check = only(Letter("1", body))
    assert check.language == language
    assert not {one.kind for one in check.remarks} & {Flaw.CRUEL, Flaw.ILLEGAL}
    assert phrases(language, familiar=False).regards in check.rewrite


@pytest.mark.parametrize("body", ["Dear Ana, you are useless.", "Dear Ana, you are not what we want."])
def test_a_short_letter_that_hurts_is_called_so(body: str) -> None:
    assert Flaw.CRUEL in {one.kind for one in only(Letter("1", body)).remarks}


@pytest.mark.parametrize("run", ["!", "…", " ", "\n", "-", ".", "a."])
def test_a_long_run_of_one_sign_is_read_like_any_letter(run: str) -> None:
    check = only(Letter("1", f"Dear Ana,\n\nno{run * (60_000 // len(run))}x"))
    assert 1 <= check.overall <= 5
