"""Readings and utterances as JSON, in the shapes that the command line and the web share."""

from collections.abc import Mapping

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Abuse, Intent, Tone
from groundswell.text.lines import line_of, refused

_LEAST = 0.05
_DIGITS = 4
_WHOLE = 10**_DIGITS
_MEND = 'Give one object a line, such as {"id": "c1", "text": "Well said!"}'
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
    key, text, row = line_of(line, where=where, mend=_MEND)
    given: dict[str, str] = {}
    for name in _OPTIONAL:
        value = row.get(name)
        if isinstance(value, str):
            given[name] = value
        elif value is not None:
            raise refused(f'has a "{name}" that is not a string', where, _MEND)
    return Utterance(id=key, text=text, **given)
