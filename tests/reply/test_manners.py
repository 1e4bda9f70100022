"""How messages stand: whom they are about, what they ask, whether a no is easy, what they promise."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.checking import Check, Fault
from groundswell.domain.etiquette import Size
from groundswell.reply import as_json, check
from groundswell.reply.manners.etiquette import etiquette
from groundswell.reply.manners.promises import promises

SCORES = {"specificity": 0.5, "too_soon": 0.5}
COLD = (
    "Hi Ana, I hope this finds you well. I'm a growth consultant and I help companies like yours. "
    "Do you have 15 minutes for a call on Thursday? Please send me your phone number."
)
WARM = (
    "Your ferry story reached our night shift in Ghent; two of us had tears. How long did"
    " your uncle steer it? "
    "No need to answer if you get many of these."
)


def remarks(said: Check) -> dict[Fault, str]:
    return {one.kind: one.say for one in said.remarks}


def test_a_cold_message_hears_what_it_asks_and_that_no_is_hard_to_say() -> None:
    said = check(COLD, to="Founder of a bakery")
    told = remarks(said)
    assert {Fault.TOO_SOON, Fault.NO_WAY_OUT, Fault.ABOUT_ME, Fault.VAGUE} <= set(told)
    early = next(one for one in said.remarks if one.kind is Fault.TOO_SOON)
    assert COLD[early.start : early.end] == "Please send me your phone number."
    assert "once something is agreed" in early.say


def test_a_warm_message_hears_nothing_of_the_kind() -> None:
    said = check(WARM, to="Her post: my uncle ran a ferry and told every passenger the truth.")
    assert not {Fault.TOO_SOON, Fault.NO_WAY_OUT, Fault.ABOUT_ME, Fault.VAGUE} & set(remarks(said))


@pytest.mark.parametrize(
    ("text", "language", "size"),
    [
        ("Could you tell me which binder you use?", "en", Size.MINUTE),
        ("Which binder do you use?", "en", Size.WORD),
        ("Are you free for a quick call on Tuesday?", "en", Size.CALL),
        ("Could you refer me to your hiring manager?", "en", Size.REFERRAL),
        ("Please send your passport and bank details.", "en", Size.DATA),
        ("Hätten Sie 15 Minuten für ein Gespräch?", "de", Size.CALL),
        ("¿Podrías recomendarme a tu jefa?", "es", Size.REFERRAL),
        ("Pourriez-vous m'accorder un appel demain ?", "fr", Size.CALL),
        ("Podes mandar-me o teu número?", "pt", Size.DATA),
        ("Potresti presentarmi al tuo capo?", "it", Size.REFERRAL),
    ],
)
def test_an_ask_is_found_and_sized(text: str, language: str, size: Size) -> None:
    told = etiquette(text, language, SCORES)
    assert told is not None
    assert told.biggest is not None
    assert told.biggest.size is size


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("No need to answer.", "en"),
        ("Du musst nicht antworten.", "de"),
        ("No hace falta que contestes.", "es"),
        ("Inutile de répondre.", "fr"),
        ("Não precisas de responder.", "pt"),
        ("Non serve rispondere.", "it"),
    ],
)
def test_a_way_out_is_seen(text: str, language: str) -> None:
    told = etiquette(text, language, SCORES)
    assert told is not None
    assert told.way_out is not None


@pytest.mark.parametrize(
    ("text", "language", "promised"),
    [
        ("I can guarantee you'll have interviews by May.", "en", True),
        ("I'll get you an interview with them.", "en", True),
        ("I will definitely reply to everyone here.", "en", True),
        ("I will look at it tonight.", "en", False),
        ("I can't promise you a place.", "en", False),
        ("I promise I'll read it.", "en", False),
        ("Ich verspreche dir, dass du die Stelle bekommst.", "de", True),
        ("Ich kann dir nichts versprechen, sehe es mir aber an.", "de", False),
        ("Te garantizo que te llaman.", "es", True),
        ("Le poste est à vous.", "fr", True),
        ("Garanto-te um emprego: a vaga é tua.", "pt", True),
        ("Rispondo a tutti, promesso.", "it", True),
        ("Ci guarderò domani.", "it", False),
    ],
)
def test_promises_are_told_from_what_one_can_do(text: str, language: str, promised: bool) -> None:
    assert bool(list(promises(text, language))) is promised


def test_who_promises_looks_again() -> None:
    said = check("Thank you, Ana. I guarantee you'll get the job.", to="I applied with your team last week.")
    assert Fault.PROMISE in remarks(said)
    assert said.verdict != "send"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["en", "de", "es", "fr", "pt", "it", "und", "ja"]))
def test_whatever_is_said_of_a_text_stands_in_it(text: str, language: str) -> None:
    told = etiquette(text, language, SCORES)
    spans = [(one.start, one.end) for one in told.asks] if told else []
    spans += [span for span in (told.about, told.way_out) if span] if told else []
    made = list(promises(text, language))
    assert all(0 <= begin < end <= len(text) for begin, end in spans + made)
    assert all(one[1] <= other[0] for one, other in pairwise(made))


def test_the_json_holds_how_a_message_stands() -> None:
    told = as_json(check(COLD))["etiquette"]
    assert isinstance(told, dict)
    assert told["way_out"] is None
    assert [one["size"] for one in told["asks"]] == ["call", "data"]
