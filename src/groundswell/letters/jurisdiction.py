"""Where the law makes it wise to say little of why.

What is said here is caution, not law: `docs/letters.md` names the sources. Nowhere is a reason advised that
touches what the law protects (sex, age, origin, belief, disability, family, union …).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from groundswell.domain.countries import country_code
from groundswell.domain.letters import Reasons
from groundswell.letters.address import split


@dataclass(frozen=True, slots=True)
class Caution:
    """What is wise in one country.

    Attributes:
        law: The rule that a reason may be held against, by its short name.
        say: What to tell the sender where the letter gives no reason.
    """

    reasons: Reasons
    law: str
    say: str


_ADVISED = "One true, job-related reason would spare them the guessing."
_SPARING = (
    "Under the {law} a careless reason can be held against the sender, so none is needed here. A plain "
    "requirement of the advert that was not met may be named; anything else is better told by telephone, "
    "if at all."
)
_CAREFUL: Mapping[str, tuple[Reasons, str]] = MappingProxyType(
    {
        "DE": (Reasons.SPARING, "AGG (§§ 7, 15, 22)"),
        "AT": (Reasons.SPARING, "Gleichbehandlungsgesetz"),
        "US": (Reasons.SPARING, "federal and state anti-discrimination law (Title VII, ADA, ADEA)"),
    }
)
ANYWHERE = Caution(Reasons.ADVISED, "", _ADVISED)
_COUNTRY = re.compile(r"\.([a-z]{2})$", re.IGNORECASE)
_NO_COUNTRY = frozenset({"EU", "IO", "AI", "CO", "ME", "TV", "FM", "LY"})


def caution_for(country: str, told: Reasons | None = None) -> Caution:
    """What is wise in a country, by its two letters, unless the sender decided otherwise (`told`)."""
    known, law = _CAREFUL.get(country, (Reasons.ADVISED, ""))
    reasons = told or known
    if reasons is Reasons.ADVISED:
        return Caution(reasons, law, _ADVISED)
    if reasons is Reasons.SILENT:
        return Caution(
            reasons, law, "You decided to give no reasons in writing; an offer to talk would help."
        )
    return Caution(reasons, law, _SPARING.format(law=law or "law against discrimination"))


def country_of(sender: str) -> str:
    """The country that an address belongs to by its last letters; empty where they name none."""
    found = _COUNTRY.search(split(sender)[1])
    code = country_code(found[1]) if found else ""
    return "" if code in _NO_COUNTRY else code
