"""Texts that are about to go out and checks as JSON, in the shapes that all faces share."""

import json

from groundswell.domain.checking import Check, Outgoing
from groundswell.domain.errors import InputError

_DIGITS = 4
_EXCERPT = 60


def as_json(check: Check) -> dict[str, object]:
    """One check as plain values, scores with four digits."""
    return {
        "id": check.id,
        "verdict": check.verdict.value,
        "scores": {name: round(score, _DIGITS) for name, score in check.scores.items()},
        "remarks": [
            {
                "span": [one.start, one.end],
                "kind": one.kind.value,
                **({"how": one.how.value} if one.how else {}),
                "say": one.say,
                "instead": one.instead,
            }
            for one in check.remarks
        ],
        "language": check.language,
        "model": check.model,
    }


def outgoing_from_json(line: str, *, where: str = "") -> Outgoing:
    """One line of JSON Lines as a text that is about to go out.

    `text` must be a string; `id` a string or a number, `to` a string and `round` a whole number from 1 on
    where given. Other fields are passed over.

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
    key, to, number = row.get("id", ""), row.get("to") or "", row.get("round")
    if isinstance(key, bool) or not isinstance(key, str | int | float):
        raise _bad('has an "id" that is neither a string nor a number', where)
    if not isinstance(to, str):
        raise _bad('has a "to" that is not a string', where)
    number = 1 if number is None else number
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise _bad('has a "round" that is no whole number from 1 on', where)
    return Outgoing(str(key), row["text"], to, number)


def _bad(what: str, where: str) -> InputError:
    mend = 'Give one object a line, such as {"id": "r1", "text": "Thank you!", "to": "Well said", "round": 1}'
    return InputError(f"the line {what}", where=where, mend=mend)
