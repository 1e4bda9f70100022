"""Scores by Perspective's names."""

from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.triage.attributes import ATTRIBUTES, attributes
from groundswell.triage.encoder import EncoderReader

READER = EncoderReader()


def scores(text: str) -> dict[str, float]:
    (found,) = attributes(READER, [text])
    return found


@given(st.text())
@settings(max_examples=30, deadline=None)
def test_every_text_gets_every_attribute(text: str) -> None:
    found = scores(text)
    assert set(found) == set(ATTRIBUTES)
    assert all(0 <= chance <= 1 for chance in found.values())


def test_an_insult_scores_higher_than_praise() -> None:
    cruel, kind = scores("You are a pathetic idiot and a liar"), scores("Thank you, this is wonderful")
    assert cruel["TOXICITY"] > 0.5 > kind["TOXICITY"]
    assert cruel["INSULT"] > 0.5 > kind["INSULT"]
