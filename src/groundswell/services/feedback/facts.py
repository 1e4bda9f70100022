"""The points as facts, for the command line and for what is written out."""

from collections.abc import Iterator, Sequence

from groundswell.domain.feedback import PointState
from groundswell.domain.when import from_ms
from groundswell.services.feedback.points import Shown, points
from groundswell.services.feedback.telling import told_of
from groundswell.services.workspace import Workspace
from groundswell.store.items import Item

COLUMNS = (
    "title", "state", "note", "kept", "point", "network", "person", "said", "text", "url", "told",
)  # fmt: skip
"""Of a written-out row: one quote of one point."""


def shown_points(workspace: Workspace) -> Sequence[Shown]:
    """Every point: open, planned, done, declined; of each those that most said first."""
    by_state = points(workspace)
    return [one for state in PointState for one in by_state[state]]


def facts(workspace: Workspace) -> list[dict[str, object]]:
    """Every point as `{"point", "title", "state", "note", "people", "since", "told", "quotes"}`."""
    return [
        {
            "point": one.point.key,
            "title": one.point.title,
            "state": one.point.state.value,
            "note": one.point.note,
            "people": one.people,
            "since": from_ms(one.since).isoformat(),
            "told": len(_told(workspace, one)),
            "quotes": [_quote(item) for item in one.quotes.values()],
        }
        for one in shown_points(workspace)
    ]


def rows(workspace: Workspace) -> Iterator[dict[str, object]]:
    """One row for each quote of each point; a point whose quotes are not there has one with none."""
    for one in shown_points(workspace):
        point, told = one.point, _told(workspace, one)
        begin = (point.title, point.state.value, point.note, from_ms(point.kept).isoformat(), point.key)
        for quote in one.quotes or ("",):
            said = _said(one.quotes[quote]) if quote else ("",) * 5
            yield dict(
                zip(COLUMNS, (*begin, *said, "yes" if one.who.get(quote) in told else ""), strict=True)
            )


def _quote(item: Item) -> dict[str, object]:
    return dict(zip(("network", "person", "said", "text", "url"), _said(item), strict=True))


def _said(item: Item) -> tuple[str, ...]:
    said = from_ms(item.when.latest).isoformat()
    return item.network.value, item.person_name, said, item.words, item.url


def _told(workspace: Workspace, one: Shown) -> set[int]:
    """Who was told what became of it, as in `Shown.who`."""
    with workspace.store.reading() as conn:
        return {one.who[told.telling.quote] for told in told_of(conn, one)}
