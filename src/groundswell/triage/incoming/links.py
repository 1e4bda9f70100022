"""Addresses that play somebody else's: links and mail addresses in a message."""

import re
from collections.abc import Iterator

_HOST = re.compile(
    r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,24})(?=[/\s,.;:!?)\]\"']|$)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,4}[a-z]{2,24})", re.IGNORECASE)
_OFTEN_PLAYED = (
    "linkedin", "google", "microsoft", "amazon", "apple", "paypal", "facebook", "instagram", "whatsapp",
    "netflix", "indeed", "dhl", "fedex", "github", "tesla", "shopify", "meta", "upwork", "stripe",
)  # fmt: skip
"""Names that are played most; none of their own addresses has more before the ending than the name."""
_CHEAP = frozenset(["top", "xyz", "click", "icu", "cyou", "rest", "buzz", "monster", "site", "sbs", "cfd"])
"""Endings that cost next to nothing, so that they are used up by the thousand."""
_FREE = frozenset(
    [
        "gmail.com",
        "outlook.com",
        "hotmail.com",
        "yahoo.com",
        "proton.me",
        "gmx.de",
        "gmx.net",
        "web.de",
        "mail.com",
    ]
)
_LOOKS = str.maketrans({"0": "o", "1": "l", "5": "s", "3": "e", "i": "l", "|": "l"})
_DUTIES = re.compile(
    r"hr\b|\bhr|recruit|career|hiring|job|talent|payroll|support|admin|verif|secur|login|account|claim|kyc|update",
    re.IGNORECASE,
)
"""What such addresses say that they are for."""
_SHORT_LABEL = 3
"""Letters of labels such as `co` in `co.uk`."""


def played(text: str) -> Iterator[tuple[int, int]]:
    """Where hosts stand that look like another's, or mail addresses that a firm would not write from."""
    for found in _HOST.finditer(text):
        if _plays(found[1].casefold()):
            yield found.span(1)
    for found in _MAIL.finditer(text):
        if (found[2].casefold() in _FREE and _DUTIES.search(found[1])) or _plays(found[2].casefold()):
            yield found.span()


def _plays(host: str) -> bool:
    *labels, ending = host.split(".")
    own = labels[-1] if len(labels[-1]) > _SHORT_LABEL or len(labels) == 1 else labels[-2]
    if own in _OFTEN_PLAYED:
        return False
    parts = {_alike(part) for part in re.split(r"[-.]", host)}
    for name in _OFTEN_PLAYED:
        if _alike(name) in parts or _one_off(own, name) or (name in own and _DUTIES.search(host)):
            return True
    return ending in _CHEAP and "-" in own


def _alike(name: str) -> str:
    """A name in which letters that look alike are one."""
    return name.replace("rn", "m").translate(_LOOKS)


def _one_off(host: str, name: str) -> bool:
    """Whether a name differs by one letter, of those long enough for that to say something."""
    if len(name) < 6 or abs(len(host) - len(name)) > 1 or host == name:
        return False
    if len(host) == len(name):
        return sum(one != other for one, other in zip(host, name, strict=True)) == 1
    longer, shorter = max(host, name, key=len), min(host, name, key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
