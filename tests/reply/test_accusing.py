"""Accusations in clean words, whatever friendly sentence stands before them and whatever they answer."""

import json
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.checking import Check, Fault, Verdict
from groundswell.domain.errors import DamagedFile
from groundswell.reply import check
from groundswell.reply.checks.accusing import accusations
from groundswell.reply.checks.files import ACCUSES, FOLDER, load
from groundswell.services.rehearsal.cast import manner

COMMENTS = [
    "Thank you for this post. It helped me after a hard week.",
    "I have a checklist for such talks, if you would like to see it.",
    "This reads as if you blamed people for being turned down.",
    "",
]


def marked(text: str, checked: Check) -> list[str]:
    return [text[one.start : one.end] for one in checked.remarks if one.kind is Fault.DEFENSIVE]


@pytest.mark.parametrize("to", COMMENTS)
@pytest.mark.parametrize(
    ("kind", "accusing"),
    [
        ("I am sorry. I can see why that hurt.", "You clearly didn't read the post."),
        ("Thanks for taking the time.", "Everybody else seems to have understood it."),
        ("I hear you.", "You are only here to start an argument."),
        ("Thank you, really.", "That is typical of people who never had to look for work."),
        ("How kind.", "If you had bothered to look at the second line, we would not be here."),
        ("Thank you so much.", "I had no idea that we had an expert on my life among us."),
        ("Es tut mir leid.", "Den Beitrag haben Sie offensichtlich nicht gelesen."),
        ("Lo siento.", "Está claro que no leíste la publicación."),
        ("Merci beaucoup.", "Visiblement, vous n'avez pas lu le texte."),
        ("Obrigada.", "Todos os outros perceberam perfeitamente."),
        ("Mi dispiace.", "È evidente che non hai letto il post."),
    ],
)
def test_an_accusation_is_marked_behind_a_friendly_sentence_whatever_it_answers(
    kind: str, accusing: str, to: str
) -> None:
    text = f"{kind} {accusing}"
    checked = check(text, to=to)
    assert checked.verdict is not Verdict.SEND
    assert marked(text, checked) == [accusing]
    assert all(one.say and one.instead for one in checked.remarks if one.kind is Fault.DEFENSIVE)


@pytest.mark.parametrize("to", COMMENTS)
def test_two_accusations_are_held_and_both_are_marked(to: str) -> None:
    text = "You clearly did not read my post. I never said that, and everybody else understood it."
    checked = check(text, to=to)
    assert checked.verdict is Verdict.HOLD
    assert {"You clearly did not read my post.", "and everybody else understood it."} <= set(
        marked(text, checked)
    )
    assert all(one.say for one in checked.remarks)
    assert manner(checked) == "defensive"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I clearly didn't say that well. Thank you for reading it twice.", "en"),
        ("You didn't miss it: I never wrote it.", "en"),
        ("Did you read the second post too?", "en"),
        ("Everybody understood it differently, and that is my fault.", "en"),
        ("You did not understand me because I did not say it well.", "en"),
        ("You have no idea how much this helps.", "en"),
        ("If you didn't read it, no harm done.", "en"),
        ('Somebody wrote "you clearly didn\'t read it", and I had to laugh.', "en"),
        ("We need more people like you.", "en"),
        ("Please read it again when you have time, I changed the ending.", "en"),
        ("Everybody got it and laughed, it was a good evening.", "en"),
        ("You could read the second chapter first, it is easier.", "en"),
        ("Perhaps ask yourself what you would tell a friend.", "en"),
        ("Nobody else has a problem like that, they told me.", "en"),
        ("You think before you write; it shows.", "en"),
        ("Lies ihn gern noch einmal, ich habe den Schluss geändert.", "de"),
        ("Es war typisch für die Zeit.", "de"),
        ("No eres demasiado sensible, la frase fue dura.", "es"),
        ("Tout le monde l'a compris tard, moi aussi.", "fr"),
        ("Que regardez-vous d'abord ?", "fr"),
        ("Leia outra vez quando puder, mudei o fim.", "pt"),
        ("Non sei troppo sensibile, la frase era dura.", "it"),
        ("Viele haben es anders verstanden, das liegt an mir.", "de"),
        ("Ich weiß, dass sie den Beitrag nicht gelesen haben.", "de"),
        ("No se te pasó por alto: no lo escribí.", "es"),
        ("Vous n'imaginez pas à quel point cela aide.", "fr"),
        ("Não lhe escapou: eu não escrevi isso.", "pt"),
        ("Non ti è sfuggito: non l'avevo scritto.", "it"),
    ],
)
def test_who_takes_the_blame_asks_or_thanks_accuses_nobody(text: str, language: str) -> None:
    assert not [one for one in accusations(text, language) if one.sure]


@given(st.text(max_size=400), st.sampled_from(["en", "de", "es", "fr", "pt", "it", "und", "xx"]))
def test_places_stand_in_the_text_and_apart(text: str, language: str) -> None:
    found = accusations(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "accusing"),
    [
        (
            "I'm sorry this hit you hard. But a careful reader sees that the text says the opposite.",
            "But a careful reader sees",
        ),
        (
            "Much appreciated! Now that you have had your little moment, can we get back to the subject?",
            "Now that you have had your little moment",
        ),
    ],
)
def test_in_words_of_no_grammar_the_accusing_clause_is_marked(text: str, accusing: str) -> None:
    checked = check(text, to="I read this as blaming people who get turned down.")
    assert checked.verdict is not Verdict.SEND
    assert any(accusing in one for one in marked(text, checked))


def test_a_head_of_another_network_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    copytree(FOLDER, folder)
    manifest = folder / ACCUSES / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**told, "graph": "0" * 64}), "utf-8")
    with pytest.raises(DamagedFile, match="another network"):
        load(folder)
