"""Content lines as vCard (RFC 6350, RFC 2426) and iCalendar (RFC 5545) share them: escaped and folded."""

from collections.abc import Iterable

_LONGEST_BYTES = 75


def line(name: str, *values: str) -> str:
    """One line with text values, which are parted by semicolons; folded, with its line ends."""
    return raw(name, ";".join(escaped(value) for value in values))


def listed(name: str, values: Iterable[str]) -> str:
    """One line with a list of text values, which are parted by commas."""
    return raw(name, ",".join(escaped(value) for value in values))


def raw(name: str, value: str) -> str:
    """One line whose value is no text, such as a date or an address; nothing in it ends the line."""
    return folded(f"{name}:{''.join(sign for sign in value if sign.isprintable())}")


def escaped(text: str) -> str:
    """Text as a value: no sign of it parts values or ends the line."""
    kept = "".join(sign for sign in text.replace("\r\n", "\n") if sign.isprintable() or sign == "\n")
    for sign, stands in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        kept = kept.replace(sign, stands)
    return kept


def folded(text: str) -> str:
    """A line in parts of at most 75 bytes, none of which breaks a letter; with line ends."""
    parts, held, room = list[str](), "", _LONGEST_BYTES
    for sign in text:
        size = len(sign.encode())
        if size > room:
            parts.append(held)
            held, room = " ", _LONGEST_BYTES - 1
        held, room = held + sign, room - size
    return "\r\n".join([*parts, held]) + "\r\n"
