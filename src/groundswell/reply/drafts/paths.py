"""What is said of the three paths, read from `paths.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path as File
from typing import cast

from groundswell.domain.drafting import Choice, Does, Draft, Path

_Told = Mapping[str, str]
_OTHERWISE = "otherwise"


@cache
def _file() -> Mapping[str, object]:
    return tomllib.loads((File(__file__).parent / "paths.toml").read_text(encoding="utf-8"))


def choice(path: Path, does: Does, drafts: tuple[Draft, ...] = ()) -> Choice:
    """One path from a comment, what speaks for it and what it costs."""
    told = cast(Mapping[str, _Told], _file()[path])
    say, cost = (told[part].get(does, told[part][_OTHERWISE]) for part in ("say", "cost"))
    return Choice(path, say, cost, drafts)


def nothing(why: str) -> str:
    """Why there is nothing to say: of what the comment does, or such as `to_another`, `unclear`, `spent`."""
    return cast(_Told, _file()["nothing"])[why]


def needs(does: Does) -> str:
    """What only the user can give; empty for nothing."""
    return cast(_Told, _file()["needs"]).get(does, "")
