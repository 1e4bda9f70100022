"""What a digest holds: what needs her, one kind thing, the one number that matters, and when to look next.

Nothing hostile is ever quoted, and what nobody said to her is not told.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from groundswell.domain.calm import Alarm, Digest, Figure, Line, Urgent
from groundswell.domain.reading import Reading
from groundswell.domain.words import Lane, Phase, Tone
from groundswell.text.danger import in_danger

_Said = TypeVar("_Said")
_Needs = TypeVar("_Needs", bound="_Worded")
NEEDING = (Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.QUESTION)
"""The lanes in which somebody waits for her, the most pressing first."""
MOST_NEEDS = 5
_MOST_URGENT = 5
_SAYS = 140
_KIND_SIGNS = (20, 280)
"""Shorter is a cheer, longer is a letter: both are better read in their place."""
_SURELY_KIND, _MAYBE = 0.8, 0.2
_GRAVEST = (Alarm.DANGER, Alarm.THREAT, Alarm.FRIEND, Alarm.PLEA, Alarm.PRESS)
_QUOTED = frozenset({Alarm.FRIEND, Alarm.PLEA, Alarm.PRESS})
_URGENT = {
    Alarm.DANGER: "Speaks of ending their life. You need not carry that alone: help lines are beside it.",
    Alarm.THREAT: "Somebody threatens you. You need not read it to act: keep it, report it, tell somebody.",
    Alarm.FRIEND: "Somebody close to you has a very hard time.",
    Alarm.PLEA: "Has a very hard time, and writes of it to you alone. A few honest lines are enough.",
    Alarm.PRESS: "Wants your words in public soon.",
}


class _Worded(Protocol):
    @property
    def words(self) -> str: ...
    @property
    def lane(self) -> Lane: ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for her, as a digest needs it; `path` is where it is answered in the local app."""

    item: int
    key: str
    who: str
    words: str
    lane: Lane
    reading: Reading
    why: str
    path: str


def digest(
    needs: Sequence[Waiting],
    waiting: int,
    urgent: Sequence[tuple[Waiting, Urgent]],
    kind: Sequence[Waiting],
    shown: Collection[str],
    figure: Figure | None,
    until: str,
) -> Digest:
    """Puts a digest together.

    Args:
        needs: What needs her, the most pressing first.
        waiting: How many need her altogether.
        urgent: What cannot wait and was not told yet as done.
        kind: Kind things that wait, the warmest first.
        shown: Keys of kind things that an earlier digest showed.
        until: When to look next, in words.
    """
    grave = gravest_first(urgent)[:_MOST_URGENT]
    apart = {one.item for one, _ in grave}
    told = [one for one in needs if one.item not in apart and one.lane is not Lane.HOSTILE]
    chosen = hardest_first(told[:MOST_NEEDS])
    warm = next((one for one in kind if one.key not in shown and warms(one)), None)
    left = max(0, waiting - len(chosen) - sum(one.lane in NEEDING for one, _ in grave))
    return Digest(
        _headline(len(grave), len(chosen) + left),
        tuple(urgent_line(one, why) for one, why in grave),
        tuple(plain_line(one, one.why) for one in chosen),
        left,
        plain_line(warm) if warm else None,
        figure,
        until,
    )


def gravest_first(urgent: Sequence[tuple[_Said, Urgent]]) -> list[tuple[_Said, Urgent]]:
    """Those in danger before threats, and those before a date of the press; else in the order given."""
    return sorted(urgent, key=lambda one: _GRAVEST.index(one[1].alarm))


def hardest_first(needs: Iterable[_Needs]) -> list[_Needs]:
    """What needs her as it is listed wherever it is: whoever may be in danger, whoever is in a hard place,
    offers, questions; else in the order given."""
    ranks = {lane: rank for rank, lane in enumerate(NEEDING)}
    return sorted(needs, key=lambda one: (not in_danger(one.words), ranks.get(one.lane, len(ranks))))


def warms(one: Waiting) -> bool:
    """Whether it is surely kind, and of a length that stands well by itself."""
    low, high = _KIND_SIGNS
    tone = one.reading.tone
    kind = one.lane is Lane.KIND_WORDS and tone.get(Tone.SUPPORTIVE, 0.0) >= _SURELY_KIND
    abused = any(chance >= _MAYBE for chance in one.reading.abuse.values())
    return kind and not abused and low <= len(one.words) <= high


def figure_of(phase: Phase, numbers: Mapping[str, float], say: Callable[[float], str]) -> Figure | None:
    """The one number that matters in a phase.

    Args:
        numbers: What is known: `expected` comments in the end with `usual` beside it; `next_day`, comments
            expected within a day; `share`, 0–1, of all comments that are there already; `kind_share`, 0–1.
        say: How a number is said.
    """
    expected, usual = numbers.get("expected"), numbers.get("usual")
    if phase is Phase.RISING and expected:
        beside = f", where {say(usual)} are usual for you" if usual else ""
        return Figure(f"about {say(expected)}", f"comments expected in the end{beside}")
    if phase is Phase.SURGING and "next_day" in numbers:
        return Figure(f"about {say(numbers['next_day'])}", "more comments expected within a day")
    if phase is Phase.EBBING and "share" in numbers:
        return Figure(f"{round(numbers['share'] * 10)} in 10", "of all comments are there already")
    if phase is Phase.OVER and "kind_share" in numbers:
        return Figure(f"{round(numbers['kind_share'] * 10)} in 10", "of those who wrote were kind")
    return None


def _headline(urgent: int, needing: int) -> str:
    if urgent:
        first = (
            "One thing cannot wait" if urgent == 1 else f"{_number(urgent).capitalize()} things cannot wait"
        )
        return (
            f"{first}; {_number(needing)} more need{'s' if needing == 1 else ''} you."
            if needing
            else f"{first}."
        )
    if not needing:
        return "Nothing needs you."
    return f"{_number(needing).capitalize()} need{'s' if needing == 1 else ''} you; the rest can wait."


def _number(n: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[n] if n < len(words) else f"{n:,}"


def urgent_line(one: Waiting, urgent: Urgent) -> Line:
    """The line of something that cannot wait. Who threatens is not named, and not quoted."""
    words = _URGENT[urgent.alarm]
    if urgent.by:
        words += f" It names a time: “{_cut(urgent.by)}”."
    quoted = urgent.alarm in _QUOTED and one.lane is not Lane.HOSTILE
    who = "" if urgent.alarm is Alarm.THREAT else _cut(one.who)
    return Line(one.item, who, _cut(one.words) if quoted else "", words, one.path)


def plain_line(one: Waiting, why: str = "") -> Line:
    """The line of anything else; hostile words are never quoted."""
    return Line(one.item, _cut(one.who), "" if one.lane is Lane.HOSTILE else _cut(one.words), why, one.path)


def _cut(text: str) -> str:
    """One line of at most so many signs, without those that steer."""
    shown = "".join(sign if sign.isprintable() or sign in _JOINERS else " " for sign in text)
    line = " ".join(shown.split(maxsplit=_SAYS))
    if len(line) <= _SAYS:
        return line
    begin, space, _ = line[:_SAYS].rpartition(" ")
    return (begin if space and len(begin) * 2 > _SAYS else line[: _SAYS - 1]) + "…"


_JOINERS = "\u200c\u200d"
"""Persian words and joined emoji need them."""
