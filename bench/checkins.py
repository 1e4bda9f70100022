"""How often one looks with the advice, and how long what matters waits, beside looking every half hour.

    python -m bench.checkins [--seeds 4] [--budget 5] [--hours 8 22] [--out bench/results/checkins.md]

Each of 20 rehearsals (five characters, four seeds) is lived through for its whole length by somebody who

- looks every 30 minutes of her day, or
- has a budget and looks when she is advised to. What is recognised as urgent is told at once: she looks
  within some minutes, and sees all that waits. What the recogniser misses waits for the next look, and what
  it takes for urgent in vain costs a look.

What is urgent is told by the product's recogniser over the readings of the reader that ships; what was
urgent is the word of who wrote the texts. The forecast that the advice stands on is the product's, made
anew at each look from the times of the comments so far. `needs her` are gold lanes. Nights: what comes then
counts from the morning on, for both; what is told at night is seen in the morning.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.triage.metrics import table

from groundswell import wave as forecasts
from groundswell.calm.budget import advise
from groundswell.calm.urgent import urgent
from groundswell.domain.calm import Heard
from groundswell.domain.reading import Utterance
from groundswell.domain.when import DAY, HOUR, MINUTE
from groundswell.domain.words import Kind, Lane
from groundswell.rehearsal import CHARACTERS, wave
from groundswell.triage import reader_named

MIDNIGHT = 1_796_000_400_000 - 1_796_000_400_000 % DAY
NEEDING = (Lane.NEEDS_YOU, Lane.OPPORTUNITY)
PROMPT = 15 * MINUTE
TAKES = 3 * MINUTE
"""From its coming until something urgent is read, told and she opens the page: a reading takes seconds, a
round of the bell 20, and she needs a moment."""
TOGETHER = 10 * MINUTE
"""Something urgent is told so long after the last telling at the soonest: what comes close together is one
look, and still seen in time."""


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that was said.

    Attributes:
        at: Epoch milliseconds.
        needs: Whether it needs her, and `urgent` whether it cannot wait, by who wrote it.
        told: Whether the recogniser takes it for urgent; `lane` is the reader's.
    """

    at: int
    needs: bool
    urgent: bool
    told: bool
    lane: Lane
    comment: bool


@dataclass
class Lived:
    """What came of one wave lived through: looks, and how long what matters waited, in milliseconds."""

    looks: int = 0
    waits: list[int] = field(default_factory=list)
    urgent: list[int] = field(default_factory=list)
    days: float = 0.0


def rehearsal(name: str, seed: int) -> tuple[int, int, list[Came]]:
    """When a rehearsal's post went out, when it is over, and all that was said, read by the reader."""
    told = wave(name, seed)
    posted = MIDNIGHT + round(told.character.posted_hour * HOUR)
    spoken = [one for one in told.events if one.said is not None]
    reader = reader_named("encoder")
    known: dict[str, tuple[Lane, bool]] = {}
    for begin in range(0, len(spoken), 64):
        some = [one.said for one in spoken[begin : begin + 64] if one.said and one.said.words not in known]
        read = reader.read_batch(
            [Utterance("", one.words, "", one.text.headline, one.text.kind.value) for one in some]
        )
        for one, reading in zip(some, read, strict=True):
            heard = Heard(one.words, reading, one.text.headline, one.text.kind)
            known[one.words] = reading.lane, urgent(heard) is not None
    came = [
        Came(
            posted + round(one.seconds * 1000),
            one.said.text.lane in NEEDING,
            bool(one.said.text.urgent) and not one.said.copy,
            known[one.said.words][1] and not one.said.copy,
            known[one.said.words][0],
            one.kind is Kind.COMMENT,
        )
        for one in spoken
        if one.said is not None
    ]
    return posted, posted + round(told.character.hours * HOUR), came


def by_the_clock(posted: int, over: int, came: Sequence[Came], hours: tuple[int, int]) -> Lived:
    """Looking every half hour of her day."""
    looks = list(_half_hours(posted, over, hours))
    return _lived(posted, over, came, looks, hours)


def advised(posted: int, over: int, came: Sequence[Came], hours: tuple[int, int], budget: int) -> Lived:
    """Looking when she is advised to, and when something urgent is told."""
    looks, day, left = list[int](), -1, budget
    tellings = _tellings(came, hours)
    now, due = posted, posted + HOUR // 2
    while due < over:
        now = next((at for at in tellings if now < at < due), due)
        looks.append(now)
        # Whatever brings her, it is a look, and counts.
        left = max(0, (budget if _day(now) != day else left) - 1)
        day = _day(now)
        begin, end = (MIDNIGHT + day * DAY + hour * HOUR for hour in hours)
        lanes = [one.lane for one in came if one.at <= now]
        needing = sum(lane in NEEDING for lane in lanes)
        coming = _coming(posted, now, came)
        told = advise(now, (begin, end, begin + DAY), left, budget, coming, needing, len(lanes))
        due = max(told.at, now + MINUTE)
    return _lived(posted, over, came, looks, hours)


def _tellings(came: Sequence[Came], hours: tuple[int, int]) -> list[int]:
    """When she looks because something urgent was told: soon, or in the morning; close ones together."""
    found = list[int]()
    for at in sorted(_morning(one.at + TAKES, hours) for one in came if one.told):
        if found and at <= found[-1]:
            continue
        wait = max(at, found[-1] + TOGETHER) if found else at
        found.append(wait)
    return found


def _lived(
    posted: int,
    over: int,
    came: Sequence[Came],
    looks: Sequence[int],
    hours: tuple[int, int],
) -> Lived:
    lived = Lived(len(looks), days=(over - posted) / DAY)
    for one in came:
        # What comes at night begins to wait in the morning.
        since = _morning(one.at, hours)
        seen = next((at for at in looks if at >= one.at), over)
        if one.needs:
            lived.waits.append(max(0, seen - since))
        if one.urgent:
            lived.urgent.append(max(0, seen - since))
    return lived


def _coming(posted: int, now: int, came: Sequence[Came]) -> list[tuple[int, float]]:
    """Comments and messages expected from now on, hour by hour, as the product's forecast says."""
    ages = [(one.at - posted) / 1000 for one in came if one.at <= now]
    at = (now - posted) / 1000
    if len(ages) < 2:
        return [(now + hour * HOUR, float(hour) * max(1, len(ages))) for hour in range(1, 49)]
    horizons = [at + 3600.0 * hour for hour in range(1, 49)]
    told = forecasts.forecast(ages, at=at, horizons=horizons, cascade_id="x")
    return [
        (now + hour * HOUR, max(0.0, told.horizons[age][0.5] - told.observed))
        for hour, age in zip(range(1, 49), horizons, strict=True)
    ]


def _half_hours(posted: int, over: int, hours: tuple[int, int]) -> Iterator[int]:
    for at in range(posted + HOUR // 2, over, HOUR // 2):
        if hours[0] * HOUR <= (at - MIDNIGHT) % DAY <= hours[1] * HOUR:
            yield at


def _morning(at: int, hours: tuple[int, int]) -> int:
    """The instant itself in her day, else when her next day begins."""
    day = MIDNIGHT + _day(at) * DAY
    if at < day + hours[0] * HOUR:
        return day + hours[0] * HOUR
    return at if at <= day + hours[1] * HOUR else day + DAY + hours[0] * HOUR


def _day(at: int) -> int:
    return (at - MIDNIGHT) // DAY


def main() -> None:
    """Measures and writes the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--budget", type=int, nargs="*", default=[3, 4, 5, 8])
    parser.add_argument("--hours", type=int, nargs=2, default=[8, 22])
    parser.add_argument("--out", type=Path, default=Path("bench/results/checkins.md"))
    asked = parser.parse_args()
    hours = (asked.hours[0], asked.hours[1])
    told = {name: [rehearsal(name, seed) for seed in range(1, asked.seeds + 1)] for name in CHARACTERS}
    rows = []
    for name, waves in (*told.items(), ("all", [one for some in told.values() for one in some])):
        clock = [by_the_clock(*one, hours) for one in waves]
        rows.append(_row(name, "every 30 minutes", clock, clock))
        for budget in asked.budget:
            lived = [advised(*one, hours, budget) for one in waves]
            rows += [_row(name, f"advised, {budget} a day", lived, clock)]
    head = [
        "waves", "way", "looks", "a day", "of every 30 min", "urgent", "seen within 15 min",
        "longest, min", "what needs her waits: median, h", "90%, h",
    ]  # fmt: skip
    page = table(head, rows)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(page + "\n", "utf-8")
    print(page)


def _row(name: str, way: str, lived: Sequence[Lived], clock: Sequence[Lived]) -> list[str]:
    looks, base = sum(one.looks for one in lived), sum(one.looks for one in clock)
    urgent_ones = sorted(wait for one in lived for wait in one.urgent)
    waits = sorted(wait for one in lived for wait in one.waits)
    soon = sum(wait <= PROMPT for wait in urgent_ones)
    days = sum(one.days for one in lived)
    return [
        name,
        way,
        f"{looks:,}",
        f"{looks / days:.1f}",
        f"1/{base / max(1, looks):.1f}",
        f"{len(urgent_ones)}",
        f"{soon} ({soon / max(1, len(urgent_ones)):.0%})",
        f"{urgent_ones[-1] / MINUTE:.0f}" if urgent_ones else "–",
        *(_hours(waits, share) for share in (0.5, 0.9)),
    ]


def _hours(waits: Sequence[int], share: float) -> str:
    """A quantile of ascending waits, in hours."""
    return f"{waits[min(len(waits) - 1, int(len(waits) * share))] / HOUR:.1f}" if waits else "–"


if __name__ == "__main__":
    main()
