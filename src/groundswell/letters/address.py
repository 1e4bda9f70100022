"""What a sender's name and address tell: whether anybody reads an answer, and whether it is a person."""

import re
from email.utils import parseaddr

from groundswell.letters.cues import shapes


def split(sender: str) -> tuple[str, str]:
    """Name and address of a `From`; either may be empty. Never fails."""
    name, address = parseaddr(sender[:400])
    if "@" not in address:
        found = re.search(r"[^\s<>\"(),;]{1,64}@[^\s<>\"(),;]{1,128}", sender[:400])
        address = found[0] if found else ""
        name = name or re.sub(r"<[^>]*>", "", sender[:400]).replace(address, "").strip(" \"'")
    return name.strip(), address.strip()


def unread(sender: str) -> bool:
    """Whether the address itself says that nobody reads what is sent to it."""
    name, address = split(sender)
    local, _, host = address.partition("@")
    return bool(
        shapes()["nobody_reads"].search(local)
        or re.search(r"(?:^|\.)(?:no-?reply|bounces?)\.", host, re.IGNORECASE)
        or re.search(r"\bno[- ]?reply\b|do[- ]?not[- ]?reply", name, re.IGNORECASE)
    )


def is_person(sender: str) -> bool:
    """Whether somebody signs with a name of their own rather than an office."""
    name, address = split(sender)
    local = address.partition("@")[0]
    return (
        bool(name)
        and not shapes()["office"].search(name)
        and (len(name.split()) > 1 or not shapes()["office"].search(local))
    )
