"""What is seen within the first 20 minutes of work on a wave: in the inbox's order, by time, and by likes.

    python -m bench.first20 [--seeds 4] [--after 3 24] [--out FILE]

For each of the five characters of rehearsals and each seed, a rehearsal is played into a store of its own and
read by the shipped reader; so many hours after the post somebody sits down for 20 minutes. The sample wave is
looked at as it was exported.

Work is simulated: reading takes 20 s a text, answering 60 s more. It is answered what needs the person, is an
opportunity or asks something (by the gold labels). `read first` reads for 20 minutes and answers afterwards.

- Groundswell: lanes in the order in which the page offers them, each from its top; what is folded (hostile,
  or perhaps so) and spam is not opened. In the lane of the unsure it is read as far as the line that says
  that little below is likely to need the person; the rest of it comes at the end.
- hers alone: the same, only as far as that line; what is left of the time goes to answering.
- by time: from the newest to the oldest, as notifications come; `oldest`: the other way round.
- by likes: comments with the most likes first, then messages. Likes are drawn: the longer a comment stands
  and the more its writer is seen (a power law), the more.

Seen is counted against what there is, and against the most that anybody could see in that time (`of what
fits`), where more waits than 20 minutes hold.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from groundswell.domain.words import Kind, Lane
from groundswell.rehearsal import CHARACTERS
from groundswell.rehearsal.facts import gold_of
from groundswell.services.inbox import paging
from groundswell.services.networks.watching import look
from groundswell.services.reading.backlog import catch_up
from groundswell.services.reading.doubt import OFFERED, folds, perhaps_yours
from groundswell.services.rehearsal.playing import Rehearsal, begin
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import items, open_store
from groundswell.store.crowds import copies
from groundswell.store.inbox import Wanted

WORK_S, READ_S, ANSWER_S = 1_200, 20, 60
COUNTED = frozenset({Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.QUESTION})
_HOUR_MS = 3_600_000


@dataclass(frozen=True)
class Piece:
    """One text that waits.

    Attributes:
        at: Epoch milliseconds.
        lane: Where it belongs.
        put: Where the reader put it; none for a copy that is folded into another one.
    """

    key: str
    at: int
    lane: Lane
    put: Lane | None
    likes: float
    words: str = ""


@dataclass
class Wait:
    """What waits when somebody sits down.

    Attributes:
        order: Keys in the inbox's order; with each come its copies.
        hers: How many of these come before the line below which little is likely to need the person.
    """

    pieces: dict[str, Piece]
    order: list[str]
    hers: int
    with_it: Mapping[str, Sequence[str]] = field(default_factory=dict)


def rehearsed(character: str, seed: int, after_h: float) -> Wait:
    """A rehearsal so many hours after its post."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        real = Workspace(home, open_store(home), Settings())
        begin(real, character, seed=seed)
        with Rehearsal(home, Settings()) as played:
            played.clock.put_forward(round(played.stage.begun + after_h * _HOUR_MS))
            look(played.workspace)
            catch_up(played.workspace)
            gold = gold_of(played.stage.wave)
            lanes = {key: one.said.text.lane for key, one in gold.items() if one.said}
            found = waiting(played.workspace, lanes, played.clock(), seed)
        real.close()
    return found


def waiting(workspace: Workspace, gold: Mapping[str, Lane], now: int, seed: int) -> Wait:
    """What waits in a workspace, with the gold lanes by natural key."""
    chance = np.random.default_rng(seed)
    pieces, with_it = dict[str, Piece](), dict[str, list[str]]()
    hers, rest, unlikely = list[str](), list[str](), list[str]()
    for lane in OFFERED:
        for item in _all(workspace, lane):
            with workspace.store.reading() as conn:
                key = items.key_of(conn, item.id)
                same = [items.key_of(conn, one.id) for one in copies(conn, item.id)] if item.copies else []
            for one in (key, *same):
                if one in gold:
                    likes = _likes(item.kind, (now - item.when.latest) / _HOUR_MS, chance)
                    put = lane if one == key else None
                    pieces[one] = Piece(one, item.when.latest, gold[one], put, likes, item.words)
            if key not in gold or folds(item) or lane is Lane.SPAM:
                continue
            with_it[key] = same
            if lane is Lane.UNSURE:
                (hers if perhaps_yours(item) else unlikely).append(key)
            else:
                (hers if lane in COUNTED else rest).append(key)
    return Wait(pieces, [*hers, *rest, *unlikely], len(hers), with_it)


def _all(workspace: Workspace, lane: Lane) -> Iterator[items.Item]:
    after = None
    while True:
        page = paging.listing(workspace, Wanted((lane,)), after)
        yield from page.items
        after = page.after
        if after is None:
            return


def _likes(kind: Kind, hours: float, chance: np.random.Generator) -> float:
    if kind is not Kind.COMMENT:
        return -1.0
    return float(chance.poisson(2 * (1 - np.exp(-hours / 6)) * min(200, chance.pareto(1.3) + 0.2)))


@dataclass
class Seen:
    """What was seen in one sitting."""

    keys: list[str]

    def of(self, wait: Wait, lanes: frozenset[Lane]) -> int:
        """How many of these lanes."""
        return sum(wait.pieces[key].lane in lanes for key in self.keys)


def sitting(wait: Wait, order: Sequence[str], *, answers: bool) -> Seen:
    """What is seen within the time, in an order."""
    left, seen = float(WORK_S), list[str]()
    for key in order:
        left -= READ_S
        if left < 0:
            break
        seen += [key, *(one for one in wait.with_it.get(key, ()) if one in wait.pieces)]
        if answers and wait.pieces[key].lane in COUNTED:
            left -= ANSWER_S
    return Seen(seen)


def _orders(wait: Wait) -> Mapping[str, Sequence[str]]:
    def by(rank: Callable[[Piece], float]) -> list[str]:
        return sorted(wait.pieces, key=lambda key: rank(wait.pieces[key]))

    return {
        "Groundswell": wait.order,
        "hers alone": wait.order[: wait.hers],
        "newest": by(lambda one: -one.at),
        "oldest": by(lambda one: one.at),
        "likes": by(lambda one: -one.likes),
    }


def most(wait: Wait, *, answers: bool) -> int:
    """How many of what counts anybody could see in the time."""
    each = READ_S + (ANSWER_S if answers else 0)
    return min(sum(one.lane in COUNTED for one in wait.pieces.values()), (WORK_S - READ_S) // each + 1)


def _table(waits: Mapping[str, Sequence[Wait]], *, answers: bool) -> list[str]:
    names = ("Groundswell", "hers alone", "newest", "oldest", "likes")
    head = [
        "wave",
        "texts",
        "counted",
        "fit in 20 min",
        *names,
        "hostile seen: Groundswell",
        *names[1:],
        "fewer than newest",
        "fewer than likes",
    ]
    rows = [_row(*head), _row(*("---" for _ in head))]
    every = [wait for some in waits.values() for wait in some]
    for name, some in (*waits.items(), ("all", every)):
        counted = sum(sum(one.lane in COUNTED for one in wait.pieces.values()) for wait in some)
        fits = sum(most(wait, answers=answers) for wait in some)
        seen, hostile = Counter[str](), Counter[str]()
        for wait in some:
            for way, order in _orders(wait).items():
                sat = sitting(wait, order, answers=answers)
                seen[way] += sat.of(wait, COUNTED)
                hostile[way] += sat.of(wait, frozenset({Lane.HOSTILE}))
        shares = [
            f"{100 * seen[way] / max(1, counted):.0f}% ({100 * seen[way] / max(1, fits):.0f}%)"
            for way in names
        ]
        rows.append(
            _row(
                name, sum(len(wait.pieces) for wait in some), counted, fits, *shares,
                *(hostile[way] for way in names), _fewer(hostile, "newest"), _fewer(hostile, "likes"),
            )
        )  # fmt: skip
    return rows


def _fewer(hostile: Mapping[str, int], other: str) -> str:
    """How many times fewer hostile texts are seen than by another order: reading on, and hers alone."""
    ways = ("Groundswell", "hers alone")
    return ", ".join(f"{hostile[other] / hostile[way]:.0f}×" if hostile[way] else "none seen" for way in ways)


def _mistakes(waits: Sequence[Wait]) -> list[str]:
    put: Counter[tuple[str, str]] = Counter()
    for wait in waits:
        for one in wait.pieces.values():
            if one.lane in COUNTED or one.lane is Lane.HOSTILE:
                put[one.lane, one.put or "copy"] += 1
    lanes = [*Lane, "copy"]
    rows = [_row("belongs to", *lanes), _row(*("---" for _ in range(len(lanes) + 1)))]
    return rows + [
        _row(gold, *(put[gold, lane] for lane in lanes)) for gold in (*sorted(COUNTED), Lane.HOSTILE)
    ]


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--after", type=float, nargs="*", default=[3.0, 8.0, 24.0])
    parser.add_argument("--characters", nargs="*", default=list(CHARACTERS))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--missed", type=Path, help="Where what was not seen is written to, as JSON Lines.")
    asked = parser.parse_args()
    lines, missed = list[str](), list[str]()
    for after_h in asked.after:
        waits = {
            name: [rehearsed(name, seed, after_h) for seed in range(1, asked.seeds + 1)]
            for name in asked.characters
        }
        for answers in (False, True):
            way = "answering as it goes" if answers else "reading first"
            lines += [f"\n{after_h:g} h after the post, {way}:\n", *_table(waits, answers=answers)]
        lines += [
            "\nWhere the reader puts them:\n",
            *_mistakes([one for some in waits.values() for one in some]),
        ]
        for name, some in waits.items():
            for wait in some:
                seen = set(sitting(wait, wait.order, answers=False).keys)
                missed += [
                    json.dumps([after_h, name, one.lane, one.put, one.words], ensure_ascii=False)
                    for one in wait.pieces.values()
                    if one.lane in COUNTED and one.key not in seen
                ]
    text = "\n".join(lines)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", "utf-8")
    if asked.missed:
        asked.missed.write_text("\n".join(missed), "utf-8")


if __name__ == "__main__":
    main()
