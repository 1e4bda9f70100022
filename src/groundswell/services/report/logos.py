"""A logo, looked through before it goes anywhere: what is more than a picture is left out or refused."""

import struct
import zlib

from groundswell.domain.errors import InputError
from groundswell.domain.report import Logo
from groundswell.services.report.svg import clean_svg

MOST_BYTES = 1_000_000
_MOST_PIXELS, _MOST_SIDE = 16_000_000, 8_000
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MEND = "Give a PNG or an SVG of up to 1 MB."


def logo_in(content: bytes, where: str) -> Logo:
    """The picture in a file, told by its content.

    Raises:
        InputError: It is neither a PNG nor an SVG, is damaged or too large, or the SVG holds no drawing.
    """
    if len(content) > MOST_BYTES:
        raise InputError("this is too large for a logo", where=where, mend=_MEND)
    if content.startswith(_PNG):
        return _png(content, where)
    if b"<svg" in content[:4_096]:
        drawn, wide, high = clean_svg(content, where)
        return Logo("svg", drawn, wide, high)
    raise InputError("this is neither a PNG nor an SVG", where=where, mend=_MEND)


def _png(content: bytes, where: str) -> Logo:
    """The picture alone: texts, times, places and whatever stands behind its end are left out."""
    at, kept, packed = len(_PNG), [_PNG], []
    wide = high = expected = 0
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        end = at + 12 + length
        if end > len(content) or zlib.crc32(kind + body) != struct.unpack_from(">I", content, end - 4)[0]:
            break
        if kind == b"IHDR":
            wide, high, expected = _size(body, where)
        if kind in _KEPT:
            kept.append(content[at:end])
        if kind == b"IDAT":
            packed.append(body)
        if kind == b"IEND":
            _whole(packed, expected, where)
            return Logo("png", b"".join(kept), wide, high)
        at = end
    raise InputError("this PNG is damaged", where=where, mend=_MEND)


def _size(body: bytes, where: str) -> tuple[int, int, int]:
    """Width, height, and how many bytes the unpacked picture has at least and nearly at most."""
    if len(body) != 13:
        raise InputError("this PNG is damaged", where=where, mend=_MEND)
    wide, high, depth, colours, _, _, _ = struct.unpack(">IIBBBBB", body)
    if not (0 < wide <= _MOST_SIDE and 0 < high <= _MOST_SIDE and wide * high <= _MOST_PIXELS):
        raise InputError(f"this picture of {wide:,} × {high:,} pixels is too large", where=where, mend=_MEND)
    if colours not in _CHANNELS or depth not in (1, 2, 4, 8, 16):
        raise InputError("this PNG is damaged", where=where, mend=_MEND)
    return wide, high, high * (1 + (wide * _CHANNELS[colours] * depth + 7) // 8)


def _whole(packed: list[bytes], expected: int, where: str) -> None:
    """Unpacks as much as there may be and no more: a small file may claim to be an endless one."""
    unpacking, found = zlib.decompressobj(), 0
    # Interlaced pictures have up to seven more bytes for each line.
    most = expected * 2 + 65_536
    try:
        for part in packed:
            while part and found <= most:
                found += len(unpacking.decompress(part, 1 << 20))
                part = unpacking.unconsumed_tail
    except zlib.error as error:
        raise InputError("this PNG is damaged", where=where, mend=_MEND) from error
    if not packed or found < expected * 0.99 or found > most:
        raise InputError("this PNG is damaged", where=where, mend=_MEND)
