"""What was kept, as facts: one document that any other program can read, and rows for a table.

`docs/kept.schema.json` describes the document; `SCHEMA` names its version.
"""

from collections.abc import Iterable, Iterator

from groundswell.domain.kept import Did, Kept, kept
from groundswell.domain.money import money
from groundswell.domain.when import from_ms
from groundswell.services.feedback.facts import facts as point_facts
from groundswell.services.kept.came import as_json, came_of
from groundswell.services.kept.leads import Shown, shown
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, persons
from groundswell.store import kept as stored
from groundswell.store import leads as rows_of
from groundswell.store.items import Item
from groundswell.store.persons import PersonRow

SCHEMA = "groundswell.kept/1"

COLUMNS = (
    "lead", "kind", "stage", "title", "person", "headline", "company", "email", "profile", "network", "kept",
    "moved", "next", "due", "value", "amount", "currency", "note", "said", "text", "url",
)  # fmt: skip
"""Of a written-out row: one lead with what it came from first."""


def document(workspace: Workspace) -> dict[str, object]:
    """Everything that was kept, as `docs/kept.schema.json` says."""
    with workspace.store.reading() as conn:
        held = kept(stored.standing(conn))
        leads = shown(conn, list(held.leads.values()))
        keys = {one.who for one in held.leads.values() if one.who}
        people = persons.by_key(conn, [*keys, *held.people, *held.thanked])
        same = rows_of.same_keys(conn, people)
    return {
        "schema": SCHEMA,
        "made": _at(workspace.now()),
        "came": as_json(came_of(workspace)),
        "leads": [lead_fact(one) for one in leads],
        "people": [person_fact(one, same[key]) for key, one in people.items() if _stays(held, keys, key)],
        "decisions": decisions(held),
        "feedback": point_facts(workspace),
    }


def lead_fact(one: Shown) -> dict[str, object]:
    """One lead."""
    lead, worth = one.lead, money(one.lead.value)
    return {
        "id": lead.key,
        "kind": lead.kind.value,
        "stage": lead.stage.value,
        "title": lead.title,
        "person": lead.who or None,
        "name": one.name,
        "kept": _at(lead.kept),
        "moved": _at(lead.moved),
        "changed": _at(lead.changed),
        "next": lead.next or None,
        "due": lead.due or None,
        "note": lead.note or None,
        "value": lead.value or None,
        "amount": worth.amount if worth else None,
        "currency": (worth.currency or None) if worth else None,
        "from": [_said_fact(key, item) for key, item in one.said.items()],
    }


def person_fact(one: PersonRow, same: Iterable[str] = ()) -> dict[str, object]:
    """One person; `same` are the keys of everybody who is the same."""
    return {
        "id": one.key,
        "also": sorted({*same} - {one.key}),
        "network": one.network.value,
        "name": one.name,
        "url": one.url or None,
        "headline": one.headline or None,
        "company": one.company or None,
        "email": one.email or None,
        "connected": None if one.connected is None else _at(one.connected),
    }


def decisions(held: Kept) -> list[dict[str, object]]:
    """What was decided of each person, and whether they were thanked."""
    keys = dict.fromkeys([*held.people, *held.thanked])
    return [
        {
            "person": key,
            "decision": held.people[key].did.value if key in held.people else None,
            "decided": _at(held.people[key].at) if key in held.people else None,
            "thanked": _at(held.thanked[key].at) if key in held.thanked else None,
        }
        for key in keys
    ]


def rows(workspace: Workspace) -> Iterator[dict[str, object]]:
    """One row for each lead."""
    with workspace.store.reading() as conn:
        leads = shown(conn, list(kept(stored.standing(conn)).leads.values()))
    for one in leads:
        lead, who, worth = one.lead, one.person, money(one.lead.value)
        told = (who.headline, who.company, who.email, who.url, who.network.value) if who else ("",) * 5
        first = next(iter(one.said.values()), None)
        yield dict(
            zip(
                COLUMNS,
                (
                    lead.key, lead.kind.value, lead.stage.value, lead.title, one.name,
                    *told,
                    _at(lead.kept), _at(lead.moved), lead.next, lead.due, lead.value,
                    worth.amount if worth else "", worth.currency if worth else "", lead.note,
                    *((_at(first.when.latest), first.words, first.url) if first else ("",) * 3),
                ),
                strict=True,
            )
        )  # fmt: skip


def kept_people(conn: Connection) -> list[PersonRow]:
    """Everybody from whom a lead came or who was accepted, each once, as whom they are shown; by name."""
    held = kept(stored.standing(conn))
    leads = {one.who for one in held.leads.values() if one.who}
    keys = [key for key in dict.fromkeys([*leads, *held.people]) if _stays(held, leads, key)]
    people = persons.by_key(conn, keys)
    shown_as = persons.shown_people(conn, (one.id for one in people.values()))
    found = {one.id: one for one in shown_as.values()}
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.key))


def _stays(held: Kept, leads: set[str], key: str) -> bool:
    return key in leads or (key in held.people and held.people[key].did is not Did.LEAVE)


def _said_fact(key: str, item: Item) -> dict[str, object]:
    return {
        "id": key,
        "network": item.network.value,
        "kind": item.kind.value,
        "at": _at(item.when.latest),
        "text": item.words,
        "url": item.url or None,
    }


def _at(instant: int) -> str:
    return from_ms(instant).isoformat()
