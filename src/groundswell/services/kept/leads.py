"""Leads: what the user keeps of offers, how far they have come, and what is to be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.kept import Did, Kept, Lead, LeadKind, Press, Stage, kept
from groundswell.domain.keys import digest
from groundswell.domain.words import Lane
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, crowds, items, persons
from groundswell.store import feedback as quoting
from groundswell.store import kept as stored
from groundswell.store import leads as rows
from groundswell.store.items import Item
from groundswell.store.persons import PersonRow
from groundswell.triage.leads import title_of

_LONGEST_TITLE, _LONGEST_LINE, _LONGEST_NOTE = 200, 300, 4_000
_HOSTILE_TITLE, _UNTITLED = "From hostile words", "Without words"


@dataclass(frozen=True, slots=True)
class Shown:
    """A lead with whom and what it came from, as far as that is in the store.

    Attributes:
        person: As whom they are shown; none where it is not known, or they are not there (any more).
        said: What it came from, by its keys, in the order in which it was kept.
    """

    lead: Lead
    person: PersonRow | None
    said: Mapping[str, Item]

    @property
    def name(self) -> str:
        """What the person is called; empty where that is not known."""
        return self.person.name if self.person else next((one.person_name for one in self.said.values()), "")


def pipeline(workspace: Workspace) -> Mapping[Stage, Sequence[Shown]]:
    """The leads by their stage: what is due first, then what moved last."""
    with workspace.store.reading() as conn:
        found = shown(conn, list(kept(stored.standing(conn)).leads.values()))
    found.sort(key=lambda one: (one.lead.due or "9999", -one.lead.moved, one.lead.key))
    return {stage: [one for one in found if one.lead.stage is stage] for stage in Stage}


def lead_of(workspace: Workspace, key: str) -> Shown:
    """One lead. Raises NotFound."""
    with workspace.store.reading() as conn:
        (found,) = shown(conn, [_lead(kept(stored.standing(conn)), key)])
    return found


def history(workspace: Workspace, lead: Lead) -> list[Press]:
    """What the user said of a lead, the newest first."""
    with workspace.store.reading() as conn:
        return [one for one in stored.standing(conn) if one.id in lead.presses][::-1]


def from_person(workspace: Workspace, key: str) -> list[Lead]:
    """The leads that came from a person, whoever else they are."""
    with workspace.store.reading() as conn:
        return kept(stored.standing(conn)).of(rows.same_keys(conn, [key])[key])


def keep(
    workspace: Workspace, ids: Sequence[int], kind: LeadKind, pressed: str, title: str = ""
) -> tuple[str, int | None]:
    """Makes a lead of what somebody said; gives its key and the press.

    Args:
        ids: Items, the one that it came from first.
        title: Empty: in the words of the first.
        pressed: What tells one pressing of the button from another. The same one twice is one, and what a
            lead came from already makes no second one: there is no new press then.

    Raises:
        NotFound: One of the items does not exist.
        UsageError: There is none, or the title is too long.
    """
    if not ids:
        raise UsageError("nothing was chosen", mend="Reload the page.")
    with workspace.store.writing() as conn:
        item = items.item(conn, ids[0])
        keys = items.keys_of(conn, ids)
        about = [keys[one] for one in ids if one in keys]
        origin, first = rows.origins(conn, about), about[0]
        key = digest("lead", pressed)
        held = kept(stored.standing(conn))
        there = held.leads.get(key) or held.holding(first)
        if there is not None:
            return there.key, None
        called = _title(title.strip() or _named(item))
        press = stored.say(
            conn, Did.KEEP, workspace.now(), lead=key, who=origin[first].person_key, what=kind.value,
            text=called, about=about,
        )  # fmt: skip
        return key, press


def skip(workspace: Workspace, ids: Sequence[int]) -> int:
    """Says that these things said hold no lead, nor copies of them, so that they are suggested no more; gives
    the press. Raises NotFound."""
    with workspace.store.writing() as conn:
        keys = items.keys_of(conn, crowds.with_copies(conn, ids))
        if not keys:
            raise NotFound("this is no longer there", mend="Reload the page.")
        return stored.say(conn, Did.SKIP, workspace.now(), about=list(keys.values()))


def rename(workspace: Workspace, key: str, title: str) -> int:
    """Gives a lead another title; gives the press. Raises NotFound, UsageError."""
    return _say_of(workspace, key, Did.NAME, text=_title(title))


def set_kind(workspace: Workspace, key: str, kind: LeadKind) -> int:
    """Says what it may become; gives the press. Raises NotFound."""
    return _say_of(workspace, key, Did.KIND, what=kind.value)


def set_stage(workspace: Workspace, key: str, stage: Stage) -> int:
    """Says how far it has come; gives the press. Raises NotFound."""
    return _say_of(workspace, key, Did.STAGE, what=stage.value)


def set_next(workspace: Workspace, key: str, text: str, due: str = "") -> int:
    """Says what is to be done next, and by when; empty for nothing. Gives the press.

    Raises:
        NotFound: There is no such lead.
        UsageError: The day is none, or the words are too long.
    """
    if due:
        try:
            due = date.fromisoformat(due).isoformat()
        except ValueError as error:
            raise UsageError(f"{due!r} is no day", mend="Write it as 2026-12-03.") from error
    line = _line(text, "the next step")
    if due and not line:
        line = "Follow up"
    return _say_of(workspace, key, Did.NEXT, text=line, due=due)


def set_note(workspace: Workspace, key: str, note: str) -> int:
    """Keeps a note; empty for none. Gives the press. Raises NotFound, UsageError."""
    if len(note) > _LONGEST_NOTE:
        raise UsageError("the note is too long", mend=f"It may have {_LONGEST_NOTE:,} characters.")
    return _say_of(workspace, key, Did.NOTE, text=note.strip())


def set_value(workspace: Workspace, key: str, value: str) -> int:
    """Says what it may be worth, in words; empty for not said.

    Gives the press. Raises NotFound, UsageError.
    """
    return _say_of(workspace, key, Did.VALUE, text=_line(value, "the value"))


def drop(workspace: Workspace, key: str) -> int:
    """Says that something is no lead after all; gives the press. Raises NotFound."""
    return _say_of(workspace, key, Did.DROP)


def take_back(workspace: Workspace, presses: Sequence[int]) -> list[Press]:
    """Takes presses back: everything is as if they had not been made. Raises NotFound."""
    with workspace.store.writing() as conn:
        taken = stored.take_back(conn, presses, workspace.now())
        if not taken:
            raise NotFound("this was taken back already", mend="Reload the page.")
        return taken


def shown(conn: Connection, some: Sequence[Lead]) -> list[Shown]:
    """Leads with whom and what they came from."""
    said = quoting.quoted(conn, [key for one in some for key in one.about])
    people = persons.by_key(conn, {one.who for one in some if one.who})
    faces = persons.shown_people(conn, (one.id for one in people.values()))
    return [
        Shown(
            one,
            faces.get(people[one.who].id) if one.who in people else None,
            {key: said[key] for key in one.about if key in said},
        )
        for one in some
    ]


def _say_of(
    workspace: Workspace, key: str, did: Did, *, what: str = "", text: str = "", due: str = ""
) -> int:
    with workspace.store.writing() as conn:
        lead = _lead(kept(stored.standing(conn)), key)
        return stored.say(conn, did, workspace.now(), lead=lead.key, what=what, text=text, due=due)


def _named(item: Item) -> str:
    return _HOSTILE_TITLE if item.lane is Lane.HOSTILE else title_of(item.words) or _UNTITLED


def _title(title: str) -> str:
    line = " ".join(title.split())
    if not line:
        raise UsageError("the title is empty", mend="Write what it is about.")
    if len(line) > _LONGEST_TITLE:
        raise UsageError("the title is too long", mend=f"It may have {_LONGEST_TITLE} characters.")
    return line


def _line(text: str, what: str) -> str:
    line = " ".join(text.split())
    if len(line) > _LONGEST_LINE:
        raise UsageError(f"{what} is too long", mend=f"It may have {_LONGEST_LINE} characters.")
    return line


def _lead(held: Kept, key: str) -> Lead:
    lead = held.leads.get(key)
    if lead is None:
        raise NotFound("there is no such lead", mend="Go back to Kept: it may have been taken back.")
    return lead
