"""A simulated wave as a network tells it: facts with natural keys."""

from collections.abc import Iterator, Mapping

from groundswell.domain.activity import Account, Interaction, Person, Post
from groundswell.domain.records import Record
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.rehearsal.cast import Guest
from groundswell.rehearsal.wave import Event, Wave

NAME = "rehearsal"
POST = f"other:{NAME}:post"
_SITE = "https://rehearsal.invalid"
"""No such site can exist (RFC 2606): nothing of a rehearsal leads anywhere."""


def account_of(wave: Wave) -> Account:
    """The user, as the rehearsal calls them."""
    return Account(Network.OTHER, f"other:{NAME}:you", wave.character.you)


def key_of(place: int) -> str:
    """The natural key of the event at that place of its wave."""
    return f"other:{NAME}:{place}"


def place_of(key: str) -> int | None:
    """The place of the event that has that key; none if it is none of the wave's."""
    last = key.removeprefix(f"other:{NAME}:")
    return int(last) if last.isdecimal() and last != key else None


def post_of(wave: Wave, begun: int) -> Post:
    """What the user published, at an instant in epoch milliseconds."""
    return Post(Network.OTHER, POST, begun, wave.character.post, f"{_SITE}/post")


def person_of(guest: Guest) -> Person:
    """Somebody of the wave."""
    key, url = f"other:{NAME}:{guest.handle}", f"{_SITE}/{guest.handle}"
    degree = 1 if guest.tied else None
    return Person(Network.OTHER, key, guest.name, url, guest.headline, guest.company, degree=degree)


def records(wave: Wave, begun: int, first: int = 0, end: int | None = None) -> Iterator[Record]:
    """The events from one place up to another (exclusive), of a post published at `begun` (epoch
    milliseconds)."""
    people = dict[int, Person]()
    for place in range(first, len(wave.events) if end is None else end):
        event = wave.events[place]
        person = people.get(event.guest)
        if person is None:
            person = people[event.guest] = person_of(wave.guests[event.guest])
        yield Record(NAME, (interaction_of(wave.events, place, person, begun),))


def before(wave: Wave, begun: int) -> Iterator[Record]:
    """What passed between the user and those who had met before the post: for each some of both ways."""
    for number, guest in enumerate(wave.guests):
        if not guest.tied or not guest.temper:
            continue
        person = person_of(guest)
        for n in range(2 + number % 4):
            # Long enough ago that nothing of it still waits for the user.
            at = begun - (70 + (number * 37 + n * 53) % 200) * DAY
            out = n % 2 == 1
            yield Record(
                NAME,
                (
                    Interaction(
                        key=f"other:{NAME}:before:{number}:{n}",
                        network=Network.OTHER,
                        kind=Kind.MESSAGE if n < _TALKED else Kind.REACTION,
                        direction=Direction.OUT if out else Direction.IN,
                        when=When(at, at),
                        person=person,
                        text=_EARLIER[out] if n < _TALKED else "",
                        thread=f"other:{NAME}:before:{number}" if n < _TALKED else "",
                        has_id=True,
                    ),
                ),
            )


_TALKED = 2
_EARLIER = ("Thank you for last week, it helped me.", "Glad to hear it. How did it go?")


def interaction_of(events: tuple[Event, ...], place: int, person: Person, begun: int) -> Interaction:
    """The event at a place as the store takes it."""
    event = events[place]
    at = begun + round(event.seconds * 1_000)
    said = event.said
    return Interaction(
        key=key_of(place),
        network=Network.OTHER,
        kind=event.kind,
        direction=Direction.IN,
        when=When(at, at),
        person=person,
        post=POST if event.kind in _ABOUT_THE_POST else "",
        text=said.words if said is not None else "",
        thread=_thread(events, place),
        flavour="like" if event.kind is Kind.REACTION else "",
        url=f"{_SITE}/{place}" if said is not None else "",
        has_id=True,
    )


_ABOUT_THE_POST = frozenset({Kind.REACTION, Kind.COMMENT, Kind.REPOST, Kind.QUOTE})


def _thread(events: tuple[Event, ...], place: int) -> str:
    """A comment is tied to what it answers, a message to the first one of its conversation."""
    event = events[place]
    if event.kind is Kind.MESSAGE:
        while events[place].answers >= 0:
            place = events[place].answers
        return f"{key_of(place)}:talk"
    return key_of(event.answers) if event.answers >= 0 else ""


def gold_of(wave: Wave) -> Mapping[str, Event]:
    """What was said, by its natural key, with what is right to say of it."""
    return {key_of(place): event for place, event in enumerate(wave.events) if event.said is not None}
