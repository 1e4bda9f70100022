"""What was done in a rehearsal, and how its people took it: a log in its folder, one line for each act."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from groundswell.domain.actions import Act
from groundswell.services.rehearsal.cast import Back, Took


@dataclass(frozen=True, slots=True)
class Doing:
    """One act and what came of it.

    Attributes:
        key: That of the action: one key is done once.
        target: Natural key of what it was done to.
        at: When, in epoch milliseconds of the rehearsal.
        manner: What the words were like, as `cast.manner` says; empty where nothing was said.
        took: How it was taken; none where nothing was said.
        back: What is said back.
    """

    key: str
    act: Act
    target: str
    at: int
    manner: str = ""
    took: Took | None = None
    back: tuple[Back, ...] = ()

    @property
    def became(self) -> str:
        """Natural key of what came of it."""
        return f"other:rehearsal:own:{self.key}"


class Doings:
    """The log; any number of threads may ask and add."""

    def __init__(self, file: Path) -> None:
        self._file, self._turn = file, Lock()
        self._done = [_read(told) for told in told_in(file)]

    def all(self) -> Sequence[Doing]:
        """Everything that was done, in its order."""
        with self._turn:
            return tuple(self._done)

    def known(self, key: str) -> Doing | None:
        """What was done under that key."""
        return next((one for one in self.all() if one.key == key), None)

    def add(self, doing: Doing) -> None:
        """Keeps one more."""
        with self._turn:
            with self._file.open("a", encoding="utf-8") as file:
                # A line of its own, also behind one that was cut off.
                file.write("\n" + json.dumps(asdict(doing), ensure_ascii=False) + "\n")
            self._done.append(doing)


def told_in(file: Path) -> Iterator[Any]:
    """What each line of a log tells; one that a kill or a full disk cut off tells nothing."""
    for line in file.read_text("utf-8", "replace").split("\n") if file.exists() else []:
        with suppress(ValueError):
            yield json.loads(line)


def _read(told: Mapping[str, Any]) -> Doing:
    took = Took(told["took"]) if told["took"] else None
    back = tuple(Back(**one) for one in told["back"])
    return Doing(**{**told, "act": Act(told["act"]), "took": took, "back": back})
