"""What came of it, as the user decided: leads in a light pipeline, and who was accepted, thanked or left.

All of it follows from the presses that stand and from nothing else: whatever is taken back leaves no trace.
People and what they said are named by natural keys, so that decisions outlive their rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class LeadKind(StrEnum):
    """What a lead may become."""

    CLIENT = "client"
    JOB = "job"
    TALK = "talk"
    PRESS = "press"
    COLLABORATION = "collaboration"


class Stage(StrEnum):
    """How far a lead has come; `agreed` is an offer for a job, `won` the job itself."""

    NEW = "new"
    TALKING = "talking"
    AGREED = "agreed"
    WON = "won"
    NOT_NOW = "not_now"


ENDED = frozenset({Stage.WON, Stage.NOT_NOW})
"""Stages after which nothing is to be done."""


class Did(StrEnum):
    """What one press does.

    About leads: `keep` makes one of something said; `kind`, `name`, `stage`, `next`, `note` and `value` say
    that of it; `drop` says that it is none after all; `skip` that what was said holds none.
    About people: `accept` puts them on the accept list; `accepted` notes that it is done; `leave` that
    nothing is; `thanked` that they were thanked.
    """

    KEEP = "keep"
    KIND = "kind"
    NAME = "name"
    STAGE = "stage"
    NEXT = "next"
    NOTE = "note"
    VALUE = "value"
    DROP = "drop"
    SKIP = "skip"
    ACCEPT = "accept"
    ACCEPTED = "accepted"
    LEAVE = "leave"
    THANKED = "thanked"


ABOUT_PEOPLE = frozenset({Did.ACCEPT, Did.ACCEPTED, Did.LEAVE, Did.THANKED})


@dataclass(frozen=True, slots=True)
class Press:
    """One press of the user, which stands or was taken back as a whole.

    Attributes:
        lead: Key of the lead that it is about; empty where it is about none.
        who: For `keep` the key of the person; empty where that is not known.
        what: A kind (`keep`, `kind`) or a stage (`stage`).
        text: A title, a next step, a note, or a value, as it was written.
        due: For `next` the day, as `2026-12-03`; empty for none.
        about: Keys of interactions (`keep`, `skip`) or of people, see `ABOUT_PEOPLE`.
        at: In epoch milliseconds.
    """

    id: int
    does: Did
    at: int
    lead: str = ""
    who: str = ""
    what: str = ""
    text: str = ""
    due: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """Something that may become of what somebody said.

    Attributes:
        who: Key of the person; empty where that is not known.
        about: Keys of what it came from, the first of them first.
        kept, moved: When it was kept, and when it came into its stage, in epoch milliseconds.
        next: What is to be done next, in the user's words; empty for nothing.
        due: The day for that, as `2026-12-03`; empty for none.
        value: What it may be worth, in the user's words; empty for not said.
        changed: When anything was last said of it, in epoch milliseconds.
        presses: Ids of the presses that made it what it is, the oldest first.
    """

    key: str
    kind: LeadKind
    title: str
    kept: int
    who: str
    about: tuple[str, ...]
    stage: Stage = Stage.NEW
    moved: int = 0
    next: str = ""
    due: str = ""
    note: str = ""
    value: str = ""
    changed: int = 0
    presses: tuple[int, ...] = ()

    @property
    def open(self) -> bool:
        """Whether something may still come of it."""
        return self.stage not in ENDED


@dataclass(frozen=True, slots=True)
class Said:
    """The last word on a person: `accept`, `accepted` or `leave`; `press` takes it back."""

    did: Did
    press: int
    at: int


@dataclass(slots=True)
class Kept:
    """All leads by key, in the order in which they were kept; and what was decided of people."""

    leads: dict[str, Lead] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    """What was said and holds no lead, each with the press that says so."""
    people: dict[str, Said] = field(default_factory=dict)
    """The last word on each person, by their keys."""
    thanked: dict[str, Said] = field(default_factory=dict)

    def holding(self, key: str) -> Lead | None:
        """The lead that came from something said."""
        return next((one for one in self.leads.values() if key in one.about), None)

    def of(self, who: Iterable[str]) -> list[Lead]:
        """The leads that came from a person, by all of their keys."""
        keys = frozenset(who)
        return [one for one in self.leads.values() if one.who in keys]

    def follow(self, press: Press) -> None:
        """Lets one more press count. What makes no sense any more, such as a stage of no lead, counts not."""
        if press.does in (Did.ACCEPT, Did.ACCEPTED, Did.LEAVE):
            self.people.update(dict.fromkeys(press.about, Said(press.does, press.id, press.at)))
        elif press.does is Did.THANKED:
            self.thanked.update(dict.fromkeys(press.about, Said(press.does, press.id, press.at)))
        elif press.does is Did.SKIP:
            self.skipped.update(dict.fromkeys(press.about, press.id))
        elif press.does is Did.KEEP:
            self._make(press)
        elif (lead := self.leads.get(press.lead)) is not None:
            self._change(lead, press)

    def _make(self, press: Press) -> None:
        if press.lead not in self.leads:
            kind = LeadKind(press.what)
            made = Lead(press.lead, kind, press.text, press.at, press.who, press.about, moved=press.at)
            self._put(made, press)

    def _change(self, lead: Lead, press: Press) -> None:
        match press.does:
            case Did.KIND:
                self._put(replace(lead, kind=LeadKind(press.what)), press)
            case Did.NAME:
                self._put(replace(lead, title=press.text), press)
            case Did.STAGE:
                stage = Stage(press.what)
                moved = lead.moved if stage is lead.stage else press.at
                self._put(replace(lead, stage=stage, moved=moved), press)
            case Did.NEXT:
                self._put(replace(lead, next=press.text, due=press.due), press)
            case Did.NOTE:
                self._put(replace(lead, note=press.text), press)
            case Did.VALUE:
                self._put(replace(lead, value=press.text), press)
            case _:
                self.skipped.update(dict.fromkeys(lead.about, press.id))
                del self.leads[lead.key]

    def _put(self, lead: Lead, press: Press) -> None:
        self.leads[lead.key] = replace(lead, changed=press.at, presses=(*lead.presses, press.id))


def kept(standing: Iterable[Press]) -> Kept:
    """What follows from presses that were not taken back, whatever order they are given in."""
    made = Kept()
    for press in sorted(standing, key=lambda one: one.id):
        made.follow(press)
    return made
