"""Words from outside without what steers: a terminal, the direction of a line, half a letter."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from groundswell.domain.report import Logo

_T = TypeVar("_T")
_STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_LINK = re.compile(r"https?://[^\s<>\"'\\\x00-\x20\x7f]+", re.IGNORECASE)


def cleaned(value: _T) -> _T:
    """The same value with every text in it cleaned."""
    made = _cleaned(value)
    assert isinstance(made, type(value))
    return made


def link(url: str) -> str:
    """An address if it leads to the web, else nothing: no scripts, data or files."""
    return url if _LINK.fullmatch(url) else ""


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return _STEERS.sub("", value)
    if isinstance(value, tuple):
        return tuple(_cleaned(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type | Logo):
        return replace(value, **{one.name: _cleaned(getattr(value, one.name)) for one in fields(value)})
    return value
