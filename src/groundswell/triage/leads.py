"""What may become of something that was offered: a job, a client, a talk …, told by named signs."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from groundswell.domain.kept import LeadKind

_END = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_LEAST_WORDS, _LONGEST_TITLE = 4, 110
_NO_SIGN = "nothing says what it may become; choose for yourself"


@dataclass(frozen=True, slots=True)
class Guess:
    """What something may become.

    Attributes:
        why: The reason in a few words.
        sign: The words that it stands on; empty where there are none.
    """

    kind: LeadKind
    why: str
    sign: str = ""


def guess(text: str, *, hires: bool = False) -> Guess:
    """What kind of lead a text may be; something to do together where no sign tells.

    Args:
        hires: Whether its writer is known to hire: then what is only to be done together is a job.
    """
    for kind, why, patterns in _signs():
        hit = min(
            (found for one in patterns if (found := one.search(text))),
            key=lambda found: found.start(),
            default=None,
        )
        if hit and not (hires and kind is LeadKind.COLLABORATION):
            return Guess(kind, why, hit[0])
    if hires:
        return Guess(LeadKind.JOB, "they hire, by what they say")
    return Guess(LeadKind.COLLABORATION, _NO_SIGN)


def title_of(text: str) -> str:
    """What is offered, in the words of a text: the sentence with the sign, else the first that says much."""
    sentences = [found for found in _END.split(" ".join(text.split())) if found]
    sign = guess(text).sign
    weighty = [one for one in sentences if len(one.split()) >= _LEAST_WORDS] or sentences
    chosen = next((one for one in weighty if sign and sign in one), weighty[0] if weighty else "")
    if len(chosen) <= _LONGEST_TITLE:
        return chosen
    return chosen[:_LONGEST_TITLE].rpartition(" ")[0] + "…"


@cache
def _signs() -> Sequence[tuple[LeadKind, str, Sequence[re.Pattern[str]]]]:
    told = tomllib.loads((Path(__file__).parent / "leads.toml").read_text(encoding="utf-8"))
    return [
        (LeadKind(name), one["why"], [re.compile(part, re.IGNORECASE) for part in one["find"]])
        for name, one in told.items()
    ]
