"""Messages: by far the most rows of an archive, so what a row shares with others is worked out once."""

from groundswell.domain.activity import Fact, Interaction, Person
from groundswell.domain.keys import digest
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.common.text import plain
from groundswell.sources.linkedin_archive.cells import LONGEST_VALUE, BadRow, Columns, RowReader, told, within
from groundswell.sources.linkedin_archive.context import Context
from groundswell.sources.linkedin_archive.owner import Owner, recipients
from groundswell.sources.linkedin_archive.people import person_of

_REMEMBERED = 50_000
_YES = frozenset({"true", "True", "TRUE", "yes", "Yes", "YES"})
_OUTGOING = frozenset({"OUTGOING", "Outgoing", "outgoing"})

_Sender = tuple[Person | None, bool, str]
"""Who it is, whether it is the owner, and what the sender is called in keys."""


class _Parties:
    """Senders and recipients by the cells that name them, each looked at once while they are remembered."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._people: dict[tuple[str, str], Person | None] = {}
        self.senders: dict[tuple[str, str], _Sender] = {}
        self.receivers: dict[tuple[str, str], Person | None] = {}

    def sender(self, url: str, name: str) -> _Sender:
        called = told(name)
        if not called:
            raise BadRow("there is no sender")
        person = self._person(url, called)
        found = (person, self._owner.is_me(person), person.key if person else called)
        if len(self.senders) >= _REMEMBERED:
            self.senders.clear()
        self.senders[url, name] = found
        return found

    def receiver(self, urls: str, names: str) -> Person | None:
        """The one who received it; nobody in particular where it went to several."""
        found = None if _is_group(urls, names) else self._person(urls.strip(" ,"), names)
        if len(self.receivers) >= _REMEMBERED:
            self.receivers.clear()
        self.receivers[urls, names] = found
        return found

    def _person(self, url: str, name: str) -> Person | None:
        """One object for one who writes and is written to: the store knows it again at sight."""
        if (url, name) not in self._people:
            if len(self._people) >= _REMEMBERED:
                self._people.clear()
            self._people[url, name] = person_of(url, name)
        return self._people[url, name]


class _Folders(dict[tuple[str, str, str], str]):
    """Flavours by folder and the two cells that tell drafts."""

    def __missing__(self, cells: tuple[str, str, str]) -> str:
        folder, *drafts = cells
        flavour = "draft" if _YES.intersection(drafts) else told(folder)
        if len(self) < _REMEMBERED:
            self[cells] = flavour
        return flavour


def _is_group(urls: str, names: str) -> bool:
    """Whether there are several; without links, "Jane Doe, PhD" is one and "Jane Doe, Li Wei" are two."""
    links = recipients(urls)
    return len(links) > 1 or (not links and any(" " in one.strip() for one in names.split(",")[1:]))


def messages_reader(columns: Columns, context: Context) -> RowReader:
    """Messages both ways; the flavour is the folder, or `draft`."""
    pick = columns.pick(
        "conversation id", "conversation title", "from", "sender profile url", "to", "recipient profile urls",
        "date", "subject", "content", "folder", "direction", "is message draft", "is conversation draft",
    )  # fmt: skip
    parties, instant_of, longest = _Parties(context.owner), context.dates.instant, context.text_chars
    senders, receivers, folders = parties.senders, parties.receivers, _Folders()
    linkedin, message, coming, going = Network.LINKEDIN, Kind.MESSAGE, Direction.IN, Direction.OUT

    def read(cells: list[str]) -> tuple[Fact, ...]:
        (
            thread, title, name, url, names, urls,
            date, subject, content, folder, way, draft, drafts,
        ) = pick(cells)  # fmt: skip
        person, out, sender = senders.get((url, name)) or parties.sender(url, name)
        instant = instant_of(date)
        text = plain(content)
        if len(text) > longest:
            within(text, longest)
        if way:
            out = way in _OUTGOING
        if out:
            pair = (urls, names)
            person = receivers[pair] if pair in receivers else parties.receiver(urls, names)
        if not thread:
            thread = person.key if person else ""
        elif not thread.isprintable() or len(thread) > LONGEST_VALUE:
            thread = told(thread)
        return (
            Interaction(
                # Led by the time, so that neighbours in the file are neighbours in the store's index.
                f"linkedin:message:{instant}:{digest(thread, sender, text)}",
                linkedin,
                message,
                going if out else coming,
                When(instant, instant),
                person,
                "",
                text,
                told(subject or title) if subject or title else "",
                thread,
                folders[folder, draft, drafts],
            ),
        )

    return read
