"""What the user's own answers have led to so far, and what follows from it: smoothed counts, nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.answers import Came
from groundswell.domain.drafting import Does, Draft, Move, Path

HEATED = frozenset({Does.INSULT, Does.CALLS_IT_A_PITCH, Does.CORRECTION, Does.FEEDBACK, Does.DISAGREEMENT})
"""What such comments do is much alike: they find fault."""

_WORTH: Mapping[Came, float] = {Came.CALMED: 1.0, Came.WENT_ON: 0.6, Came.SILENT: 0.4, Came.WORSE: 0.0}
_USUAL = 0.5
_AS_MANY = 4
"""So many made-up answers of usual worth stand beside her own, so that two good ones prove nothing."""
_FEW = 4
_PLAIN = 0.08
"""Difference of worth from which on one draft comes before another for what came of such drafts."""
_MANY = 5
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Round:
    """One answer, and what came of it."""

    does: Does | None
    path: Path | None
    moves: tuple[Move, ...]
    came: Came


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers led to what; `of` is how many of them are known to have led to anything."""

    of: int
    calmed: int
    went_on: int
    silent: int
    worse: int


def tally(rounds: Iterable[Round]) -> Tally:
    """The counts of these."""
    came = [one.came for one in rounds if one.came is not Came.OPEN]
    counts = (came.count(one) for one in (Came.CALMED, Came.WENT_ON, Came.SILENT, Came.WORSE))
    return Tally(len(came), *counts)


def alike(rounds: Sequence[Round], does: Does) -> list[Round]:
    """The answers to comments that do the same; where those are few, to comments of the same kind."""
    known = [one for one in rounds if one.came is not Came.OPEN]
    same = [one for one in known if one.does is does]
    if len(same) >= _FEW:
        return same
    return [one for one in known if one.does and (one.does in HEATED) is (does in HEATED)]


def worth(rounds: Iterable[Round]) -> float:
    """0–1, how well these went, pulled towards the middle where they are few."""
    values = [_WORTH[one.came] for one in rounds if one.came is not Came.OPEN]
    return (sum(values) + _AS_MANY * _USUAL) / (len(values) + _AS_MANY)


def in_order(drafts: Sequence[Draft], rounds: Sequence[Round], does: Does) -> tuple[list[Draft], Move | None]:
    """The drafts with those first whose moves went better so far, and the move that made one the first; none
    where her own answers do not tell them apart."""
    near = alike(rounds, does)
    by_move = {move: worth(one for one in near if move in one.moves) for move in Move}
    if not drafts or not any(one.moves for one in near):
        return list(drafts), None
    value = [sum(by_move[move] for move in one.moves) / max(1, len(one.moves)) for one in drafts]
    if max(value) - value[0] < _PLAIN:
        return list(drafts), None
    ordered = [drafts[at] for at in sorted(range(len(drafts)), key=lambda at: -value[at])]
    return ordered, max(ordered[0].moves, key=by_move.__getitem__)


def better_path(best: Path, rounds: Sequence[Round], does: Does) -> Path:
    """The path that fits best; another than usual where her own answers to such comments say so."""
    same = [one for one in rounds if one.does is does and one.path is Path.UNDERSTAND]
    counts = tally(same)
    if counts.of < _MANY or does in (Does.THREAT, Does.SPAM, Does.DANGER, Does.DISTRESS):
        return best
    if best is Path.UNDERSTAND and counts.worse >= _MOSTLY * counts.of:
        return Path.LEAVE
    if best is Path.LEAVE and counts.calmed >= _MOSTLY * counts.of:
        return Path.UNDERSTAND
    return best
