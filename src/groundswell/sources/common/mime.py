"""Mails and web archives taken apart: headers, parts and their texts, from any bytes, in linear time.

The standard library's parser asks every open boundary about every line and recurses by nesting; hostile
nesting makes that slow or ends it, so only what is needed is read here.
"""

import binascii
import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from groundswell.domain.when import to_ms
from groundswell.sources.common.decoding import decode

_HEAD_BYTES = 256 * 1024
_HEADER_CHARS = 8_000
_MOST_ALIKE = 50
_DEEPEST = 8
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(r"([!-9;-~]{1,80}):[ \t]*")
_ENCODED_WORDS = re.compile(r"(?:=\?[^?\s]{1,40}\?[bBqQ]\?[^?]{0,2000}\?=(?:\s+(?==\?))?)+")
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]{0,2000})\?=")
_PARAMETER = re.compile(r";\s*([\w*-]{1,40})\s*=\s*(?:\"([^\"]{0,300})\"|([^\s;\"]{1,300}))")
_CHARSET = re.compile(r"[A-Za-z0-9_.:+-]{1,40}\Z")
_TEXT_CODEC = re.compile(
    r"utf-(8|16|32)|utf_8_sig|ascii|iso8859-|cp\d|koi8|gb|hz\Z|big5|shift_jis|euc|iso2022|mac-|tis-620|johab"
)


class Headers:
    """The fields before a mail or part, by name without regard to case, decoded."""

    def __init__(self, head: bytes) -> None:
        self._fields: dict[str, list[list[str]]] = {}
        lines: list[str] = []
        for line in decode(head[:_HEAD_BYTES]).lstrip("\ufeff").replace("\r\n", "\n").split("\n"):
            if line[:1] in {" ", "\t"}:
                lines.append("\n" + line.strip())
                continue
            found, lines = _FIELD.match(line), []
            if found:
                lines.append(line[found.end() :].strip())
                self._fields.setdefault(found[1].lower(), []).append(lines)

    def get(self, name: str) -> str:
        """The first field of that name on one line, at most some thousand characters; empty if missing."""
        first = self._fields.get(name.lower())
        return _one_line(first[0]) if first else ""

    def every(self, name: str) -> list[str]:
        """All fields of that name, the topmost (and so the last that was added) first, each as `get` does."""
        return [_one_line(lines) for lines in self._fields.get(name.lower(), [])[:_MOST_ALIKE]]

    def parameter(self, name: str, of: str) -> str:
        """A parameter such as `boundary` of a field such as `Content-Type`."""
        for found in _PARAMETER.finditer(self.get(of)):
            if found[1].lower().rstrip("*") == name:
                value: str = found[2] or found[3] or ""
                return value
        return ""

    def date(self) -> int | None:
        """The instant of the `Date` field in epoch milliseconds; none if there is none or it is no date."""
        return instant(self.get("Date"))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part that holds no other parts, still encoded."""

    headers: Headers
    data: bytes

    @property
    def kind(self) -> str:
        """The media type, such as `text/html`."""
        return (self.headers.get("Content-Type") or "text/plain").partition(";")[0].strip().lower()

    def bytes(self) -> bytes:
        """The content, decoded; what is broken in its encoding is read as far as it goes."""
        encoding = self.headers.get("Content-Transfer-Encoding").lower()
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.data)
        if encoding == "base64":
            return _from_base64(self.data)
        return self.data

    def text(self) -> str:
        """The content as text in its declared charset, else as UTF-8 or windows-1252."""
        return decode_as(self.bytes(), self.headers.parameter("charset", "content-type"))


def split_head(data: bytes) -> tuple[Headers, bytes]:
    """The headers, and what follows the first empty line."""
    found = _END_OF_HEAD.search(data, 0, _HEAD_BYTES)
    if data[:1] in b"\r\n":
        return Headers(b""), data.lstrip(b"\r\n")
    if found is None:
        return Headers(data), b""
    return Headers(data[: found.start()]), data[found.end() :]


def leaves(headers: Headers, body: bytes, depth: int = 0) -> Iterator[Leaf]:
    """The parts that hold no other parts, in their order; what is nested too deep is left out."""
    boundary = headers.parameter("boundary", "content-type")
    if not boundary or not headers.get("Content-Type").lower().startswith("multipart/"):
        yield Leaf(headers, body)
        return
    if depth >= _DEEPEST:
        return
    mark = b"--" + boundary.encode("utf-8", "replace")
    position = 0 if body.startswith(mark) else _next(body, mark, 0)
    while position >= 0:
        start = position + len(mark)
        if body.startswith(b"--", start):
            return
        line_end = body.find(b"\n", start)
        if line_end < 0:
            return
        following = _next(body, mark, line_end)
        part = body[line_end + 1 : following - 1 if following >= 0 else len(body)]
        yield from leaves(*split_head(part), depth + 1)
        position = following


def instant(date: str) -> int | None:
    """Epoch milliseconds from a date as mails write it; none if it is none that can be."""
    if not date or len(date) > 200:
        return None
    try:
        return to_ms(parsedate_to_datetime(date))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def decode_as(data: bytes, charset: str) -> str:
    """Text in a charset named by strangers; unknown names and codecs that are no charsets don't count."""
    if charset and _CHARSET.match(charset):
        try:
            codec = codecs.lookup(charset).name
        except LookupError:
            codec = ""
        if _TEXT_CODEC.match(codec) and codec != "utf-8":
            return data.decode(codec, "replace")
    return decode(data.removeprefix(codecs.BOM_UTF8))


def _one_line(lines: list[str]) -> str:
    text = "".join(lines)[:_HEADER_CHARS]
    if "=?" in text:
        text = _ENCODED_WORDS.sub(lambda found: _decoded_words(found[0]), text)
    return " ".join(text.split())


def _next(body: bytes, mark: bytes, start: int) -> int:
    found = body.find(b"\n" + mark, start)
    return found + 1 if found >= 0 else -1


def _from_base64(data: bytes) -> bytes:
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def _decoded_words(run: str) -> str:
    """A run of encoded words; neighbours in one charset are joined first, as they may share a character."""
    pieces: list[tuple[str, bytes]] = []
    for charset, encoding, text in _ENCODED_WORD.findall(run):
        raw = text.encode("ascii", "replace")
        data = _from_base64(raw) if encoding in "bB" else binascii.a2b_qp(raw, header=True)
        if pieces and pieces[-1][0] == charset.lower():
            pieces[-1] = (charset.lower(), pieces[-1][1] + data)
        else:
            pieces.append((charset.lower(), data))
    return "".join(decode_as(data, charset.partition("*")[0]) for charset, data in pieces)
