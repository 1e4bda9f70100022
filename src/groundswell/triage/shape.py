"""Readings and utterances as JSON, in the shapes that the command line and the web share."""

import json
from collections.abc import Mapping

from groundswell.domain.errors import InputError
from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Abuse, Intent, Tone

_LEAST = 0.05
_DIGITS = 4
_WHOLE = 10**_DIGITS
_EXCERPT = 60
_OPTIONAL = ("context", "headline", "kind")


def as_json(reading: Reading) -> dict[str, object]:
    """One reading as plain values, probabilities with four digits.

    `tone` sums to 1; of `intents` and `abuse` only those from 0.05 on, likeliest first.
    """
    return {
        "id": reading.id,
        "language": reading.language,
        "tone": _summing_to_one(reading.tone),
        "intents": _likely(reading.intents),
        "abuse": _likely(reading.abuse),
        "lane": reading.lane.value,
        "priority": round(reading.priority, _DIGITS),
        "confidence": round(reading.confidence, _DIGITS),
        "evidence": [[one.start, one.end, one.label] for one in reading.evidence],
        "model": reading.model,
    }


def _summing_to_one(tone: Mapping[Tone, float]) -> dict[str, float]:
    """Rounded by largest remainder, so that the parts still sum to 1."""
    parts = {label: int(tone[label] * _WHOLE) for label in Tone}
    short = sorted(Tone, key=lambda label: parts[label] - tone[label] * _WHOLE)
    for label in short[: max(0, _WHOLE - sum(parts.values()))]:
        parts[label] += 1
    return {label.value: part / _WHOLE for label, part in parts.items()}


def _likely(chances: Mapping[Intent, float] | Mapping[Abuse, float]) -> dict[str, float]:
    shown = [(label.value, round(chance, _DIGITS)) for label, chance in chances.items() if chance >= _LEAST]
    return dict(sorted(shown, key=lambda one: -one[1]))


def utterance_from_json(line: str, *, where: str = "") -> Utterance:
    """One line of JSON Lines as an utterance.

    `text` must be a string; `id` a string or a number (missing: empty); `context`, `headline` and `kind`
    strings where given. Other fields are passed over.

    Args:
        where: What to call the line in an error, such as `row 17`.

    Raises:
        InputError: The line is not such an object.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad(f"is not JSON: {line.strip()[:_EXCERPT]!r}", where) from error
    if not isinstance(row, dict):
        raise _bad("is not a JSON object", where)
    if not isinstance(row.get("text"), str):
        raise _bad('has no "text" that is a string', where)
    key = row.get("id", "")
    if isinstance(key, bool) or not isinstance(key, str | int | float):
        raise _bad('has an "id" that is neither a string nor a number', where)
    given = {name: row[name] for name in _OPTIONAL if row.get(name) is not None}
    for name, value in given.items():
        if not isinstance(value, str):
            raise _bad(f'has a "{name}" that is not a string', where)
    return Utterance(id=str(key), text=row["text"], **given)


def _bad(what: str, where: str) -> InputError:
    return InputError(
        f"the line {what}",
        where=where,
        mend='Give one object a line, such as {"id": "c1", "text": "Well said!"}',
    )
