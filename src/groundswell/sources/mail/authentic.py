"""Whether the server that received a mail found that LinkedIn really sent it.

Anybody can write any sender into a mail. The receiving server checks it (DKIM, DMARC) and writes what it
found into `Authentication-Results` (RFC 8601), on top of what the mail brought along; so only what the
topmost of these fields' server wrote can say that a mail is genuine, while any of them may say it is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.sources.common.linkedin import is_linkedin
from groundswell.sources.common.mime import Headers

_AROUND_EQUALS = re.compile(r"\s*=\s*")


@dataclass(frozen=True, slots=True)
class _Found:
    """What a server found by one method; `about` is the domain, if it names it."""

    server: str
    method: str
    result: str
    about: str


def is_forged(headers: Headers) -> bool:
    """Whether a mail with a sender at LinkedIn failed the check of its sender.

    A mail whose receiver wrote down nothing about signatures is not called forged: it cannot be told.
    """
    fields = [_pieces(field.lower()) for field in headers.every("Authentication-Results")]
    found = [one for field in fields for one in _results(field)]
    if any(one.method == "dmarc" and one.result == "fail" for one in found):
        return True
    receiver = _server(fields[0]) if fields else ""
    checks = [one for one in found if one.server == receiver and one.method in {"dkim", "dmarc"}]
    return bool(checks) and not any(one.result == "pass" and is_linkedin(one.about) for one in checks)


def _server(field: list[str]) -> str:
    """Whose field it is; a provider's servers share a domain, such as `dkim.` and `dmarc.mail.example`."""
    labels = field[0].partition(" ")[0].split(".")
    # Many could be called `something.co.uk`.
    return ".".join(labels[-2:] if len(labels) > 2 and len(labels[-2]) > 3 else labels[-3:])


def _results(field: list[str]) -> Iterator[_Found]:
    for result in field[1:]:
        method, *properties = (word.partition("=") for word in _AROUND_EQUALS.sub("=", result).split())
        told = {before: after for before, _, after in properties}
        about = told.get("header.d") or told.get("header.i") or told.get("header.from") or ""
        yield _Found(_server(field), method[0], method[2], about.rpartition("@")[2])


def _pieces(field: str) -> list[str]:
    """What stands between semicolons, without what is quoted or in brackets: senders choose those words."""
    pieces, depth, quoted, escaped = [""], 0, False, False
    for char in field:
        if escaped:
            escaped = False
        elif char == "\\" and (quoted or depth):
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
        elif quoted:
            continue
        elif char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif char == ";" and not depth:
            pieces.append("")
        elif not depth:
            pieces[-1] += char
    first, *rest = (piece.strip() for piece in pieces)
    return [first, *filter(None, rest)]
