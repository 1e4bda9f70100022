"""One exchange: what was said, who takes part in it, and by what they may be called."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from groundswell.domain.keys import folded
from groundswell.domain.reading import words_of
from groundswell.domain.words import Direction
from groundswell.reply.handing.called import Known, firms_of
from groundswell.store import Connection, groups, handed, items, keeping, persons, waves
from groundswell.store.items import Item
from groundswell.store.persons import Passed, PersonRow


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was said around an item.

    Attributes:
        post: The words of the post; empty where it is under none.
        passed: The comment with those that it answers and that answer it, or the messages; oldest first.
        people: Who takes part beside the user, by id: as they are shown, the item's writer first.
    """

    item: Item
    post: str
    passed: tuple[Passed, ...]
    people: Mapping[int, PersonRow]

    @property
    def texts(self) -> list[str]:
        """The words of each thing said, in order."""
        return [words_of(one.subject, one.text) for one in self.passed]


def exchange_of(conn: Connection, item_id: int) -> Exchange:
    """The exchange around an item. Raises NotFound."""
    item = items.item(conn, item_id)
    passed = tuple(persons.around(conn, item_id))
    post = waves.post(conn, item.post_id).text if item.post_id is not None else ""
    said = (one.person_id for one in passed if one.direction is Direction.IN)
    ids = list(dict.fromkeys(one for one in (item.person_id, *said) if one is not None))
    shown = persons.shown_people(conn, ids)
    return Exchange(item, post, passed, {one: shown[one] for one in ids if one in shown})


def known_of(conn: Connection, exchange: Exchange, texts: Sequence[str]) -> list[Known]:
    """Whose names are replaced: the user, then who takes part, then others from under the post whom the
    texts name."""
    me = keeping.accounts(conn)
    known = [
        Known(_once(one.name for one in me), _once(h for one in me for h in handles_of(one.key, one.url)))
    ]
    for person_id, shown in exchange.people.items():
        same = [shown, *persons.people(conn, groups.same_as(conn, person_id))]
        known.append(
            Known(
                _once(one.name for one in same),
                _once(handle for one in same for handle in handles_of(one.key, one.url)),
                _once(firm for one in same for firm in firms_of(one.company, one.headline)),
            )
        )
    if exchange.item.post_id is not None:
        there, taken = folded(" ".join(texts)), {name for one in known for name in one.names}
        others = handed.commenters(conn, exchange.item.post_id)
        known += [
            Known((one.name,), _once(handles_of(one.key, one.url)))
            for one in others
            if one.name not in taken and folded(one.name) in there
        ]
    return known


def handles_of(key: str, url: str) -> Iterator[str]:
    """How a network calls somebody, out of their key and the address of their page."""
    last = re.split(r"[:/]", key)[-1].lstrip("@")
    if ":name:" not in key and "did:" not in key:
        yield last
    try:
        parts = urlsplit(url)
        step = unquote(parts.path).rstrip("/").rpartition("/")[2]
        if step and not step.startswith("did:"):
            yield step.lstrip("@")
            if step.startswith("@") and parts.hostname:
                yield f"{step[1:]}@{parts.hostname}"
    except ValueError:
        return


def _once(found: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one))
