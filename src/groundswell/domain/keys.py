"""Natural keys: the same thing gets the same key, whichever file or network call it came by.

A LinkedIn URN's number shifted right by 22 bits is its creation time in epoch milliseconds; posts that
carry a `share` number in one file and an `activity` number in another are joined by that time.
"""

import re
from hashlib import blake2b
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from groundswell.domain.words import Network

_URN = re.compile(r"(activity|share|ugcPost)[:\-_](\d{6,20})", re.IGNORECASE)
_COMMENT_URN = re.compile(
    r"comment:\((?:urn:li:)?(activity|share|ugcPost):(\d{1,20}),\s*(\d{1,20})\)", re.IGNORECASE
)
_PROFILE = re.compile(r"https://www\.linkedin\.com/(in/[a-z0-9-]{1,200})")
"""A profile link as most files spell it, whose key needs no closer look."""
_SPACE = re.compile(r"\s+")
_LINKEDIN_EPOCH_MS = 1_041_379_200_000  # 2003-01-01, the network's founding year
_LATEST_MS = 4_102_444_800_000  # 2100-01-01


def digest(*parts: str) -> str:
    """A 128-bit hexadecimal digest of the parts in their order."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def folded(text: str) -> str:
    """Text as it is compared: compatibility-normalised, case folded, white space collapsed."""
    return _SPACE.sub(" ", normalize("NFKC", text)).strip().casefold()


def person_key(network: Network, url: str, name: str) -> str:
    """`linkedin:in/jane-doe` from a profile URL, else `linkedin:name:jane doe`; empty if neither is known."""
    usual = _PROFILE.fullmatch(url)
    if usual and network is Network.LINKEDIN:
        return f"linkedin:{usual[1]}"
    host, path = _split(url)
    if path:
        steps = path.split("/")
        keep = steps[:2] if steps[0] in {"in", "company", "school", "pub"} else steps
        shown = "" if network is Network.LINKEDIN else f"{host}/"
        return f"{network}:{shown}{'/'.join(keep)}"
    return f"{network}:name:{folded(name)}" if name.strip() else ""


def _split(url: str) -> tuple[str, str]:
    """Host and path of a link as they are compared; both empty for what is no link."""
    try:
        parts = urlsplit(url if "//" in url else f"https://{url}")
    except ValueError:
        return "", ""
    return parts.netloc.casefold(), unquote(parts.path).strip("/").casefold()


def linkedin_post_key(link: str) -> str:
    """`linkedin:activity:7345…` from any link or URN of a LinkedIn post; empty if there is none."""
    found = _URN.search(unquote(unquote(link)))
    if found is None:
        return ""
    kind = {"activity": "activity", "share": "share", "ugcpost": "ugcPost"}[found[1].lower()]
    return f"linkedin:{kind}:{found[2]}"


def linkedin_comment_key(link: str) -> str:
    """`linkedin:comment:<post>:<comment>` (their numbers) from a link or URN; empty if there is none."""
    found = _COMMENT_URN.search(unquote(unquote(link)))
    return f"linkedin:comment:{found[2]}:{found[3]}" if found else ""


def linkedin_created(key: str) -> int | None:
    """The creation time in epoch milliseconds inside a LinkedIn key's last number, if plausible."""
    number = key.rpartition(":")[2]
    if not (number.isascii() and number.isdecimal()):
        return None
    instant = int(number) >> 22
    return instant if _LINKEDIN_EPOCH_MS < instant < _LATEST_MS else None


def comment_fingerprint(post: str, person: str, text: str) -> str:
    """Says that two comments without a shared id are the same: same post, same person, same words."""
    return digest("comment", post, person, folded(text))
