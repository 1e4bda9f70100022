"""A good letter to a whole list: what goes to whom, what is set aside and why, and what the letter is like.

Laying it out makes nothing; the mails are made one by one as somebody takes them. Nothing is sent.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from groundswell.domain.errors import InputError
from groundswell.domain.letters import Letter, LetterCheck
from groundswell.domain.records import SetAside
from groundswell.letters.address import unread
from groundswell.letters.merging import column, fields, filled, folded, gap, unfilled, uses
from groundswell.services.letters.checking import own_checker
from groundswell.services.letters.mails import LONGEST_NAME, LONGEST_SUBJECT, Mail, address_in, sender_in
from groundswell.services.settings import load_settings
from groundswell.sources.common.text import one_line
from groundswell.sources.letters import Entry, People

Tell = Callable[[str, int, int], None]
"""Hears what is done now, in words, and how far it is."""

_MAIL_NAMES = (
    "email", "e-mail", "mail", "address", "e-mail address", "correo", "courriel", "adresse", "endereço",
    "mailadresse", "emailadresse", "correo electrónico", "adresse mail", "candidate email", "applicant email",
)  # fmt: skip
_WHOM_NAMES = (
    "name", "full name", "applicant", "candidate", "nombre", "nom", "nome", "first name", "vorname",
)  # fmt: skip
_MOST_GAPS = 100
_NO_VALUE = re.compile(r"#(?:N/A|NV|N/D|REF!|BEZUG!|NAME\?|VALUE!|WERT!|DIV/0!|NULL!|NUM!|ZAHL!|SPILL!)")
_TELL_EVERY = 500
_SEARCHED = 20
_WHO = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to become letters.

    Attributes:
        letter: The letter to all, with its placeholders, subject and sender.
        people: The list.
        chosen: Columns that somebody chose, by the gap that each fills, over those that are called so.
        address, name: The same for the columns of addresses and of names; empty where they are to be found.
        country: Two letters: whose law to think of; empty for that of the settings or the sender's address.
    """

    letter: Letter
    people: People
    chosen: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What goes to whom.

    Attributes:
        sender: Name, which may be empty, and address.
        gaps: The column that fills each gap; empty where none does, and then nobody gets a letter.
        address: The column of addresses, or empty.
        name: The column of names, or empty.
        ready: The rows that become letters, with their addresses as mail servers take them.
        aside: The rows that do not, and why.
        first: The letter as its first reader gets it, and its check; none where nobody does.
        rewrite: The letter to all anew; empty where there is none or it is good as it stands.
        lost: Gaps that the rewrite leaves out.
        unread: Whether the sender's address says that nobody reads what is sent to it.
    """

    wanted: Wanted
    sender: tuple[str, str]
    gaps: Mapping[str, str]
    address: str
    name: str
    ready: Sequence[tuple[Entry, str]] = ()
    aside: Sequence[SetAside] = ()
    first: tuple[Letter, LetterCheck] | None = None
    rewrite: str = ""
    lost: Sequence[str] = ()
    unread: bool = False

    @property
    def open(self) -> tuple[str, ...]:
        """The gaps that no column fills."""
        return tuple(one for one, filled_by in self.gaps.items() if not filled_by)

    def mails(self, most: int | None = None) -> Iterator[Mail]:
        """The letters, one by one, in the order of the list."""
        for (number, cells), to in islice(self.ready, most):
            made = filled(self.wanted.letter.subject, self.wanted.letter.body, _values(self, cells))
            yield Mail(number, one_line(cells.get(self.name, "")), to, one_line(made.subject), made.body)


def lay_out(wanted: Wanted, tell: Tell = lambda doing, done, of: None) -> LaidOut:
    """Finds out what goes to whom, and what the letter is like for its first reader.

    Raises:
        InputError: The letter has no subject or nothing to fill in, or more than a list can fill.
        UsageError: The sender is no address.
    """
    letter = wanted.letter
    plan = LaidOut(wanted, sender_in(letter.sender), _bound(wanted), *_columns(wanted))
    plan = replace(plan, unread=unread(letter.sender))
    if plan.open or not plan.address:
        return plan
    plan = _sorted(plan, tell)
    if not plan.ready:
        return plan
    tell("Reading the letter as its first reader will", len(wanted.people.rows), len(wanted.people.rows))
    return _checked(plan)


def _bound(wanted: Wanted) -> dict[str, str]:
    """The gaps of the letter and the column that fills each."""
    letter = wanted.letter
    if not letter.subject.strip():
        mend = "Put `Subject: …` in the first line of the letter, or say it beside."
        raise InputError("the letter has no subject", where=letter.where, mend=mend)
    gaps = {folded(one): one for one in reversed(fields(f"{letter.subject}\n{letter.body}"))}
    if not fields(letter.body):
        what = "the letter has no placeholders, so everybody would get the same"
        raise InputError(what, where=letter.where, mend="Name the reader at least, such as {{name}}.")
    if len(gaps) > _MOST_GAPS:
        mend = "A letter to a list has a handful; write out what is the same for all."
        raise InputError(f"the letter has {len(gaps)} placeholders", where=letter.where, mend=mend)
    columns = wanted.people.columns
    told = {one: wanted.chosen.get(one, "") for one in reversed(gaps.values())}
    return {one: name if name in columns else column(columns, one) for one, name in told.items()}


def _columns(wanted: Wanted) -> tuple[str, str]:
    """The columns of addresses and of names."""
    columns = wanted.people.columns
    address, name = (one if one in columns else "" for one in (wanted.address, wanted.name))
    address = address or column(columns, *_MAIL_NAMES) or _with_addresses(wanted)
    return address, name or column(columns, *_WHOM_NAMES)


def _with_addresses(wanted: Wanted) -> str:
    """The column whose first cells are addresses, whatever it is called."""
    rows = [row[1] for row in islice(wanted.people.rows, _SEARCHED) if not isinstance(row, SetAside)]
    found = Counter(name for cells in rows for name, cell in cells.items() if address_in(cell)[0])
    likeliest, most = next(iter(found.most_common(1)), ("", 0))
    return likeliest if 2 * most > len(rows) else ""


def _sorted(plan: LaidOut, tell: Tell) -> LaidOut:
    """The rows that become letters and those that do not."""
    rows = plan.wanted.people.rows
    ready, aside, seen = list[tuple[Entry, str]](), list[SetAside](), dict[str, int]()
    refuse = _Refusal(plan)
    for done, row in enumerate(rows):
        if done % _TELL_EVERY == 0:
            tell("Filling the gaps", done, len(rows))
        if isinstance(row, SetAside):
            aside.append(row)
            continue
        number, cells = row
        to, why = address_in(cells[plan.address])
        why = refuse(cells) or why
        if not why and to.casefold() in seen:
            why = f"the address is that of row {seen[to.casefold()]}"
        if why:
            who = one_line(cells.get(plan.name, "") or cells[plan.address])[:_WHO]
            aside.append(SetAside(f"row {number}", why, "Mend the row and merge again.", who))
        else:
            seen[to.casefold()] = number
            ready.append((row, to))
    return replace(plan, ready=ready, aside=aside)


class _Refusal:
    """Says why a row cannot be put into the letter; empty if it can."""

    def __init__(self, plan: LaidOut) -> None:
        letter = plan.wanted.letter
        self._plan, self._letter = plan, letter
        self._most = load_settings().limits.text_chars
        self._bare, self._uses = len(letter.body), uses(letter.subject + "\n" + letter.body)

    def __call__(self, cells: Mapping[str, str]) -> str:
        values = _values(self._plan, cells)
        for name, value in values.items():
            if _NO_VALUE.match(value):
                return f"{gap(name)} would be {value[:_WHO]}, an error of the spreadsheet"
            if value.startswith("="):
                return f"{gap(name)} would be a formula, {value[:_WHO]}"
        # Before it is put together: a long cell that is used often would not fit into memory.
        if (
            self._bare + sum(self._uses[folded(name)] * len(value) for name, value in values.items())
            > self._most
        ):
            return f"the letter would be longer than {self._most:,} characters"
        made = filled(self._letter.subject, self._letter.body, values)
        if made.missing:
            return f"nothing to fill in for {', '.join(made.missing)}"
        if len(one_line(made.subject)) > LONGEST_SUBJECT:
            return f"the subject would be longer than {LONGEST_SUBJECT} characters"
        if len(cells.get(self._plan.name, "")) > LONGEST_NAME:
            return f"the name is longer than {LONGEST_NAME} characters"
        return ""


def _values(plan: LaidOut, cells: Mapping[str, str]) -> dict[str, str]:
    return {one: cells[name] for one, name in plan.gaps.items()}


def _checked(plan: LaidOut) -> LaidOut:
    """The same with what is said of the letter as its first reader gets it."""
    letter, (_, cells) = plan.wanted.letter, plan.ready[0][0]
    made = filled(letter.subject, letter.body, _values(plan, cells))
    # A name that no placeholder could stand for must not get into the letter to all.
    to_all = gap(plan.name)
    whom = one_line(cells.get(plan.name, "")) if to_all else ""
    first = Letter("merged", made.body, one_line(made.subject), letter.sender, to=whom, where=letter.where)
    said = next(own_checker(load_settings(), plan.wanted.country).check([first]))
    anew = unfilled(said, made.spots, to_all)
    if anew.strip() == letter.body.strip():
        return replace(plan, first=(first, said))
    lost = tuple(gap(one) for one in fields(letter.body) if folded(one) not in uses(anew))
    return replace(plan, first=(first, said), rewrite=anew, lost=lost)
