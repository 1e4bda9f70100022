"""Texts that are about to go out and checks as JSON, in the shapes that all faces share."""

from groundswell.domain.checking import Check, Outgoing
from groundswell.domain.etiquette import Etiquette
from groundswell.text.lines import line_of, refused

_DIGITS = 4
_MEND = 'Give one object a line, such as {"id": "r1", "text": "Thank you!", "to": "Well said", "round": 1}'


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
        "etiquette": _etiquette(check.etiquette),
        "language": check.language,
        "model": check.model,
    }


def _etiquette(told: Etiquette | None) -> dict[str, object] | None:
    if told is None:
        return None
    return {
        "about_me": round(told.about_me, _DIGITS),
        "clauses": {"mine": told.mine, "theirs": told.theirs},
        "asks": [
            {"span": [one.start, one.end], "size": one.size.value, "early": round(one.early, 2)}
            for one in told.asks
        ],
        "way_out": list(told.way_out) if told.way_out else None,
    }


def outgoing_from_json(line: str, *, where: str = "") -> Outgoing:
    """One line of JSON Lines as a text that is about to go out.

    `text` must be a string; `id` a string or a number, `to` a string and `round` a whole number from 1 on
    where given. Other fields are passed over.

    Raises:
        InputError: The line is not such an object.
    """
    key, text, row = line_of(line, where=where, mend=_MEND)
    to, number = row.get("to") or "", row.get("round")
    if not isinstance(to, str):
        raise refused('has a "to" that is not a string', where, _MEND)
    number = 1 if number is None else number
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise refused('has a "round" that is no whole number from 1 on', where, _MEND)
    return Outgoing(key, text, to, number)
