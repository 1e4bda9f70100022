"""What waits when somebody sits down before a wave, how it is read, and what is seen in 20 minutes."""

import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tools.sample_wave.gold import gold
from tools.sample_wave.story import START
from tools.sample_wave.wave import SEED, tell

from groundswell.domain.when import to_ms
from groundswell.domain.words import Kind, Lane
from groundswell.rehearsal.facts import gold_of
from groundswell.services.files.importing import Upload, import_files
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

SAMPLE = Path(__file__).parents[1] / "sample"
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
            told = gold_of(played.stage.wave)
            lanes = {key: one.said.text.lane for key, one in told.items() if one.said}
            found = waiting(played.workspace, lambda key, _: lanes.get(key), played.clock(), seed)
        real.close()
    return found


def sampled(after_h: float) -> Wait:
    """What waits of the sample wave so many hours after its post, with the lanes of its gold file."""
    until = to_ms(START) + round(after_h * _HOUR_MS)
    lanes = {str(row["text"]).strip(): Lane(str(row["lane"])) for row in gold(tell(random.Random(SEED)))}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        workspace = Workspace(home, open_store(home), Settings())
        files = [path for path in sorted(SAMPLE.iterdir()) if path.name != "README.md"]
        import_files(workspace, [Upload(path, path.name) for path in files])
        catch_up(workspace)
        found = waiting(workspace, lambda _, words: lanes.get(words.strip()), until, 1)
        workspace.close()
    return found


def waiting(workspace: Workspace, lane_of: Callable[[str, str], Lane | None], now: int, seed: int) -> Wait:
    """What waits in a workspace.

    Args:
        lane_of: From a natural key and the words to the gold lane; none for what has none.
    """
    chance = np.random.default_rng(seed)
    pieces, with_it = dict[str, Piece](), dict[str, list[str]]()
    hers, rest, unlikely = list[str](), list[str](), list[str]()
    for lane in OFFERED:
        for item in _all(workspace, lane):
            if item.when.latest > now:
                continue
            with workspace.store.reading() as conn:
                key = items.key_of(conn, item.id)
                like_it = copies(conn, item.id) if item.copies else []
                same = {items.key_of(conn, one.id): one.text for one in like_it}
            for one, words in {key: item.words, **same}.items():
                belongs = lane_of(one, words)
                if belongs is not None:
                    likes = _likes(item.kind, (now - item.when.latest) / _HOUR_MS, chance)
                    put = lane if one == key else None
                    pieces[one] = Piece(one, item.when.latest, belongs, put, likes, words)
            if key not in pieces or folds(item) or lane is Lane.SPAM:
                continue
            with_it[key] = list(same)
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


def orders(wait: Wait) -> Mapping[str, Sequence[str]]:
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
