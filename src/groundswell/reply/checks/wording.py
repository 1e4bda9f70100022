"""What is said of a fault, and words that could stand instead: read from `wordings.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from groundswell.reply.drafts.phrases import addressed

_OTHERWISE = "en"
_Section = Mapping[str, str | list[str]]


@cache
def _sections() -> Mapping[str, _Section]:
    return tomllib.loads((Path(__file__).parent / "wordings.toml").read_text(encoding="utf-8"))


def say(about: str) -> str:
    """Why a fault matters, to the author. Args: about: a kind of fault, or a way to defend oneself."""
    return cast(str, _sections()[about]["say"])


def instead(about: str, language: str, said: frozenset[str] = frozenset(), *, formal: bool = False) -> str:
    """Words that could stand in place of the fault; empty where there are none.

    Args:
        language: Where there are none in it, none are offered: half a text in another language helps nobody.
        said: What was offered already.
        formal: Whether the reader is addressed politely, where the language tells that apart.
    """
    section = _sections()[about]
    told = section.get(language, section.get(_OTHERWISE, []) if language == "und" else [])
    made = (addressed(one, formal=formal, named=False) for one in told)
    return next((one for one in made if one not in said), "")
