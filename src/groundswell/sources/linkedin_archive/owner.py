"""Whose archive it is: told by the profile, the invitations, or by who takes part in the conversations."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from groundswell.domain.activity import Account, Person
from groundswell.domain.keys import folded, person_key
from groundswell.domain.words import Network
from groundswell.sources.common.linkedin import profile_url
from groundswell.sources.common.text import one_line

_BETWEEN_LINKS = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class Owner:
    """The archive's owner, to tell `in` from `out`.

    Attributes:
        account: None where no file says who it is.
        keys: The person keys of their profile URLs.
        names: Their names, folded.
    """

    account: Account | None = None
    keys: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def is_me(self, person: Person | None) -> bool:
        """Whether this is the owner: by profile where both are known, else by name."""
        if person is None:
            return False
        if person.url and self.keys:
            return person.key in self.keys
        return folded(person.name) in self.names


@dataclass(slots=True)
class Tally:
    """How often people appear, by their keys, with the URL and the name they appear under."""

    times: Counter[str] = field(default_factory=Counter)
    faces: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, url: str, name: str) -> None:
        """Counts one appearance."""
        link = profile_url(url)
        key = person_key(Network.LINKEDIN, link, name)
        if key:
            self.times[key] += 1
            self.faces[key] = (link, self.faces.get(key, ("", ""))[1] or one_line(name))


@dataclass(slots=True)
class Clues:
    """What a first look into the files says about the owner.

    Attributes:
        name: From the profile.
        headline: From the profile.
        inviting: Who stands on the owner's side of the invitations.
        talking: Who takes part in how many conversations.
    """

    name: str = ""
    headline: str = ""
    inviting: Tally = field(default_factory=Tally)
    talking: Tally = field(default_factory=Tally)
    _heard: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def hear(self, conversation: str, url: str, name: str, to: str, urls: str) -> None:
        """Takes in who sent a message to whom."""
        heard = self._heard.setdefault(conversation, set())
        links = recipients(urls)
        others = [(links[0], to)] if len(links) == 1 else [(link, "") for link in links] or [("", to)]
        for party in [(url, name), *others]:
            if party not in heard:
                heard.add(party)
                self.talking.add(*party)

    @property
    def conversations(self) -> int:
        """How many conversations were looked at."""
        return len(self._heard)


def recipients(urls: str) -> list[str]:
    """The profile URLs in a cell with several."""
    return [link for link in _BETWEEN_LINKS.split(urls.strip()) if link]


def find_owner(clues: Clues, known: Iterable[Account]) -> Owner:
    """Puts the clues together; an account that is known already keeps its key."""
    accounts = [one for one in known if one.network is Network.LINKEDIN]
    url, name = _most_likely(clues, accounts)
    if not url and not name:
        return as_owner(accounts[0]) if len(accounts) == 1 else Owner()
    key = person_key(Network.LINKEDIN, url, name)
    before = next((one for one in accounts if _is(one, key, name)), None)
    return as_owner(Account(Network.LINKEDIN, before.key if before else key, name, url, clues.headline))


def _most_likely(clues: Clues, accounts: list[Account]) -> tuple[str, str]:
    """The owner's URL and name, as far as they are known."""
    inviting, talking = clues.inviting, clues.talking
    if clues.name:
        for tally in (inviting, talking):
            for key, _ in tally.times.most_common():
                url, name = tally.faces[key]
                if url and folded(name) == folded(clues.name):
                    return url, clues.name
        return "", clues.name
    if inviting.times:
        return inviting.faces[inviting.times.most_common(1)[0][0]]
    for key, times in talking.times.items():
        if 2 * times >= clues.conversations and any(_is(one, key, talking.faces[key][1]) for one in accounts):
            return talking.faces[key]
    ranked = talking.times.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return talking.faces[ranked[0][0]]
    return "", ""


def _is(account: Account, key: str, name: str) -> bool:
    by_profile = "linkedin:in/"
    if key.startswith(by_profile) and account.key.startswith(by_profile):
        return key == account.key
    return bool(name) and folded(name) == folded(account.name)


def as_owner(account: Account) -> Owner:
    """The owner whose account this is."""
    keys = {account.key, person_key(Network.LINKEDIN, profile_url(account.url), "")}
    return Owner(
        account,
        frozenset(key for key in keys if key.startswith("linkedin:in/")),
        frozenset({folded(account.name)} - {""}),
    )
