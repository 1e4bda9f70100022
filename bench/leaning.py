"""Whom one leans on over simulated years: is the load spread, and does anybody bear too much?

    python -m bench.leaning [--years 5] [--runs 20]

Each run draws a circle (10 to 25 people with what they can bear, what they are good at, how strong the tie
is) and hard days: now and then, and in clusters after a blow. Compared: our choice, the strongest tie first,
the strongest who is rested, and by turns. Whether it goes well is drawn from how tired they are of it and
what they are good at.
"""

import argparse
from collections.abc import Callable, Sequence
from random import Random

from groundswell.circle.leaning import whom
from groundswell.domain.support import Confidant, Leaned, Support, Went
from groundswell.domain.when import DAY

BEGIN = 1_700_000_000_000
Choose = Callable[[Sequence[Confidant], Sequence[Leaned], Support, int], str | None]


def ours(circle: Sequence[Confidant], leaned: Sequence[Leaned], support: Support, now: int) -> str | None:
    """The first of those who are named."""
    offered, _ = whom(circle, leaned, support, now)
    return offered[0].key if offered else None


def strongest(
    circle: Sequence[Confidant], leaned: Sequence[Leaned], support: Support, now: int
) -> str | None:
    """The strongest tie, always."""
    return max(circle, key=lambda one: one.strength).key


def strongest_rested(
    circle: Sequence[Confidant], leaned: Sequence[Leaned], support: Support, now: int
) -> str | None:
    """The strongest tie among those who were not asked within their days of rest."""
    last = {one.key: one.at for one in leaned}
    free = [one for one in circle if now - last.get(one.key, 0) >= one.rest_days * DAY]
    return max(free, key=lambda one: one.strength).key if free else None


def by_turns(circle: Sequence[Confidant], leaned: Sequence[Leaned], support: Support, now: int) -> str | None:
    """Whoever was asked longest ago."""
    last = {one.key: one.at for one in leaned}
    return min(circle, key=lambda one: last.get(one.key, 0)).key


WAYS: dict[str, Choose] = {
    "ours": ours,
    "the strongest tie first": strongest,
    "the strongest who is rested": strongest_rested,
    "by turns": by_turns,
}


def drawn(dice: Random) -> list[Confidant]:
    """A circle."""
    return [
        Confidant(
            f"p{number}",
            dice.choice([1, 1, 2, 2, 3, 4]),
            dice.choice([5.0, 7.0, 10.0, 14.0]),
            frozenset(dice.sample(list(Support), dice.choice([0, 1, 1, 2]))),
            strength=dice.betavariate(2, 3),
            giving=dice.uniform(0.3, 0.7),
        )
        for number in range(dice.randint(10, 25))
    ]


def hard_days(dice: Random, years: int) -> list[int]:
    """When she needs somebody: twice a month, and after a blow, four times a year, thrice in ten days."""
    days, end = [], years * 365.0
    at = 0.0
    while (at := at + dice.expovariate(1 / 15)) < end:
        days.append(at)
    at = 0.0
    while (at := at + dice.expovariate(1 / 90)) < end:
        days += [at + dice.uniform(0, 10) for _ in range(3)]
    return sorted(BEGIN + round(day * DAY) for day in days)


def gini(loads: Sequence[float]) -> float:
    """0 where all bear the same share, towards 1 where one bears all."""
    ordered = sorted(loads)
    total = sum(ordered)
    if not total:
        return 0.0
    weighed = sum(place * load for place, load in enumerate(ordered, start=1))
    return 2 * weighed / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)


def lived(choose: Choose, circle: Sequence[Confidant], days: Sequence[int], dice: Random) -> list[Leaned]:
    """Years with one way to choose."""
    leaned = list[Leaned]()
    for now in days:
        support = dice.choice(list(Support))
        key = choose(circle, leaned, support, now)
        if key is None:
            continue
        one = next(each for each in circle if each.key == key)
        tired = sum(each.key == key and now - each.at < 30 * DAY for each in leaned) / one.a_month
        well = (0.9 if support in one.good_at else 0.6) * max(0.1, 1 - 0.5 * tired)
        leaned.append(Leaned(key, now, support, Went.WELL if dice.random() < well else Went.SO_SO))
    return leaned


def over(circle: Sequence[Confidant], leaned: Sequence[Leaned]) -> int:
    """Times that somebody was asked beyond what they can bear in thirty days."""
    limit = {one.key: one.a_month for one in circle}
    times = 0
    for place, one in enumerate(leaned):
        month = [each for each in leaned[:place] if each.key == one.key and one.at - each.at < 30 * DAY]
        times += len(month) >= limit[one.key]
    return times


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--runs", type=int, default=20)
    asked = parser.parse_args()
    print("| way | hard days | somebody named | beyond what they can bear | gini of the load | went well |")
    print("|---|---|---|---|---|---|")
    for name, choose in WAYS.items():
        needed = named = beyond = well = 0
        spread = []
        for run in range(asked.runs):
            dice = Random(run)
            circle, days = drawn(dice), hard_days(dice, asked.years)
            leaned = lived(choose, circle, days, dice)
            needed, named = needed + len(days), named + len(leaned)
            beyond += over(circle, leaned)
            well += sum(one.went is Went.WELL for one in leaned)
            # The share of what each can bear.
            loads = [sum(each.key == one.key for each in leaned) / one.a_month for one in circle]
            spread.append(gini(loads))
        cells = [f"{needed:,}", f"{named / needed:.1%}", f"{beyond:,}", f"{sum(spread) / len(spread):.2f}"]
        print(f"| {name} | {' | '.join(cells)} | {well / named:.1%} |")


if __name__ == "__main__":
    main()
