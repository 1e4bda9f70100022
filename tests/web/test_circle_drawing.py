"""The picture of the circle: everybody fits, nobody is larger, and it is told in words."""

from math import dist

import pytest

from groundswell.domain.activity import Person
from groundswell.domain.circle import Chosen, Happened, Occasion
from groundswell.domain.tie import Standing
from groundswell.domain.words import Network
from groundswell.services.circle.near import Near
from groundswell.services.circle.overview import Card
from groundswell.store.persons import PersonRow
from groundswell.web.circle_drawing import halves, ring


def card(n: int, giving: float = 0.5, *waits: Occasion, quiet: bool = False) -> Card:
    who = Person(Network.LINKEDIN, f"linkedin:in/p{n}", f"Pat {n}")
    row = PersonRow(n, who.network, who.key, who.name, "", "", "", None, None)
    near = Near(row, (n,), Standing(0.5, 1.0, giving, None, None, 1.0, None, 3.0), Chosen(who.key), None)
    return Card(near, {one: Happened(one, 0, "") for one in waits}, quiet, ("…",))


@pytest.mark.parametrize("people", [1, 2, 5, 28, 30, 60])
def test_everybody_fits_and_nobody_is_larger(people: int) -> None:
    drawn = ring([card(n) for n in range(people)])
    places = [(one.x, one.y) for one in drawn.spokes]
    assert all(
        dist(one, other) >= 2 * drawn.face for at, one in enumerate(places) for other in places[at + 1 :]
    )
    assert all(
        drawn.face <= x <= drawn.width - drawn.face and drawn.face <= y <= drawn.height - drawn.face
        for x, y in places
    )
    assert drawn.named == (people <= 30)


def test_give_meets_take_where_the_shares_say() -> None:
    (gives_all,), (takes_all,) = (ring([card(1, giving)]).spokes for giving in (1.0, 0.0))
    # The first stands above the user: what is given reaches up to them, or not at all.
    assert gives_all.meets_y == gives_all.ends_y
    assert takes_all.meets_y > gives_all.meets_y
    assert [halves(giving)[1] for giving in (0.1, 0.5, 0.9)] == [
        "they give more",
        "about even",
        "you give more",
    ]


def test_it_is_told_in_words() -> None:
    drawn = ring(
        [card(1, 0.5, Occasion.OWED, Occasion.HARD_TIME), card(2, 0.5, Occasion.OWED), card(3, quiet=True)]
    )
    assert [one.sign for one in drawn.spokes] == ["hard", "owed", "quiet"]
    assert drawn.words == (
        "3 people around you, by name; 1 has a hard time; 1 waits for a word of yours; 1 has gone quiet."
    )
    assert ring([card(1)]).words == "1 person around you, by name."
    assert ring([]).spokes == []
