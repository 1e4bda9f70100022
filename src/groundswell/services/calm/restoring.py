"""A digest that was kept, put together again: what was forgotten meanwhile is no longer in it, and what
turned out to be hostile is no longer quoted."""

from collections.abc import Sequence
from typing import TypedDict, cast

from groundswell.calm.digest import plain_line, urgent_line
from groundswell.domain.calm import Digest, Figure, Line
from groundswell.services.calm.gathering import of_friends, waiting, worded
from groundswell.services.calm.recognising import why_of
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, digests, feedback, items
from groundswell.store.digests import Kept
from groundswell.store.items import Item


class _Body(TypedDict):
    headline: str
    urgent: list[str]
    needs: list[str]
    more: int
    figure: list[str] | None
    until: str


def restored(workspace: Workspace, kept: Kept) -> Digest:
    """The digest, or the one thing that cannot wait, as it is sent and shown."""
    with workspace.store.reading() as conn:
        if kept.alarm:
            return _alarm(conn, kept)
        return _digest(conn, kept, of_friends(conn, workspace.now()))


def _alarm(conn: Connection, kept: Kept) -> Digest:
    lines = tuple(urgent_line(waiting(one, {}), why_of(kept)) for one in _items(conn, [kept.about]))
    return Digest("One thing cannot wait.", lines, (), 0, None, None, "")


def _digest(conn: Connection, kept: Kept, close: frozenset[int]) -> Digest:
    body = cast(_Body, kept.body)
    urgent = _urgent(conn, body["urgent"])
    needs = tuple(
        plain_line(one, one.why)
        for one in (worded(waiting(one, {}), close) for one in _items(conn, body["needs"]))
    )
    kind = _items(conn, [kept.kind_shown])
    warm = [plain_line(waiting(one, {})) for one in kind if one.lane == "kind_words"]
    figure = Figure(*body["figure"]) if body["figure"] else None
    return Digest(
        body["headline"], urgent, needs, body["more"], warm[0] if warm else None, figure, body["until"]
    )


def _urgent(conn: Connection, keys: Sequence[str]) -> tuple[Line, ...]:
    known = {key: digests.kept(conn, f"urgent:{key}") for key in keys}
    return tuple(
        urgent_line(waiting(one, {}), why_of(kept))
        for key in keys
        for one in _items(conn, [key])
        if (kept := known[key]) is not None
    )


def _items(conn: Connection, keys: Sequence[str]) -> list[Item]:
    ids = feedback.ids_of(conn, keys)
    return items.items(conn, [ids[key] for key in keys if key in ids])
