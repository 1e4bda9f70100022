"""Why somebody comes: the first ground that holds, what is shared, and nothing where nothing is known."""

import pytest

from groundswell.triage.coming import Comer, Ground, Own, firm_of, why, words_of_trade
from groundswell.triage.leads import guess, title_of

OWN = Own(
    words_of_trade("Customer experience specialist | Looking for my next team", "Service Design"),
    {"quill & post": 3, "fernweh rail": 1},
    "fernweh rail",
    {"sv"},
)


@pytest.mark.parametrize(
    ("comer", "ground"),
    [
        (Comer(), Ground.NOTHING),
        (Comer(headline="Bus driver"), Ground.NOTHING),
        (Comer(reacted=2), Ground.TOOK_PART),
        (Comer(headline="Customer lead", reacted=2), Ground.COMMON),
        (Comer(note="Hello", headline="Customer lead"), Ground.NOTE),
        (Comer(note="Hello", spoke=1), Ground.SPOKE),
        (Comer(note="A role?", spoke=1, offers=True), Ground.OFFERS),
        (Comer(note="I cannot go on", offers=True, needs=True), Ground.NEEDS),
        (Comer(note="Buy", spoke=3, needs=True, flagged=Ground.PITCH), Ground.PITCH),
    ],
)
def test_the_first_ground_that_holds(comer: Comer, ground: Ground) -> None:
    assert why(comer, OWN).ground is ground


def test_what_is_shared_is_said_in_words() -> None:
    comer = Comer("Editor for customer stories, Quill & Post", degree=2, language="sv")
    assert why(comer, OWN).common == (
        "3 of your connections work at Quill & Post",
        "their headline speaks of customer, as yours does",
        "somebody knows you both",
        "writes in a language of yours",
    )
    assert why(Comer("Talent lead at Fernweh Rail"), OWN).common == ("works at Fernweh Rail, as you do",)
    assert firm_of(Comer("Editor, Elsewhere"), OWN.firms) == ""


def test_words_that_everybody_has_in_a_headline_are_no_trade() -> None:
    assert words_of_trade("Senior manager, looking for people and work", "CX") == {"cx": "CX"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ten minutes on air on Thursday?", "press"),
        ("I make a podcast about letters, would you come?", "talk"),
        ("Wir suchen ab Februar eine Leitung, darf ich schreiben?", "job"),
        ("Vi söker någon till vår kundtjänst.", "job"),
        ("What is your day rate for two workshops?", "client"),
        ("¿Podría traducir el texto?", "collaboration"),
        ("Nice day.", "collaboration"),
    ],
)
def test_what_a_lead_may_become_is_told_by_a_sign(text: str, kind: str) -> None:
    told = guess(text)
    assert told.kind == kind
    assert told.sign in text
    assert bool(told.sign) != (text == "Nice day.")


def test_a_lead_is_called_by_the_sentence_that_offers() -> None:
    assert title_of("Dear Mara. You do not know me. We need a team lead from March!") == (
        "We need a team lead from March!"
    )
    assert title_of("") == ""
    assert len(title_of("offer " * 80)) < 120
