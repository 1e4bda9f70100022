"""What many say together under a post: copies of one another, a sudden influx of strangers, perspectives."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TypedDict, cast

from groundswell.domain.when import DAY
from groundswell.domain.words import Lane, Tone
from groundswell.services.workspace import Workspace
from groundswell.store import crowds, keeping, persons, placing, wave_parts
from groundswell.store.crowds import Said
from groundswell.triage.influx import Came, Influx, influx
from groundswell.triage.likeness import alike
from groundswell.triage.perspectives import Perspective, Voice, perspectives
from groundswell.triage.sketch import likeliest, states, unsketched

INFLUX, PERSPECTIVES = "influx", "perspectives"
_COLD = frozenset({Tone.CRITICAL, Tone.HOSTILE})
_NOTHING_WAITS_LONGER = placing.EARLIER_DAYS * DAY


class _Body(TypedDict):
    lane: str
    title: str
    words: list[str]
    n: int
    of: int
    tones: dict[str, int]
    quotes: list[int]


@dataclass(frozen=True, slots=True)
class Quote:
    """One comment that stands for a perspective."""

    id: int
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """One perspective as the page shows it; `share` is of all that was said under the post."""

    lane: Lane
    title: str
    words: tuple[str, ...]
    n: int
    share: float
    tones: Mapping[Tone, int]
    quotes: tuple[Quote, ...]


def refresh(workspace: Workspace, ids: Sequence[int], posts: Sequence[int] = ()) -> None:
    """Looks anew at the crowds that these items, read just now, belong to; and at those under these posts."""
    with workspace.store.reading() as conn:
        under, mail = crowds.scopes(conn, ids)
        waves = {min(parts): parts for one in {*under, *posts} for parts in [wave_parts.together(conn, one)]}
    if mail:
        with workspace.store.reading() as conn:
            texts = crowds.texts_mailed(conn, workspace.now() - _NOTHING_WAITS_LONGER)
        _fold_copies(workspace, texts)
    for parts in waves.values():
        with workspace.store.reading() as conn:
            texts = crowds.texts_under(conn, parts)
        _fold_copies(workspace, texts)
        with workspace.store.reading() as conn:
            said = crowds.said_under(conn, parts)
            names = [account.name for account in keeping.accounts(conn)]
        rush, heard = influx([_came(one) for one in said]), _heard(said, names)
        with workspace.store.writing() as conn:
            # Under each of its posts, so that the wave may be looked up by any of them.
            for post_id in parts:
                crowds.keep_finding(conn, post_id, INFLUX, asdict(rush) if rush else None)
                crowds.keep_finding(conn, post_id, PERSPECTIVES, heard)


def rush_of(workspace: Workspace, post_id: int) -> Influx | None:
    """The sudden influx of strangers under a post, if there was one."""
    with workspace.store.reading() as conn:
        found = crowds.finding(conn, post_id, INFLUX)
    return Influx(**cast(dict[str, int], found)) if found else None


def heard_under(workspace: Workspace, post_id: int) -> tuple[Heard, ...]:
    """What people are saying under a post, the most shared first."""
    with workspace.store.reading() as conn:
        found = cast(list[_Body], crowds.finding(conn, post_id, PERSPECTIVES) or [])
        said = persons.passed_items(conn, [quote for body in found for quote in body["quotes"]])
        people = persons.shown_people(conn, (one.person_id for one in said if one.person_id is not None))
    names = {person_id: person.name for person_id, person in people.items()}
    quotes = {one.id: Quote(one.id, names.get(one.person_id or 0, ""), one.text) for one in said}
    return tuple(
        Heard(
            Lane(body["lane"]),
            body["title"],
            tuple(body["words"]),
            body["n"],
            body["n"] / body["of"],
            {Tone(tone): n for tone, n in body["tones"].items()},
            tuple(quotes[quote] for quote in body["quotes"] if quote in quotes),
        )
        for body in found
    )


def _fold_copies(workspace: Workspace, texts: Sequence[tuple[int, str]]) -> None:
    heads = alike([text for _, text in texts])
    pairs = [(row_id, texts[head][0]) for (row_id, _), head in zip(texts, heads, strict=True)]
    with workspace.store.writing() as conn:
        placing.place(conn, crowds.keep_copies(conn, pairs), workspace.now())


def _came(one: Said) -> Came:
    return Came(one.at, one.stranger and (one.tone in _COLD or one.copied))


def _heard(said: Sequence[Said], names: Sequence[str]) -> list[_Body]:
    sketched = [one for one in said if one.sketch]
    if not sketched:
        return []
    sketches = unsketched([one.sketch for one in sketched])
    guesses, standing = likeliest(sketches), states(sketches)
    voices = [
        Voice(
            one.text,
            guess if one.lane is Lane.UNSURE else one.lane,
            one.tone,
            one.intents,
            one.language,
            place,
        )
        for one, guess, place in zip(sketched, guesses, standing, strict=True)
    ]
    return [_body(one, sketched, len(said)) for one in perspectives(voices, names)]


def _body(one: Perspective, said: Sequence[Said], of: int) -> _Body:
    return _Body(
        lane=one.lane.value,
        title=one.title,
        words=list(one.words),
        n=len(one.members),
        of=of,
        tones={tone.value: n for tone, n in one.tones.items()},
        quotes=[said[place].id for place in one.quotes],
    )
