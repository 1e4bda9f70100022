"""What somebody who read fifty drafts cold would not have sent, kind by kind."""

import re
from dataclasses import replace

import pytest

from groundswell.domain.checking import Verdict
from groundswell.domain.drafting import Does, Move, Want
from groundswell.domain.words import Intent, Lane, Tone
from groundswell.reply import Checker
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.phrases import _files
from groundswell.reply.drafts.protocol import Used
from groundswell.reply.sentences import sentences, unnamed
from tests.reply.build import comment

MARKS = re.compile('[“”„«»‘"]')
OF_HER = "She rang me herself. I thanked her on the stairs, and she laughed. I still think of her."
OF_ME = "I closed my stall today, after nine winters. Thank you all."
IN_NEED = [
    ("en", "I can't do this any more. Three bills this week, sorry, wrong place for it.", Does.DANGER),
    ("de", "Ich kann nicht mehr. Drei Rechnungen diese Woche.", Does.DANGER),
    ("nl", "Ik kan dit niet meer. Drie rekeningen deze week.", Does.DANGER),
    ("fr", "Je n'en peux plus. Trois factures cette semaine.", Does.DANGER),
    ("es", "No puedo más. Tres facturas esta semana.", Does.DANGER),
    ("it", "Non ce la faccio più. Tre bollette questa settimana.", Does.DANGER),
    ("pt", "Não aguento mais. Três contas esta semana.", Does.DANGER),
    ("en", "I haven't told my family about the shop. I sit in the car for an hour.", Does.DISTRESS),
    ("de", "Ich habe niemandem erzählt, dass der Laden zu ist. Ich schäme mich.", Does.DISTRESS),
    ("es", "No se lo he contado a nadie. Me siento tan sola en la tienda.", Does.DISTRESS),
]


def drafted(one_text: str, lane: Lane, *intents: Intent, language: str = "en", post: str = "") -> list[str]:
    one = comment(one_text, lane, *intents, language=language, post=post)
    return [draft.text for draft in Drafter().crossroads(one).drafts]


@pytest.mark.parametrize(("language", "text", "does"), IN_NEED)
def test_who_is_in_need_is_asked_and_told_where_somebody_answers_and_not_quoted(
    language: str, text: str, does: Does
) -> None:
    met = Drafter(line="https://help.example").crossroads(
        comment(text, Lane.NEEDS_YOU, Intent.NEEDS_SUPPORT, language=language)
    )
    assert met.does is does
    first = met.drafts[0]
    assert first.moves == (Move.ACKNOWLEDGE, Move.ASK, Move.HELP)
    assert "?" in first.text
    assert "https://help.example" in first.text
    assert len(first.text.split()) <= 40
    for draft in met.drafts:
        assert draft.language == language
        assert not MARKS.search(draft.text)
        assert not any(part.strip().casefold() in draft.text.casefold() for part in text.split(".") if part)


def test_somebody_in_need_is_answered_though_all_words_were_used_before() -> None:
    used = Used()
    for language in _files():
        for part in ("danger", "distress"):
            for told in _files()[language][part].values():
                for frame in told:
                    used.take(re.sub(r"\[[^]]*\]", "", frame).replace("{line}", "https://findahelpline.com"))
    one = comment(IN_NEED[0][1], Lane.NEEDS_YOU, Intent.NEEDS_SUPPORT)
    assert Drafter(used=used).crossroads(one).drafts


def test_they_are_answered_whatever_the_check_says() -> None:
    drafter = Drafter(checker=Checker())
    for language, text, _ in IN_NEED:
        met = drafter.crossroads(comment(text, Lane.NEEDS_YOU, Intent.NEEDS_SUPPORT, language=language))
        assert met.drafts, language
        assert met.drafts[0].moves == (Move.ACKNOWLEDGE, Move.ASK, Move.HELP)
        if language == "en":
            assert met.drafts[0].check is not None
            assert met.drafts[0].check.verdict is Verdict.SEND


@pytest.mark.parametrize(
    ("text", "lane"),
    [
        ("Nobody has time for this in a real kitchen.", Lane.DISAGREEMENT),
        ("I would add a date to every step.", Lane.FEEDBACK),
        ("One detail: it was the harbour office, not the town hall.", Lane.FEEDBACK),
        ("So this is a pitch for your course.", Lane.DISAGREEMENT),
    ],
)
def test_nothing_is_said_behind_an_answer_but_a_question(text: str, lane: Lane) -> None:
    for draft in Drafter().crossroads(comment(text, lane)).drafts:
        assert set(draft.moves[1:]) <= {Move.ASK}


@pytest.mark.parametrize(
    "text",
    [
        # A part of a sentence, a sentence with somebody else's words in it, the opening of a long story.
        "Thirty years at the quay, and a man asked me – he had walked all night – whether she had gone.",
        'Mine said "Dear Tenant" and spelled tenant wrong.',
        "Twelve winters at the same ferry desk. A man came with a cake. He had missed every boat that month.",
        "I read it to the lodgers and to the man who mends the boiler in the yard behind our house",
    ],
)
def test_only_short_whole_sentences_are_said_back(text: str) -> None:
    whole = {one.strip(" .") for one in re.split(r"(?<=\.) ", text)}
    for one in drafted(text, Lane.KIND_WORDS, Intent.SHARED_EXPERIENCE):
        quoted = re.findall("“([^”]+)”", one)
        assert all(said in whole and len(said.split()) <= 12 for said in quoted)
        assert not any(text.startswith(said) for said in quoted)


def test_plain_words_or_what_was_shown_come_before_a_quotation() -> None:
    for text in (
        "The ferry at dawn is a fine picture. It stays.",
        "I printed it for my crew today.",
    ):
        assert "“" not in drafted(text, Lane.KIND_WORDS, Intent.PRAISE)[0]


def test_praise_of_the_user_is_not_held_up() -> None:
    for one in drafted("So proud of you for closing the shop well.", Lane.KIND_WORDS, Intent.PRAISE):
        assert "proud" not in one


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We need a baker from March, paid. I've sent you a message with the hours.", "en"),
        ("Wij zoeken een bakker. Ik heb je een bericht gestuurd met de uren.", "nl"),
    ],
)
def test_a_message_that_was_sent_is_not_asked_for_again(text: str, language: str) -> None:
    met = Drafter().crossroads(comment(text, Lane.OPPORTUNITY, Intent.OPPORTUNITY, language=language))
    assert re.search("message|bericht|wr[io]t|geschreven|sending", met.drafts[0].text)
    assert not any({Move.PRIVATE, Move.ASK} & set(one.moves) for one in met.drafts)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("We are looking for a baker. May I send you the details?", "en", "please|gladly"),
        ("Wij zoeken een bakker. Mag ik je de vacature sturen?", "nl", "ja|graag"),
        ("We need a speaker in March, paid.", "en", "interest|hear more|know more|talk"),
        ("Buscamos a alguien para el puerto, con sueldo.", "es", "sí|interesa"),
        ("Wir suchen jemanden für die Backstube, als feste Stelle.", "de", "ja|interessiert"),
    ],
)
def test_an_offer_gets_a_clear_yes_first(text: str, language: str, said: str) -> None:
    first = drafted(text, Lane.OPPORTUNITY, Intent.OPPORTUNITY, language=language)[0]
    assert re.search(said, first.casefold())
    assert not re.search(r"\?|\bbut\b", first)


def test_permission_is_given_first_and_a_refusal_never_stands_alone() -> None:
    used = Used()
    drafter = Drafter(used=used)
    met = [
        drafter.crossroads(comment("May I use your list in my class?", Lane.QUESTION, name=f"{one}na Ruiz"))
        for one in "ABCDEFGHIJKL"
    ]
    given = [one for one in met if one.drafts]
    assert given
    for one in given:
        assert one.drafts[0].moves[0] is not Move.CLOSE
        assert Move.CLOSE not in one.drafts[0].moves


@pytest.mark.parametrize(
    "text",
    [
        "Easy to be kind to one tenant. Show me the other nine.",
        "It is a template, come on. Nobody has time for that.",
        "So this is a pitch for your course.",
    ],
)
def test_nothing_is_granted_at_the_cost_of_somebody_whom_the_post_praises(text: str) -> None:
    grants = re.compile("fair|take that point|why it reads|wonder too|won't try|on me|something in that")
    about_her = drafted(text, Lane.DISAGREEMENT, post=OF_HER)
    assert about_her
    assert not any(grants.search(one) for one in about_her)
    assert any(grants.search(one) or " see " in one for one in drafted(text, Lane.DISAGREEMENT, post=OF_ME))


def test_a_story_and_praise_of_somebody_are_no_dispute() -> None:
    text = "I once got a notice meant for the neighbours. Nobody has ever apologised, so this is balm."
    story = comment(text, Lane.DISAGREEMENT, post=OF_HER)
    praise = comment(
        "Ik vind het vooral straf dat ze de treden geteld had.", Lane.DISAGREEMENT, language="nl"
    )
    for one in (story, praise):
        told = replace(one.reading, tone={Tone.SUPPORTIVE: 0.3, Tone.CRITICAL: 0.5}) if one.reading else None
        assert Drafter().does(replace(one, reading=told)) is not Does.DISAGREEMENT


def test_a_sneer_around_a_proposal_is_neither_said_back_nor_granted() -> None:
    text = "All very moving but four visits, unpaid. Put that on your list. Point six: two visits at most."
    for one in drafted(text, Lane.FEEDBACK, post=OF_HER):
        assert "moving" not in one
        assert not re.search("thought of|left that out|fair|right", one)


@pytest.mark.parametrize("want", [Want.ANSWER, Want.THANK])
def test_two_names_do_not_make_two_sentences(want: Want) -> None:
    drafter = Drafter()
    said = [
        unnamed(sentence)
        for name in ("Blythe Hay", "Petunia Vik", "Otis Lund", "Zoë Marr")
        for draft in drafter.crossroads(
            comment("This was very nice to find here", name=name, key=name), want, most=1
        ).drafts
        for sentence in sentences(draft.text)
    ]
    assert len(said) == len(set(said)) >= 4


def test_what_was_sent_with_another_name_is_not_offered() -> None:
    used = Used()
    used.take("Thank you, Blythe, I'm glad you read it.")
    assert not used.free("Thank you, Petunia, I'm glad you read it.")
    assert not used.free("Thank you, I'm glad you read it.")
    assert used.free("Thank you, Petunia, I'm glad you kept it.")
