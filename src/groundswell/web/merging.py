"""A letter to a whole list while somebody sits over it: what was given and what comes of it, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO

from groundswell.domain.countries import country_code
from groundswell.domain.errors import InputError
from groundswell.domain.letters import Letter
from groundswell.services.letters.merging import LaidOut, Wanted, lay_out
from groundswell.services.letters.page import People, letter_to_all, list_of
from groundswell.web.jobs import Job, Jobs

_MOST_KEPT = 4
MOST_BYTES = 64 * 1024**2
"""Bytes of one file."""

Handed = tuple[str, bytes]
"""A file's name at the user's, and what is in it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was typed or chosen in the form.

    Attributes:
        letter: The words of the letter to all.
        chosen, address, name: Columns, see `Wanted`.
        before: The letter's words before it was written anew; empty if it was not.
    """

    letter: str = ""
    sender: str = ""
    subject: str = ""
    country: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    name: str = ""
    before: str = ""


@dataclass(slots=True)
class Sitting(Job):
    """One letter and its list.

    Attributes:
        letter_file, list_file: What was handed over and is not read yet.
        people, listed: The list, and what it is called.
        plan: What goes to whom; none before that is found out, or where something is wrong.
    """

    told: Told
    letter_file: Handed | None = None
    list_file: Handed | None = None
    people: People | None = None
    listed: str = ""
    plan: LaidOut | None = None

    def again(self, told: Told) -> "Sitting":
        """The same list with what is told now."""
        return Sitting(told, people=self.people, listed=self.listed, key=self.key)


class Merges:
    """The letters to lists that are sat over."""

    def __init__(self) -> None:
        self._jobs = Jobs[Sitting](
            _MOST_KEPT, "letter to a list", "Paste the letter and choose the list again."
        )
        self.sitting, self.forget = self._jobs.job, self._jobs.forget

    def begin(self, sitting: Sitting, wait_s: float) -> Sitting:
        """Finds out what goes to whom, and waits for it a moment."""
        return self._jobs.begin(sitting, _steps, wait_s)


def _steps(sitting: Sitting) -> None:
    sitting.tell("Reading the letter", 0, 0)
    letter = _letter(sitting)
    country = sitting.told.country
    if country and not country_code(country):
        what = f"“{country}” is no country's two letters, such as DE or US"
        raise InputError(what, mend="It may stay empty.")
    sitting.tell("Reading the list", 0, 0)
    if sitting.list_file:
        (sitting.listed, data), sitting.list_file = sitting.list_file, None
        sitting.people = list_of((sitting.listed, BytesIO(data)))
    if sitting.people is None:
        raise InputError("there is no list", mend="Choose a file of it, or paste it.")
    told = sitting.told
    wanted = Wanted(letter, sitting.people, told.chosen, told.address, told.name, country)
    sitting.plan = lay_out(wanted, sitting.tell)


def _letter(sitting: Sitting) -> Letter:
    """The letter; what its file says of itself counts where nothing else was told."""
    told = sitting.told
    given, sitting.letter_file = sitting.letter_file, None
    if given is None and not told.letter.strip():
        raise InputError("there is no letter", mend="Paste it, or choose a file of it.")
    name, data = given or ("Your letter", told.letter.encode("utf-8", "replace"))
    read = letter_to_all((name, BytesIO(data)))
    sitting.told = replace(
        told, letter=read.body, sender=told.sender or read.sender, subject=told.subject or read.subject
    )
    return replace(read, sender=sitting.told.sender, subject=sitting.told.subject)
