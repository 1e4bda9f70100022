"""Mail merge: one letter, the rows of a list, and a letter each. What cannot be filled is named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_FIELD = re.compile(r"\{\{\s*([^{}\n]{1,60}?)\s*\}\}|\{([^{}\n]{1,60}?)\}")
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter for one row.

    Attributes:
        missing: Placeholders for which the row has nothing, as they stand there; then nobody may get it.
    """

    subject: str
    body: str
    missing: tuple[str, ...]


def fields(text: str) -> tuple[str, ...]:
    """The placeholders of a letter, `{{like this}}` or `{like this}`, each once."""
    return tuple(dict.fromkeys(_name(found) for found in _FIELD.finditer(text)))


def filled(subject: str, body: str, values: Mapping[str, str]) -> Filled:
    """The letter with the values of one row; columns are told without regard to case, spaces and underscores.

    What stands in a value is never looked at for placeholders again.
    """
    known = {_folded(name): value.strip() for name, value in values.items()}
    missing: list[str] = []

    def put(found: re.Match[str]) -> str:
        value = known.get(_folded(_name(found)), "")
        if not value:
            missing.append(found[0])
        return value

    made = [_FIELD.sub(put, text) for text in (subject, body)]
    return Filled(made[0], made[1], tuple(dict.fromkeys(missing)))


def column(columns: Sequence[str], *names: str) -> str:
    """The first of the columns that is called so; empty if none is."""
    wanted = [_folded(name) for name in names]
    return next((one for name in wanted for one in columns if _folded(one) == name), "")


def _name(found: re.Match[str]) -> str:
    return str(found[1] or found[2] or "").strip()


def _folded(name: str) -> str:
    return _APART.sub("", name.casefold())
