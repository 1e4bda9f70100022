"""Readings and lines as JSON."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import InputError
from groundswell.domain.reading import Evidence, Reading, Utterance
from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.triage import as_json, utterance_from_json

READING = Reading(
    id="c17",
    language="en",
    tone=dict(zip(Tone, (0.02, 0.05, 0.21, 0.72), strict=True)),
    intents={Intent.FEEDBACK: 0.12, Intent.DISAGREEMENT: 0.81, Intent.PRAISE: 0.049},
    abuse={Abuse.INSULT: 0.66},
    lane=Lane.HOSTILE,
    priority=0.08,
    confidence=0.72,
    evidence=(Evidence(13, 32, "insult"),),
    model="ngram-1",
)


def test_a_reading_as_json() -> None:
    assert as_json(READING) == {
        "id": "c17",
        "language": "en",
        "tone": {"supportive": 0.02, "neutral": 0.05, "critical": 0.21, "hostile": 0.72},
        "intents": {"disagreement": 0.81, "feedback": 0.12},
        "abuse": {"insult": 0.66},
        "lane": "hostile",
        "priority": 0.08,
        "confidence": 0.72,
        "evidence": [[13, 32, "insult"]],
        "model": "ngram-1",
    }


@given(st.lists(st.floats(0.001, 1), min_size=4, max_size=4))
def test_printed_tone_sums_to_one_and_is_near_what_was_read(parts: list[float]) -> None:
    tone = {tone: part / sum(parts) for tone, part in zip(Tone, parts, strict=True)}
    printed = json.loads(json.dumps(as_json(replace(READING, tone=tone))))["tone"]
    assert round(sum(printed.values()), 9) == 1
    assert all(abs(printed[one] - tone[one]) < 1e-4 for one in Tone)


def test_a_line_with_all_fields() -> None:
    line = '{"id": 7, "text": "Hi", "context": "A post", "headline": "Nurse", "kind": "message", "likes": 3}'
    assert utterance_from_json(line) == Utterance("7", "Hi", "A post", "Nurse", "message")


def test_a_line_with_text_alone_and_nulls() -> None:
    assert utterance_from_json('{"text": "", "headline": null}') == Utterance("", "")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('["text"]', "not a JSON object"),
        ('{"id": "c1"}', '"text"'),
        ('{"text": 5}', '"text"'),
        ('{"text": "x", "id": {}}', '"id"'),
        ('{"text": "x", "id": true}', '"id"'),
        ('{"text": "x", "kind": 5}', '"kind"'),
    ],
)
def test_a_line_that_cannot_be_read_names_its_row_and_the_mend(line: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        utterance_from_json(line, where="row 17")
    assert str(caught.value).startswith("row 17: ")
    assert why in caught.value.what
    assert caught.value.mend


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()), st.text())
def test_a_line_with_a_text_is_read_whatever_else_it_holds(
    row: dict[str, str | int | None], text: str
) -> None:
    known = {"id", "context", "headline", "kind"}
    line = json.dumps({name: value for name, value in row.items() if name not in known} | {"text": text})
    assert utterance_from_json(line) == Utterance("", text)
