"""Bytes of a text file to characters, streaming: UTF-8, UTF-16, and windows-1252 line by line."""

import codecs
from collections.abc import Iterator
from typing import Protocol

BLOCK_BYTES = 64 * 1024
"""Larger blocks are slower: their rows outlive the garbage collector's first generation."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LONGEST_LINE = 4 * 1024 * 1024


class Readable(Protocol):
    """Whatever gives bytes, such as an open file."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size`; none at the end."""
        ...


def _windows_1252() -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


_CHARACTERS = _windows_1252()


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding (`utf-8`, `utf-16-le` or `utf-16-be`) and how many bytes of byte order mark to skip.

    UTF-16 without a mark shows by the zeros in every second byte of its first letters.
    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    zeros = [byte == 0 for byte in head[:4]]
    if zeros == [False, True, False, True]:
        return "utf-16-le", 0
    if zeros == [True, False, True, False]:
        return "utf-16-be", 0
    return "utf-8", 0


def decode(data: bytes) -> str:
    """UTF-8; lines that are not are windows-1252, whose five undefined bytes become C1 code points."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(map(_decode_line, data.splitlines(keepends=True)))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return codecs.charmap_decode(line, "strict", _CHARACTERS)[0]


def decoded(file: Readable) -> Iterator[str]:
    """The file's text in pieces of some 64 KB; never fails on any bytes.

    In UTF-8 and its fallback a piece ends with a line (unless one is longer than 4 MB).
    """
    head = file.read(BLOCK_BYTES)
    encoding, skip = encoding_of(head)
    if encoding == "utf-8":
        yield from _by_lines(file, head[skip:])
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    data = head[skip:]
    while data:
        yield decoder.decode(data)
        data = file.read(BLOCK_BYTES)
    yield decoder.decode(b"", final=True)


def _by_lines(file: Readable, data: bytes) -> Iterator[str]:
    while True:
        more = file.read(BLOCK_BYTES)
        cut = data.rfind(b"\n") + 1 if more else len(data)
        if not cut and len(data) > _LONGEST_LINE:
            cut = _between_characters(data)
        if cut:
            yield decode(data[:cut])
        if not more:
            return
        data = data[cut:] + more


def _between_characters(data: bytes) -> int:
    cut = len(data) - 1
    while cut > len(data) - 4 and data[cut] & 0xC0 == 0x80:
        cut -= 1
    return cut
