"""What came of the user's answers so far, in words, and what the crossroads take from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from groundswell.domain.answers import Came
from groundswell.domain.drafting import Crossroads, Does, Move, Path
from groundswell.domain.results import Round, Tally, alike, better_path, in_order, tally

CAME_WORDS: Mapping[Came, str] = {
    Came.CALMED: "they answered, and calmer",
    Came.WENT_ON: "they answered in the same tone",
    Came.WORSE: "they answered more sharply",
    Came.SILENT: "they said nothing more",
    Came.OPEN: "it is too early to tell",
}
_DID: Mapping[Move, str] = {
    Move.ACKNOWLEDGE: "met the feeling",
    Move.RESTATE: "said their point back",
    Move.OWN: "granted what was true",
    Move.THANK: "thanked for one thing",
    Move.ASK: "asked something",
    Move.FACT: "gave a fact",
    Move.PRIVATE: "offered to go on in private",
    Move.COMPANY: "stayed with them",
    Move.HELP: "named where somebody answers",
    Move.CLOSE: "ended it kindly",
}


@dataclass(frozen=True, slots=True)
class Results:
    """What is told of the user's own answers; empty strings where there is nothing to tell.

    Attributes:
        ways: For each path what came of the answers that took it.
        order: Why one draft stands first.
        best: Why another path is named as the best one than usual.
    """

    ways: Mapping[Path, str]
    order: str
    best: str


def told_by(rounds: Sequence[Round], met: Crossroads) -> tuple[Crossroads, Results]:
    """The crossroads in the order that the user's own answers speak for, and what is said of it."""
    ways = {
        Path.UNDERSTAND: _sum("with understanding", [one for one in rounds if one.path is Path.UNDERSTAND]),
        Path.HIT_BACK: _sum("that hit back", [one for one in rounds if one.path is Path.HIT_BACK]),
    }
    best = better_path(met.best, rounds, met.does)
    why = "" if best is met.best else _why_best(best, rounds, met.does)
    choices, order = [], ""
    for choice in met.choices:
        drafts, move = in_order(choice.drafts, rounds, met.does)
        choices.append(replace(choice, drafts=tuple(drafts)))
        order = _why_first(move, rounds, met.does) if move else order
    ordered = replace(met, best=best if not met.nothing else met.best, choices=tuple(choices))
    return ordered, Results(ways, order, why)


def _sum(kind: str, rounds: Sequence[Round]) -> str:
    counts = tally(rounds)
    if not counts.of:
        return ""
    answers = f"1 answer {kind}" if counts.of == 1 else f"{counts.of:,} answers {kind}"
    return f"Of {answers}, {_counted(counts)}."


def _counted(counts: Tally) -> str:
    parts = [f"{counts.calmed:,} calmed it", f"{counts.worse:,} made it worse"]
    if counts.went_on:
        parts.append(f"{counts.went_on:,} went on in the same tone")
    if counts.silent:
        parts.append(f"{counts.silent:,} got no answer")
    return ", ".join(parts)


def _why_first(move: Move, rounds: Sequence[Round], does: Does) -> str:
    with_it = [one for one in alike(rounds, does) if move in one.moves]
    counts = tally(with_it)
    went_well = counts.calmed + counts.went_on
    return (
        f"The first stands there because of what came of your own: {went_well:,} of {counts.of:,} answers "
        f"that {_DID[move]} went well."
    )


def _why_best(best: Path, rounds: Sequence[Round], does: Does) -> str:
    counts = tally(one for one in rounds if one.does is does and one.path is Path.UNDERSTAND)
    if best is Path.LEAVE:
        return f"{counts.worse:,} of your {counts.of:,} answers to such comments made it worse."
    return f"{counts.calmed:,} of your {counts.of:,} answers to such comments calmed it."
