"""What the user said of whom she may turn to, and each time that she did: what follows from the log.

People are named by their natural keys, which outlive their rows; somebody whom no network knows has a key of
her own making and a name in the log.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from groundswell.domain.support import Confidant, Leaned, Support, Went

NO_NETWORK = "kept:"
"""What the keys of people begin with whom no network knows."""


class LeanDoes(StrEnum):
    """What one press does.

    `set` says how somebody may be turned to, in place of what was said before; `leave` that they are not to
    be named any more; `turned` that she turned to somebody; `went` how a time went; `hush` that she is not to
    be asked how it went.
    """

    SET = "set"
    LEAVE = "leave"
    TURNED = "turned"
    WENT = "went"
    HUSH = "hush"


@dataclass(frozen=True, slots=True)
class LeanWord:
    """One press of the user, which stands or was taken back as a whole.

    Attributes:
        person: Key of whom it is about.
        at: Epoch milliseconds.
        about: For `went` and `hush`, the id of the word that says that she turned to them.
        sent: For `turned`, the key in the outbox of what went out; empty where she did it by hand.
        told: For `set` the values of `Trusted`, for `turned` the `support`, for `went` how it `went`.
    """

    id: int
    does: LeanDoes
    person: str
    at: int
    about: int | None = None
    sent: str = ""
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trusted:
    """Somebody to whom she may turn, as she has set it.

    Attributes:
        name: What she calls them where no network knows them; else empty.
        phone: Where they are called; empty for not told.
        near: Whether they could come over.
    """

    confidant: Confidant
    name: str = ""
    phone: str = ""
    near: bool = False

    def values(self) -> dict[str, object]:
        """As the log keeps it; the tie and what kind of time they have are none of the user's settings."""
        one = self.confidant
        return {
            "name": self.name, "phone": self.phone, "near": self.near, "a_month": one.a_month,
            "rest_days": one.rest_days, "good_at": sorted(one.good_at), "zone": one.zone,
            "wakes": one.wakes, "sleeps": one.sleeps,
        }  # fmt: skip

    @classmethod
    def of(cls, key: str, told: Mapping[str, object]) -> "Trusted":
        """From the values; what is missing or not understood is as it is by default."""
        plain = Confidant(key)
        good_at, known = told.get("good_at"), {one.value: one for one in Support}
        one = Confidant(
            key,
            a_month=max(1, round(_number(told.get("a_month"), plain.a_month))),
            rest_days=max(0.0, _number(told.get("rest_days"), plain.rest_days)),
            good_at=frozenset(known[each] for each in good_at if each in known)
            if isinstance(good_at, list)
            else plain.good_at,
            zone=str(told.get("zone") or ""),
            wakes=round(_number(told.get("wakes"), plain.wakes)) % 24,
            sleeps=round(_number(told.get("sleeps"), plain.sleeps)) % 25,
        )
        return cls(one, str(told.get("name") or ""), str(told.get("phone") or ""), bool(told.get("near")))


@dataclass(frozen=True, slots=True)
class Time:
    """One time that she turned to somebody.

    Attributes:
        word: The id of the word that says so.
        sent: See `LeanWord`.
        hushed: Whether she wants not to be asked how it went.
    """

    word: int
    leaned: Leaned
    sent: str = ""
    hushed: bool = False


@dataclass(frozen=True, slots=True)
class Leaning:
    """What follows from the words that stand: whom she may turn to, and the times that she did, both in the
    order in which they were said."""

    trusted: Mapping[str, Trusted]
    times: tuple[Time, ...]


def leaning(standing: Iterable[LeanWord]) -> Leaning:
    """What follows from words that were not taken back, whatever order they are given in."""
    trusted, times = dict[str, Trusted](), dict[int, Time]()
    for word in sorted(standing, key=lambda one: one.id):
        if word.does is LeanDoes.SET:
            trusted[word.person] = Trusted.of(word.person, word.told)
        elif word.does is LeanDoes.LEAVE:
            trusted.pop(word.person, None)
        elif word.does is LeanDoes.TURNED:
            support = Support(str(word.told.get("support") or Support.LISTEN))
            times[word.id] = Time(word.id, Leaned(word.person, word.at, support), word.sent)
        elif word.about in times:
            time = times[word.about]
            if word.does is LeanDoes.WENT:
                time = replace(time, leaned=replace(time.leaned, went=Went(str(word.told["went"]))))
            times[word.about] = replace(time, hushed=True)
    return Leaning(trusted, tuple(times.values()))


def _number(told: object, otherwise: float) -> float:
    return float(told) if isinstance(told, int | float) else otherwise
