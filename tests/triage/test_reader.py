"""The built-in reader on short texts where it should be right, and on texts that nobody would write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Abuse, Lane, Tone
from groundswell.triage import reader_named

READERS = ("ngram", "encoder", "cascade")
CAREFUL = READERS[1:]


def read(*texts: str, by: str) -> list[Reading]:
    return reader_named(by).read_batch([Utterance(str(i), text) for i, text in enumerate(texts)])


def check(text: str, reading: Reading) -> None:
    """What holds of every reading."""
    assert abs(sum(reading.tone.values()) - 1) < 1e-6
    assert set(reading.tone) == set(Tone)
    chances = [*reading.tone.values(), *reading.intents.values(), *reading.abuse.values()]
    assert all(0 <= chance <= 1 for chance in [*chances, reading.priority, reading.confidence])
    assert min([*reading.intents.values(), *reading.abuse.values()], default=1) >= 0.05
    assert len(reading.evidence) <= 3
    assert all(0 <= one.start < one.end <= len(text) for one in reading.evidence)


@pytest.mark.parametrize("by", READERS)
@given(st.lists(st.text(st.characters()), max_size=8))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_a_reading_in_its_place(by: str, texts: list[str]) -> None:
    readings = read(*texts, by=by)
    assert [reading.id for reading in readings] == [str(i) for i in range(len(texts))]
    for text, reading in zip(texts, readings, strict=True):
        check(text, reading)


@pytest.mark.parametrize("by", READERS)
@given(st.text(min_size=1), st.text(), st.text())
@settings(max_examples=50, deadline=None)
def test_a_reading_does_not_depend_on_its_neighbours(by: str, text: str, before: str, after: str) -> None:
    alone, among = read(text, by=by)[0], read(before, text, after, by=by)[1]
    assert alone.lane == among.lane
    assert alone.evidence == among.evidence
    assert among.confidence == pytest.approx(alone.confidence, abs=1e-6)


@pytest.mark.parametrize("by", READERS)
@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "\x00", "\ud800", "👏", "a" * 1_000_000, "素" * 1_000_000, "a " * 500_000, "@" * 1_000_000,
     "https://" * 125_000, "e\u0301" * 500_000, "\u200b" * 1_000_000, "﷽" * 1_000_000, "id1ot " * 160_000],
    ids=lambda text: f"{text[:3]!r}-{len(text)}",
)  # fmt: skip
def test_bad_and_huge_texts_get_a_reading_from_a_bounded_part(text: str, by: str) -> None:
    (reading,) = read(text, by=by)
    check(text, reading)


@pytest.mark.parametrize("by", READERS)
def test_an_empty_text_is_neutral_and_nothing_in_particular(by: str) -> None:
    (reading,) = read("", by=by)
    assert (reading.lane, reading.language, reading.evidence) == (Lane.OTHER, "und", ())
    assert max(reading.tone, key=lambda tone: reading.tone[tone]) is Tone.NEUTRAL


@pytest.mark.parametrize("by", READERS)
def test_evidence_is_about_the_original_characters(by: str) -> None:
    text = "Well… 👩🏽‍💻 you are a ｐａｔｈｅｔｉｃ i\u200bdiot and a clown, mate"
    (reading,) = read(text, by=by)
    assert "".join(text[one.start : one.end] for one in reading.evidence).find("i\u200bdiot") >= 0


@pytest.mark.parametrize("by", READERS)
@pytest.mark.parametrize(
    ("text", "lane"),
    [
        ("I've been out of work for 14 months and honestly I can't see a way out anymore", Lane.NEEDS_YOU),
        (
            "We're hiring a logistics coordinator in Leeds, I can introduce you to the manager",
            Lane.OPPORTUNITY,
        ),
        ("How did you word the second paragraph? May I reuse it?", Lane.QUESTION),
        ("The link in your post is broken, and please add alt text to the image", Lane.FEEDBACK),
        ("Congratulations, so well deserved!", Lane.KIND_WORDS),
        ("You are a pathetic fraud and everyone knows it", Lane.HOSTILE),
        ("Earn $500 a day from home, DM me on WhatsApp +1 555 010 9999", Lane.SPAM),
        ("Following", Lane.OTHER),
        ("Herzlichen Glückwunsch, großartig geschrieben!", Lane.KIND_WORDS),
        ("Quanto tempo durou o processo?", Lane.QUESTION),
    ],
)
def test_a_clear_text_is_put_where_it_belongs(text: str, lane: Lane, by: str) -> None:
    assert read(text, by=by)[0].lane is lane


@pytest.mark.parametrize("by", READERS)
def test_a_clear_disagreement_is_critical_and_not_folded(by: str) -> None:
    (reading,) = read("I disagree. A template is not kindness, it only looks like it.", by=by)
    assert max(reading.tone, key=lambda tone: reading.tone[tone]) is Tone.CRITICAL
    assert reading.lane in {Lane.DISAGREEMENT, Lane.UNSURE}


@pytest.mark.parametrize("by", READERS)
def test_friendly_swearing_is_profanity_and_not_hostile(by: str) -> None:
    (reading,) = read("Fuck yes, so bloody proud of you mate", by=by)
    assert reading.abuse[Abuse.PROFANITY] > 0.5
    assert reading.lane is not Lane.HOSTILE
