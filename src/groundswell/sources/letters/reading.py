"""Tells what kind of file letters are in, by its content, and reads them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from groundswell.domain.errors import DamagedFile, InputError, UnrecognisedFile
from groundswell.domain.letters import Letter
from groundswell.domain.records import SetAside
from groundswell.sources.common.decoding import decode, encoding_of
from groundswell.sources.common.headers import find_header
from groundswell.sources.common.mime import split_head
from groundswell.sources.letters.mails import letters_of
from groundswell.sources.letters.rows import from_lines, from_table, is_table, letter_from
from groundswell.sources.protocol import Given, Limits

_OTHER_KINDS = (
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"\x1f\x8b",
)
_FIELD = re.compile(rb"[!-9;-~]{1,80}:")
_FIELDS = (
    "from",
    "date",
    "subject",
    "message-id",
    "received",
    "to",
    "return-path",
    "mime-version",
    "content-type",
)
_LEAST_FIELDS = 2
_MORE_THAN_ONE = 2
_SUBJECT = re.compile(r"\s*(?:subject|betreff|asunto|objet|assunto)\s?: *([^\n]{0,300})\n+", re.IGNORECASE)


def letters_in(path: Path, limits: Limits, name: str = "") -> Iterator[Letter | SetAside]:
    """The letters of a file or of all files in a folder; what cannot be read is a value among them.

    Raises:
        InputError: The file as a whole cannot be used.
    """
    for file in files_in(path):
        yield from _in_file(file, limits, name or str(file))


def letter_in(path: Path, limits: Limits, name: str = "") -> Letter:
    """The one letter of a mail or a text, whole, with what stands below its signature's mark.

    Raises:
        InputError: It cannot be read, or holds another number of letters.
    """
    name = name or str(path)
    found: list[Letter | SetAside] = []
    given, file = _opened(path, name)
    with file:
        if _is_mail(given.head):
            found = list(islice(letters_of(file, name, limits, whole=True), _MORE_THAN_ONE))
        else:
            found.append(_from_text(file.read(limits.page_bytes), path.stem, name, limits, whole=True))
    if len(found) > 1:
        mend = "Give one letter: as text, with `Subject: …` in its first line, or as one mail."
        raise InputError("this is more than one letter", where=name, mend=mend)
    for one in found:
        if isinstance(one, Letter):
            return one
        raise InputError(one.why, where=one.where, mend=one.mend)
    raise InputError("there is no letter in it", where=name, mend="Write one into it.")


def files_in(path: Path) -> Sequence[Path]:
    """The file, or the files below a folder in the order of their names; hidden ones are passed over.

    Raises:
        DamagedFile: There is nothing, or it may not be read.
    """
    try:
        if not path.is_dir():
            path.stat()
            return [path]
        found = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
    except OSError as error:
        raise _unreadable(str(path), error) from error
    if not found:
        raise DamagedFile("the folder is empty", where=str(path), mend="Give a folder of mails.")
    return found


def _in_file(path: Path, limits: Limits, name: str) -> Iterator[Letter | SetAside]:
    given, file = _opened(path, name)
    with file:
        kind = _kind(given)
        if kind == "mail":
            yield from letters_of(file, name, limits)
        elif kind == "lines":
            yield from from_lines(file, name, limits)
        elif kind == "table":
            yield from from_table(file, name, limits)
        else:
            yield _from_text(file.read(limits.page_bytes), path.stem, name, limits)


def _opened(path: Path, name: str) -> tuple[Given, BinaryIO]:
    """A file of text. Raises InputError if it cannot be read, or is anything else."""
    try:
        given = Given.at(path, name)
        if is_no_text(given.head):
            mend = "Give .eml, .mbox, .txt, .csv or JSON Lines; a document can be saved as plain text."
            raise UnrecognisedFile("this is no text", where=name, mend=mend)
        return given, given.open()
    except OSError as error:
        raise _unreadable(name, error) from error


def is_no_text(head: bytes) -> bool:
    """Whether a file begins like one of pictures, documents or programs."""
    return head.startswith(_OTHER_KINDS) or (b"\x00" in head[:1024] and encoding_of(head)[0] == "utf-8")


def _kind(given: Given) -> str:
    head = given.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{") and not head.startswith(b"{{"):
        return "lines"
    if _is_mail(given.head):
        return "mail"
    try:
        header = find_header(decode_head(given.head), is_table)
    except InputError:
        return "text" if given.path.suffix.lower() not in {".csv", ".tsv"} else "table"
    return (
        "table" if header.number <= _LEAST_FIELDS or given.path.suffix.lower() in {".csv", ".tsv"} else "text"
    )


def _is_mail(head: bytes) -> bool:
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"From ") and _FIELD.match(head.partition(b"\n")[2]):
        return True
    if not _FIELD.match(head):
        return False
    headers, _ = split_head(head)
    return bool(headers.get("From")) and sum(1 for name in _FIELDS if headers.get(name)) >= _LEAST_FIELDS


def decode_head(head: bytes) -> str:
    """The beginning of a file as text, whatever its encoding; a character that breaks off is left out."""
    encoding, skip = encoding_of(head)
    return decode(head[skip:]) if encoding == "utf-8" else head[skip:].decode(encoding, "ignore")


def _from_text(
    data: bytes, stem: str, name: str, limits: Limits, *, whole: bool = False
) -> Letter | SetAside:
    text = decode_head(data).replace("\r\n", "\n").replace("\r", "\n")
    found = _SUBJECT.match(text)
    told = {"id": stem, "body": text[found.end() :] if found else text, "subject": found[1] if found else ""}
    return letter_from(told, name, stem, limits, whole=whole)


def _unreadable(name: str, error: OSError) -> DamagedFile:
    return DamagedFile(
        f"cannot be read ({error.strerror})", where=name, mend="Check that it is there and yours."
    )
