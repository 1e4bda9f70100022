"""A job seeker's view: which mails answer an application, how kindly, and who never answered."""

import re
from collections.abc import Iterable, Sequence

from groundswell.domain.letters import Application, Item, Letter, LetterCheck, Manner, Received
from groundswell.letters import address
from groundswell.letters.cues import found, shapes

_KIND, _FAIR, _YES = 4.0, 3.0, 0.5
_LIKELY = 0.6
_WORD = re.compile(r"[^\W_]+")
_FORMS = frozenset(
    [
        "gmbh",
        "ag",
        "kg",
        "ltd",
        "llc",
        "inc",
        "plc",
        "sa",
        "sas",
        "sarl",
        "srl",
        "bv",
        "nv",
        "oy",
        "ab",
        "the",
        "co",
        "company",
        "group",
    ]
)
_ANYBODY = frozenset(["gmail", "googlemail", "outlook", "hotmail", "yahoo", "icloud", "gmx", "web", "proton"])
"""Mail providers, whose address tells nothing of a firm."""


class Seeking:
    """What a mailbox and a list tell of somebody's applications.

    Args:
        letters: All mails, of which some speak of an application.
    """

    def __init__(self, letters: Iterable[Letter], applications: Sequence[Application]) -> None:
        self._applications = applications
        self._domains = {
            domain
            for one in letters
            if _speaks(one) and not _is_other(one)
            for domain in [_domain(address.split(one.sender)[1])]
            if domain.partition(".")[0] not in _ANYBODY
        }

    def is_answer(self, letter: Letter, check: LetterCheck) -> bool:
        """Whether a mail answers an application with no, or leaves it open: it speaks of one, and decides.

        A mail from where an application went, or from where another spoke of one, need not speak of it again.
        """
        if _is_other(letter):
            return False
        listed = any(_fits(letter, one) for one in self._applications)
        known = listed or _domain(address.split(letter.sender)[1]) in self._domains
        decides = _says_no(letter) or found("hold", letter.body) is not None
        likely = check.scores[Item.CLEAR] >= (_YES if listed else _LIKELY)
        return (decides and (known or _speaks(letter))) or (likely and known and _speaks_of_own(letter))


def _speaks(letter: Letter) -> bool:
    """Whether a mail speaks of jobs, places or grants."""
    told = f"{letter.sender}\n{letter.subject}\n{letter.body}"
    return shapes()["applying"].search(told) is not None


def _speaks_of_own(letter: Letter) -> bool:
    """Whether a mail speaks of the reader's own application."""
    return shapes()["own_application"].search(f"{letter.subject}\n{letter.body}") is not None


def _is_other(letter: Letter) -> bool:
    """Whether a mail says by its words that it is something else: a receipt, an invitation, a bill …"""
    return bool(
        shapes()["other_subject"].search(letter.subject) or shapes()["other_body"].search(letter.body)
    )


def _says_no(letter: Letter) -> bool:
    """Whether the no stands there in words that are known, whatever the learned part makes of the rest."""
    return bool(found("no", letter.body) or shapes()["given_away"].search(letter.body))


def rejects(letter: Letter) -> bool:
    """Whether a mail or a message, by its words alone, speaks of an application and says no."""
    return not _is_other(letter) and _speaks(letter) and _says_no(letter)


def manner(letter: Letter, check: LetterCheck) -> Manner:
    """How an answer answers."""
    if check.scores[Item.CLEAR] < _YES and not _says_no(letter):
        return Manner.UNCLEAR
    if check.overall >= _KIND:
        return Manner.KIND
    return Manner.FAIR if check.overall >= _FAIR else Manner.COLD


def matched(
    answers: Iterable[tuple[Letter, LetterCheck]], applications: Sequence[Application]
) -> tuple[list[Received], list[Application]]:
    """The answers, each with its application where one is on the list; and the applications without any."""
    received, answered = [], set[int]()
    for letter, check in answers:
        place = next(
            (at for at, one in enumerate(applications) if at not in answered and _fits(letter, one)), None
        )
        if place is None:
            place = next((at for at, one in enumerate(applications) if _fits(letter, one)), None)
        if place is not None:
            answered.add(place)
        told = None if place is None else applications[place]
        received.append(Received(letter, check, manner(letter, check), told))
    return received, [one for at, one in enumerate(applications) if at not in answered]


def _fits(letter: Letter, one: Application) -> bool:
    """Whether a mail may answer an application: it comes from the address's domain, or names the firm."""
    if one.at is not None and letter.at is not None and letter.at < one.at:
        return False
    name, sender = address.split(letter.sender)
    domain = _domain(sender)
    if one.address and domain and _domain(one.address) == domain:
        return domain.partition(".")[0] not in _ANYBODY
    words = [word for word in _WORD.findall(one.firm.casefold()) if word not in _FORMS]
    if not words:
        return False
    if "".join(words) in domain.replace("-", "").replace(".", ""):
        return True
    told = " ".join(_WORD.findall(f"{name} {letter.subject} {letter.body}".casefold()))
    return f" {' '.join(words)} " in f" {told} "


def _domain(mail: str) -> str:
    """The last two parts of an address's host, or three where the last two are short (`co.uk`)."""
    parts = mail.rpartition("@")[2].casefold().split(".")
    short = len(parts) > 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3:] if short else parts[-2:])
