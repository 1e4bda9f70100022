"""Drafts for what was said to the user, from all that she has said before; nothing is sent from here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points

from groundswell.calm.helplines import EVERYWHERE
from groundswell.domain.drafting import Comment, Crossroads, Want
from groundswell.domain.errors import UsageError
from groundswell.domain.words import Direction, Kind
from groundswell.reply.checks.checking import built_in
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.facts import Facts, without_name
from groundswell.reply.drafts.protocol import Used, Writer
from groundswell.reply.drafts.voice import Past, voice_of
from groundswell.services.own_model import ModelWriter, chosen
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, answers, decisions, items, persons, said_before, waves
from groundswell.store.items import Item

GROUP = "groundswell.writers"
_WELL_KNOWN = 10
"""Things that passed between two people from which on they know each other well."""
_CONNECTED = 0.3


@dataclass(frozen=True, slots=True)
class Met:
    """One thing said to the user, and the paths from it."""

    item: Item
    crossroads: Crossroads


@cache
def writer_named(name: str) -> Writer:
    """The installed draft writer of that name.

    Raises:
        UsageError: No package registers a writer of that name in the group `groundswell.writers`.
    """
    found = entry_points(group=GROUP, name=name)
    if not found:
        known = ", ".join(sorted(entry_points(group=GROUP).names)) or "none"
        raise UsageError(f"no draft writer named {name!r} is installed", mend=f"Installed writers: {known}")
    made: Writer = next(iter(found)).load()()
    return made


def draft(
    workspace: Workspace,
    interaction_id: int,
    want: Want = Want.ANSWER,
    *,
    fact: str = "",
    ask_model: bool = True,
) -> Met:
    """The paths from one thing said to the user, with drafts.

    Args:
        fact: What she wants said, such as the answer to a question.
        ask_model: Whether her own model writes, where one is turned on, which may take its time.

    Raises:
        NotFound: There is no such item.
        UsageError: The draft writer of the settings is not installed.
    """
    asks = ask_model and chosen(workspace) is not None
    with workspace.store.reading() as conn:
        item = items.item(conn, interaction_id)
        comment = comment_of(conn, item)
        drafter = drafter_of(workspace, conn, writer=_asked_for(workspace) if ask_model else None)
    met = drafter.crossroads(comment, want, fact=fact)
    if asks and met.drafts and not met.notes and not any(one.by for one in met.drafts):
        met = replace(
            met, notes=("These drafts were written on this machine: your model's passed no check.",)
        )
    return Met(item, met)


def _asked_for(workspace: Workspace) -> Writer:
    """Who writes what she asks for: her own model if it is turned on, else the writer of the settings."""
    found = writer_named(ModelWriter.name if chosen(workspace) else workspace.settings.writer)
    return found.for_workspace(workspace) if isinstance(found, ModelWriter) else found


def drafter_of(
    workspace: Workspace, conn: Connection, used: Used | None = None, writer: Writer | None = None
) -> Drafter:
    """A drafter in the user's voice, which says nothing that she has said before.

    Args:
        used: What it is to keep its sentences in; what she has said before is added.
        writer: Who writes; by default the writer of the settings, never her own model: what is drafted for
            many, or before she asks, is not sent to it.

    Raises:
        UsageError: The draft writer of the settings is not installed.
    """
    told, name = said_before.replies(conn), said_before.own_name(conn)
    used = used or Used()
    before = [one.text for one in told]
    by_hand = [*decisions.words_by_hand(conn), *answers.copied(conn)]
    for text in (*before, *said_before.sent_texts(conn), *by_hand):
        used.take(text)
    public = [without_name(one.text, one.name) for one in told if one.public]
    return Drafter(
        voice_of([Past(one.text, one.name) for one in told], name),
        writer=writer or writer_named(workspace.settings.writer),
        checker=built_in(),
        facts=Facts([*public, *said_before.own_posts(conn)]),
        used=used,
        line=EVERYWHERE,
        own_language=workspace.settings.own_language,
    )


def comment_of(conn: Connection, item: Item) -> Comment:
    """An item with what a draft needs to know around it."""
    exchange = persons.around(conn, item.id)
    before = [one.text for one in exchange if one.id < item.id and one.text]
    post = waves.post(conn, item.post_id).text if item.post_id is not None else ""
    return Comment(
        items.key_of(conn, item.id),
        item.text,
        item.person_name,
        post or (before[-1] if before else ""),
        item.reading,
        item.to_another,
        tie_of(item, {} if item.person_id is None else persons.summary(conn, item.person_id)),
    )


def tie_of(item: Item, passed: Mapping[tuple[Kind, Direction], int]) -> float:
    """How well the two know each other, 0–1: what passed both ways, and whether they are connected."""
    out = sum(n for (_, way), n in passed.items() if way is Direction.OUT)
    both = min(sum(passed.values()), 2 * out)
    return min(1.0, both / _WELL_KNOWN + (_CONNECTED if item.person_degree == 1 else 0.0))


def as_json(met: Met) -> dict[str, object]:
    """The paths from one thing said, as plain values."""
    told = met.crossroads
    return {
        "id": told.id,
        "does": told.does.value,
        "point": told.point,
        "best": told.best.value,
        "paths": [
            {
                "path": choice.path.value,
                "say": choice.say,
                "cost": choice.cost,
                "drafts": [
                    {
                        "text": draft.text,
                        "moves": [move.value for move in draft.moves],
                        "language": draft.language,
                        "verdict": draft.check.verdict.value if draft.check else None,
                        "by": draft.by,
                    }
                    for draft in choice.drafts
                ],
            }
            for choice in told.choices
        ],
        "nothing": told.nothing,
        "needs": told.needs,
        "notes": list(told.notes),
    }
