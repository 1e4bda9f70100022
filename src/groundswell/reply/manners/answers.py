"""Kind answers to what comes in unasked: read from `answers.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def kind_no(language: str) -> str:
    """A kind no to a pitch in a language, in English where there is none."""
    told = _told()["pitch"]
    return told.get(language, told["en"])


@cache
def _told() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "answers.toml").read_text(encoding="utf-8"))
