"""Learning from corrections: what the user put into another lane moves what is like it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.words import Lane
from groundswell.services.workspace import Workspace
from groundswell.store import decisions, placing, readings
from groundswell.store.bulk import chunks
from groundswell.store.decisions import Correction
from groundswell.triage import Lesson, Reader, Taught, Teachable, reader_named

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Learned:
    """What a correction, or taking it back, changed besides the item itself: how many went where."""

    moved: Mapping[Lane, int]

    @property
    def total(self) -> int:
        """How many other items moved."""
        return sum(self.moved.values())


@dataclass(frozen=True, slots=True)
class Lessons:
    """What was learned so far.

    Attributes:
        corrections: The last ones that stand, newest first.
        total: How many stand in all.
        placed: How many waiting items are in each lane because of them.
    """

    corrections: tuple[Correction, ...]
    total: int
    placed: Mapping[Lane, int]


def lessons(workspace: Workspace) -> Lessons:
    """What was learned so far, for the page that says so."""
    with workspace.store.reading() as conn:
        last, total = decisions.corrections(conn, MOST_SHOWN)
        return Lessons(tuple(last), total, readings.taught_lanes(conn))


def taught(workspace: Workspace, reader: Reader) -> Taught | None:
    """What all corrections that stand teach a reader; none if it does not learn."""
    if not isinstance(reader, Teachable):
        return None
    with workspace.store.reading() as conn:
        return reader.taught([Lesson(*one) for one in readings.lessons(conn, reader.name)])


def relearn(workspace: Workspace, corrected: Sequence[int]) -> Learned:
    """Learns from all corrections anew and places what still waits by it.

    Args:
        corrected: The items that were corrected, or whose correction was taken back: they do not count.
    """
    reader = reader_named(workspace.settings.reader)
    judge = taught(workspace, reader)
    moved: Counter[Lane] = Counter()
    if judge is None:
        return Learned(moved)
    with workspace.store.writing() as conn:
        for ids in chunks(readings.waiting(conn)):
            rows = readings.sketches(conn, reader.name, ids)
            placed = judge.placed([sketch for _, sketch, _ in rows])
            changed = [
                (row_id, *now)
                for (row_id, _, lane), now in zip(rows, placed, strict=True)
                if now.lane is not lane
            ]
            readings.move(conn, changed)
            placing.place(conn, [row_id for row_id, *_ in changed], workspace.now())
            moved.update(lane for row_id, lane, *_ in changed if row_id not in corrected)
    return Learned(moved)
