"""Letters as mails that a mail program opens as drafts: whom they go to, their bytes, names and bundles."""

import io
import re
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from groundswell.domain.errors import UsageError
from groundswell.letters.address import split
from groundswell.sources.common.text import one_line

LONGEST_NAME, LONGEST_SUBJECT = 200, 400
"""Characters; what is longer is a cell of something else."""

_LONGEST_CELL = 1_000
_ADDRESS = re.compile(r"[^\s<>\"(),;:]{1,64}@[^\s<>\"(),;:@]{1,253}")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")
_FILE_NAME = 40
_PIECE = 64 * 1024
_BEGINS_ONE = re.compile(r"^>*From ", re.MULTILINE)
"""What would begin another mail in a mailbox, or be taken for one that was kept from that."""
_SENDER_MEND = "Give it as: Ana Roth <ana@firm.example>"
_SPELT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
"""Letters that do not come apart into one of a–z and a mark."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One letter, ready to be opened.

    Attributes:
        row: Its row in the list.
        to: The reader's address; `name` may be empty.
    """

    row: int
    name: str
    to: str
    subject: str
    body: str

    @property
    def file_name(self) -> str:
        """A name that every file system takes: a–z, digits and hyphens alone, and none like another."""
        return f"{self.row:05d}-{_plain(self.name) or _plain(self.to.partition('@')[0]) or 'somebody'}.eml"


def address_in(cell: str) -> tuple[str, str]:
    """The one address in a cell, as mail servers take it, and why there is none; either is empty."""
    text = one_line(cell[:_LONGEST_CELL])
    if not text:
        return "", "there is no address"
    found = set(_ADDRESS.findall(text))
    if len(cell) > _LONGEST_CELL or not found:
        return "", f"{text[:60]!r} is no address"
    if len(found) > 1:
        return "", "there are two addresses in one cell"
    local, _, host = found.pop().rpartition("@")
    if not local.isascii():
        return "", f"{text[:60]!r} has letters before the @ that few mail servers take"
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        return "", f"{text[:60]!r} is no address"
    if not _LOCAL.fullmatch(local) or not _HOST.fullmatch(host):
        return "", f"{text[:60]!r} is no address"
    return f"{local}@{host}", ""


def sender_in(told: str) -> tuple[str, str]:
    """Name and address of a sender. Raises UsageError if there is none."""
    if not told.strip():
        raise UsageError("it is not said whom the letters are from", mend=_SENDER_MEND)
    name, _ = split(one_line(told))
    mail, _ = address_in(told)
    if not mail:
        raise UsageError(f"{one_line(told)[:80]!r} is no sender", mend=_SENDER_MEND)
    return name[:LONGEST_NAME], mail


def as_bytes(mail: Mail, sender: tuple[str, str], *, boxed: bool = False) -> bytes:
    """A mail as a file; `boxed` as it lies in a mailbox, where no line may look like the begin of another."""
    message = EmailMessage(policy=SMTP.clone(linesep="\n") if boxed else SMTP)
    message["From"] = _address(*sender)
    message["To"] = _address(mail.name, mail.to)
    message["Subject"] = mail.subject
    # Mail programs open such a mail for writing, so that a person presses send.
    message["X-Unsent"] = "1"
    text = mail.body.strip() + "\n"
    coded = boxed and _BEGINS_ONE.search(text)
    message.set_content(text, charset="utf-8", cte="base64" if coded else None)
    return message.as_bytes()


def zipped(mails: Iterable[Mail], sender: tuple[str, str]) -> Iterator[bytes]:
    """A ZIP with a file for each mail, in pieces, as they are made."""
    sink = _Sink()
    now = time.localtime()[:6]
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for mail in mails:
            archive.writestr(ZipInfo(mail.file_name, now), as_bytes(mail, sender), ZIP_DEFLATED)
            if sink.held > _PIECE:
                yield sink.taken()
    yield sink.taken()


def boxed(mails: Iterable[Mail], sender: tuple[str, str]) -> Iterator[bytes]:
    """A mailbox (`.mbox`) with all mails, in pieces, as they are made."""
    begin = f"From {sender[1]} {time.asctime(time.gmtime())}\n".encode()
    for mail in mails:
        yield begin + as_bytes(mail, sender, boxed=True) + b"\n"


class _Sink(io.RawIOBase):
    """What an archive is written to that nobody reads backwards."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self.held = 0

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        self.held += len(data)
        return len(data)

    def taken(self) -> bytes:
        """What was written since it was last asked."""
        pieces, self._pieces, self.held = self._pieces, [], 0
        return b"".join(pieces)


def _address(name: str, mail: str) -> Address:
    local, _, host = mail.rpartition("@")
    return Address(name, local, host)


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_SPELT))
    kept = "".join(char for char in apart if not unicodedata.combining(char))
    # What is left of a name in another script would name nobody.
    if sum(char.isalpha() and not char.isascii() for char in kept):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", kept)[:_FILE_NAME].strip("-")
