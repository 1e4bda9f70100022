"""Letters and lists as they are pasted or dropped into the pages: looked at, and not kept."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from groundswell.domain.letters import Letter
from groundswell.services.letters.checking import Answer, check_files, own_checker
from groundswell.services.letters.receiving import Looked, look_through
from groundswell.services.settings import load_settings
from groundswell.sources.letters import People, letter_in, people_in

__all__ = [
    "MOST_SHOWN",
    "Dropped",
    "Pasted",
    "People",
    "check_page",
    "letter_to_all",
    "list_of",
    "received_page",
]

MOST_SHOWN = 200
"""Letters that one page shows; the command takes any number."""

Dropped = tuple[str, BinaryIO]
"""A file's name at the user's, and its bytes."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A letter typed or pasted into the page; sender and subject may be empty."""

    body: str
    sender: str = ""
    subject: str = ""


def check_page(pasted: Pasted, files: Sequence[Dropped], country: str = "") -> list[Answer]:
    """The checks of what was pasted and dropped, at most `MOST_SHOWN`; nothing is kept.

    Raises:
        UsageError: The settings are wrong.
    """
    found: list[Answer] = []
    if pasted.body.strip():
        letter = Letter(
            "pasted", pasted.body.replace("\r\n", "\n"), pasted.subject, pasted.sender, where="Your letter"
        )
        found += [(letter, said) for said in own_checker(load_settings(), country).check([letter])]
    with _laid_down(files) as paths:
        found += islice(check_files(paths, country, called=_called), MOST_SHOWN)
    return found


def received_page(mails: Sequence[Dropped], applications: Sequence[Dropped]) -> Looked:
    """The answers among mails that were dropped; nothing is kept.

    Raises:
        InputError: The list of applications cannot be used.
    """
    with _laid_down(mails) as paths, _laid_down(applications) as lists:
        return look_through(paths, lists[0] if lists else None, called=_called)


def letter_to_all(given: Dropped) -> Letter:
    """The letter that a list is to get, from a text or a mail.

    Raises:
        InputError: It cannot be read, or is more than one.
    """
    with _laid_down([given]) as (path,):
        return letter_in(path, load_settings().limits.as_limits(), given[0])


def list_of(given: Dropped) -> People:
    """The people of a table or a workbook.

    Raises:
        InputError: It cannot be read.
    """
    with _laid_down([given]) as (path,):
        return people_in(path, load_settings().limits.as_limits(), given[0])


def _called(path: Path) -> str:
    """A dropped file's own name: where it was laid down is gone already, and says nothing."""
    return path.name


@contextmanager
def _laid_down(files: Sequence[Dropped]) -> Iterator[list[Path]]:
    """The files in a folder that is gone afterwards, each under its own name."""
    with TemporaryDirectory(prefix="groundswell-letters-") as folder:
        paths = []
        for number, (name, data) in enumerate(files):
            own = Path(folder) / str(number)
            own.mkdir()
            # A name from a browser is no path.
            path = own / (Path(name.replace("\\", "/")).name[-100:] or "letter")
            with path.open("wb") as file:
                shutil.copyfileobj(data, file)
            paths.append(path)
        yield paths
