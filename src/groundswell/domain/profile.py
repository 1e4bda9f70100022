"""What a profile tells of a person, in the forms in which it is compared."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from groundswell.domain.words import Network

_PARENTHESES = re.compile(r"\([^)]*\)|\[[^\]]*\]|[,|·–—].*$")
_LETTERS = re.compile(r"[^\W\d_]+")
_TITLES = frozenset(
    {"dr", "prof", "mr", "mrs", "ms", "herr", "frau", "phd", "mba", "msc", "ing", "dipl", "jr", "sr"}
)
_LINK = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?:/[^\s<>\"'()\[\]]*)?", re.IGNORECASE
)
_FULL_HANDLE = re.compile(
    r"(?<![\w/@.])@([\w.-]{1,64})@((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24})", re.IGNORECASE
)
_AT_FIRM = re.compile(r"(?:\bat\b|@|\bbei\b|\bchez\b)\s*([^|·,;/()\n]{3,60})", re.IGNORECASE)
_HASH = re.compile(r"-[0-9a-f]*[0-9][0-9a-f]*$")
_NO_FIRMS = frozenset(
    {"freelance", "freelancer", "self employed", "selbstandig", "independent", "student", "remote",
     "consultant", "stealth", "stealth startup", "university", "home", "retired", "none", "various",
     "linkedin"}
)  # fmt: skip
_MOST_CHARS = 1_000
_RARE_FROM = 5
_OWN_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of somebody that bears on who they are; `about` is their headline or what they say."""

    id: int
    network: Network
    key: str
    name: str
    url: str
    about: str
    company: str


@dataclass(frozen=True)
class Profile:
    """A person as they are compared.

    Attributes:
        name: The words of the name, folded and sorted.
        full_name: Whether the name is more than one given name, so that it can tell people apart.
        name_only: Whether nothing leads to a profile of theirs.
        handle: The last part of their address, without what a network adds; empty if there is none.
        rare_handle: Whether the handle says more than the name does.
        addresses: What leads to their profile, such as `linkedin.com/in/ana-ruiz`.
        links: Where their profile links to; the same form.
        mentions: Whom their profile names by handle; the same form.
    """

    known: Known
    name: tuple[str, ...]
    full_name: bool
    name_only: bool
    handle: str
    rare_handle: bool
    addresses: frozenset[str]
    links: frozenset[str]
    mentions: frozenset[str]

    @property
    def id(self) -> int:
        """Whose profile it is."""
        return self.known.id

    @property
    def network(self) -> Network:
        """Where it is."""
        return self.known.network

    @cached_property
    def about(self) -> str:
        """What they say of themselves, folded; worked out when asked for, since few are asked."""
        return " ".join(_folded(self.known.about[:_MOST_CHARS]))

    @cached_property
    def firms(self) -> frozenset[str]:
        """Where they say that they work, folded."""
        return _firms(self.known)

    def works_at(self, other: "Profile") -> str:
        """A company of one of the two that the other names too; empty if there is none."""
        for mine, theirs in ((self, other), (other, self)):
            for firm in sorted(mine.firms):
                if firm in theirs.firms or f" {firm} " in f" {theirs.about} ":
                    return firm
        return ""


def profile_of(one: Known) -> Profile:
    """A person as they are compared."""
    words = _name_words(one.name)
    about = one.about[:_MOST_CHARS]
    named = frozenset(f"{host}/@{user}".casefold() for user, host in _FULL_HANDLE.findall(about))
    plain = _FULL_HANDLE.sub(" ", about)
    addresses = _addresses(one)
    handle = _handle(one)
    # A name that is the handle again is no name.
    shown = one.name.strip().casefold().lstrip("@")
    nameless = _signs(shown) == handle or any(address.rpartition("/")[2] == shown for address in addresses)
    if nameless and " " not in shown:
        words = ()
    return Profile(
        known=one,
        name=words,
        full_name=len(words) > 1 or any(not word.isascii() and len(word) > 2 for word in words),
        name_only=not one.url and ":name:" in one.key,
        handle=handle,
        rare_handle=_says_more(handle, words),
        addresses=addresses,
        links=frozenset(address for link in _LINK.findall(plain) if (address := address_of(link)))
        - addresses,
        mentions=named - addresses,
    )


def compatible(one: Profile, other: Profile) -> bool:
    """Whether the names may be one person's: they share a word, or one of them has none."""
    if not one.name or not other.name:
        return True
    shared = set(one.name) & set(other.name)
    return any(len(word) > 2 for word in shared)


def address_of(link: str) -> str:
    """A link as addresses are compared: host without `www` or country, path without what follows it."""
    bare = link.strip().rstrip(".,;:!?/").casefold().removeprefix("https://").removeprefix("http://")
    host, _, path = bare.partition("/")
    host = host.removeprefix("www.")
    if host.endswith(".linkedin.com"):
        host = "linkedin.com"
    path = re.split(r"[?#]", path)[0].rstrip("/")
    if host == "linkedin.com":
        path = "/".join(path.split("/")[:2])
    return f"{host}/{path}" if path else host


def _addresses(one: Known) -> frozenset[str]:
    if not one.url:
        return frozenset()
    address = address_of(one.url)
    host, _, path = address.partition("/")
    if host == "bsky.app" and path.startswith("profile/"):
        # A handle on Bluesky is a name on the web, too.
        return frozenset({address, path.removeprefix("profile/")})
    if one.network is Network.MASTODON and path.startswith("users/"):
        return frozenset({address, f"{host}/@{path.removeprefix('users/')}"})
    return frozenset({address}) if path else frozenset()


def _handle(one: Known) -> str:
    address = address_of(one.url) if one.url else ""
    last = address.rpartition("/")[2]
    if one.network is Network.BLUESKY:
        last = last.partition(".")[0]
    if one.network is Network.LINKEDIN:
        last = _HASH.sub("", last) if "/in/" in address else ""
    return _signs(last)


def _signs(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _says_more(handle: str, words: tuple[str, ...]) -> bool:
    """Whether a handle is more than the name written together, with an initial or a number."""
    if len(handle) < _RARE_FROM:
        return False
    shortest = handle
    for order in permutations(words[:4]):
        rest = handle
        for word in order:
            rest = rest.replace(word, "", 1)
        shortest = min(shortest, rest, key=len)
    return len([sign for sign in shortest if sign.isalpha()]) >= _OWN_LETTERS


def _firms(one: Known) -> frozenset[str]:
    told = [one.company, *_AT_FIRM.findall(one.about[:_MOST_CHARS])]
    firms = {" ".join(_folded(firm)) for firm in told}
    return frozenset(firm for firm in firms if len(firm) > 2 and firm not in _NO_FIRMS)


def _name_words(name: str) -> tuple[str, ...]:
    words = (word for word in _folded(_PARENTHESES.sub(" ", name[:200])) if word not in _TITLES)
    return tuple(sorted(word for word in words if len(word) > 1))


def _folded(text: str) -> list[str]:
    """The words of a text without case, accents, marks and numbers."""
    if text.isascii():
        return _LETTERS.findall(text.casefold())
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _LETTERS.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
