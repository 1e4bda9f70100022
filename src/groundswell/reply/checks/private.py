"""Personal data that a text would give away."""

import re
from bisect import bisect
from collections.abc import Iterator

_STREET = "Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Court|Close|Terrace|Place"
_PATTERNS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("a mail address", r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,4}"),
        ("a bank account", r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\b"),
        ("a card number", r"\b(?:\d[ -]?){13,19}\b"),
        (
            "a phone number",
            r"(?<![\w/])(?:\+|00)\d[\d ()./-]{6,18}\d\b"
            r"|(?<![\w/.-])0\d{1,4}[ /-]\d[\d /-]{4,12}\d\b|\(\d{3}\) ?\d{3}-\d{4}\b",
        ),
        ("a social security number", r"\b\d{3}-\d{2}-\d{4}\b"),
        (
            "a street address",
            rf"\b\d{{1,4}}[a-z]? (?:[A-Z][\w'’-]+ ){{1,3}}(?:{_STREET})\b"
            r"|\b[A-ZÄÖÜ][\w-]+(?:straße|strasse|str\.|weg|gasse|platz) \d{1,4}[a-z]?\b"
            r"|\b(?:[Rr]ue|[Cc]alle|[Rr]ua|[Vv]ia|[Uu]l\.) (?:[\w'’-]+ ){1,3},? ?\d{1,4}\b",
        ),
    )
)


def private(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of what stands in a text that strangers should not read."""
    # In the order of the text, so that only the neighbours need a look, however much a stranger wrote.
    taken: list[tuple[int, int]] = []
    for name, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            begin, end = found.span()
            if name == "a card number" and not _checks(found[0]):
                continue
            at = bisect(taken, (begin, end))
            if (not at or taken[at - 1][1] <= begin) and (at == len(taken) or end <= taken[at][0]):
                taken.insert(at, (begin, end))
                yield begin, end, name


def _checks(number: str) -> bool:
    """Whether the last digit is that of a card (Luhn 1960)."""
    digits = [int(one) for one in number if one.isdigit()][::-1]
    return sum(digits[::2]) % 10 == (-sum(sum(divmod(2 * one, 10)) for one in digits[1::2])) % 10
