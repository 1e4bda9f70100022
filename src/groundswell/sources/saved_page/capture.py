"""From a saved file to the page in it: HTML as it is, or the HTML part of a web archive (MHTML)."""

import re
from dataclasses import dataclass

from groundswell.domain.errors import DamagedFile, UnsafeFile
from groundswell.sources.common import linkedin
from groundswell.sources.common.decoding import decoded
from groundswell.sources.common.mime import Leaf, decode_as, instant, leaves, split_head
from groundswell.sources.protocol import Asked, Given

_HEAD = 65_536
_SAVED_FROM = re.compile(r"saved from url=(?:\(\d{1,6}\))?([^\s>]{1,4000})", re.IGNORECASE)
_SAVED_WITH = re.compile(r"<!--\s{0,20}Page saved with[^>]{0,200}?url: ([^\s>]{1,4000})", re.IGNORECASE)
_SAVED_ON = re.compile(
    r"(?:saved date: |name=[\"']?savepage-date[\"']? content=[\"']?)"
    r"(?:\w{3} )?(?P<month>\w{3}) (?P<day>\d{1,2}) (?P<year>\d{4}) (?P<time>[\d:]{8}) GMT(?P<zone>[+-]\d{4})",
    re.IGNORECASE,
)
_SAVED_URL = re.compile(r"name=[\"']?savepage-url[\"']? content=[\"']?([^\"'\s>]{1,4000})", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_DELIVERED = re.compile(rb"^(?:received|delivered-to|return-path|message-id):", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page.

    Attributes:
        url: Where it was saved from; empty if the file does not tell.
        saved: When it was saved, in epoch milliseconds: as the file tells, else when it was written.
    """

    markup: str
    url: str
    saved: int


def is_archive(head: bytes) -> bool:
    """Whether a file's beginning is that of a web archive, which looks like a mail that was never sent."""
    fields = head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    return _ARCHIVE.search(fields) is not None and _DELIVERED.search(fields) is None


def open_page(given: Given, asked: Asked) -> Page:
    """Reads the page.

    Raises:
        UnsafeFile: The file is larger than `asked.limits.page_bytes`.
        DamagedFile: A web archive without a page in it.
    """
    most = asked.limits.page_bytes
    with given.open() as file:
        if is_archive(given.head):
            data = file.read(most + 1)
            _bounded(len(data), most, given)
            return _from_archive(data, given, asked)
        pieces, size = [], 0
        for piece in decoded(file):
            size += len(piece)
            _bounded(size, most, given)
            pieces.append(piece)
    markup = "".join(pieces)
    head = markup[:_HEAD]
    url = next((found[1] for by in (_SAVED_FROM, _SAVED_WITH, _SAVED_URL) if (found := by.search(head))), "")
    saved = _told_instant(head)
    written = linkedin.written_at(given, asked)
    return Page(markup, url, written if saved is None else min(saved, asked.now))


def _from_archive(data: bytes, given: Given, asked: Asked) -> Page:
    headers, body = split_head(data)
    pages = [leaf for leaf in leaves(headers, body) if leaf.kind in {"text/html", "application/xhtml+xml"}]
    if not pages:
        raise DamagedFile(
            "a web archive without a page in it",
            where=given.name,
            mend='Save the page again, as "Webpage, Single File" or "Webpage, HTML Only".',
        )
    url = headers.get("Snapshot-Content-Location")
    main = next((leaf for leaf in pages if url and leaf.headers.get("Content-Location") == url), pages[0])
    saved = headers.date()
    written = linkedin.written_at(given, asked)
    return Page(
        _text(main),
        url or main.headers.get("Content-Location"),
        written if saved is None else min(saved, asked.now),
    )


def _text(leaf: Leaf) -> str:
    if leaf.headers.parameter("charset", "content-type"):
        return leaf.text()
    data = leaf.bytes()
    told = _META_CHARSET.search(data, 0, 4_096)
    return decode_as(data, told[1].decode("ascii") if told else "")


def _told_instant(head: str) -> int | None:
    found = _SAVED_ON.search(head)
    if found is None:
        return None
    return instant(f"{found['day']} {found['month']} {found['year']} {found['time']} {found['zone']}")


def _bounded(size: int, most: int, given: Given) -> None:
    if size > most:
        raise UnsafeFile(
            f"the page is larger than {most:,} bytes",
            where=given.name,
            mend="Save the post's own page only, or raise page_bytes in the settings.",
        )
