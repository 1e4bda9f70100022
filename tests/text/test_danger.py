"""Words of danger, in ten languages, beside what only sounds like them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.reply.danger.heavy import heaviness
from groundswell.text.danger import in_danger, is_figure, languages, signs_of

DATA = Path(__file__).parents[2] / "data" / "danger"


def rows(half: str) -> Iterator[tuple[str, bool]]:
    for path in sorted((DATA / half).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], row["danger"]


def test_there_are_texts_of_danger_and_of_none_in_every_language() -> None:
    assert languages() == {"en", "de", "es", "fr", "it", "nl", "pt", "pl", "tr", "sv"}
    for half in ("dev", "test", "later"):
        assert {path.stem for path in (DATA / half).glob("*.jsonl")} == languages()
    every = [row for half in ("dev", "test", "later", "held", "more", "fresh") for row in rows(half)]
    assert len({text for text, _ in every}) == len(every) >= 490


@pytest.mark.parametrize("half", ["dev", "test", "later"])
def test_what_was_recognised_still_is(half: str) -> None:
    told = list(rows(half))
    missed = [text for text, danger in told if danger and not in_danger(text)]
    false = [text for text, danger in told if not danger and in_danger(text)]
    assert len(missed) <= 2, missed
    assert len(false) <= 1, false


def test_together_with_the_head_more_is_heard_of_what_neither_has_seen() -> None:
    told = list(rows("fresh"))
    heavy = heaviness([text for text, _ in told])
    found = [
        in_danger(text) or (chance >= 0.5 and not is_figure(text))
        for (text, _), chance in zip(told, heavy, strict=True)
    ]
    hits = sum(hit for hit, (_, danger) in zip(found, told, strict=True) if danger)
    false = sum(hit for hit, (_, danger) in zip(found, told, strict=True) if not danger)
    assert hits >= 19
    assert false <= 3


@pytest.mark.parametrize(
    "text",
    [
        "I CAN’T go on.\nNothing helps.",
        "no puedo mas",
        "QUIERO MORIR",
        "Jag vill dö",
        "ich möchte nicht mehr\nleben",
    ],
)
def test_however_it_is_typed(text: str) -> None:
    assert in_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        'She said "I want to die", and I held her hand.',
        "Ich lach mich tot.",
        "Suicide prevention needs volunteers.",
        "",
        "💀💀💀",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert not in_danger(text)


def test_said_by_oneself_it_counts_in_quotation_marks_too() -> None:
    assert in_danger('I said "I want to die" and meant it.')


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert isinstance(signs_of(text), tuple)
