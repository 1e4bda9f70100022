"""Ways to meet a comment, and drafts of an answer to it."""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.checking import Check
from groundswell.domain.reading import Reading


class Path(StrEnum):
    """A way to meet a comment; `hit_back` is never drafted, it is only told what it would do."""

    LEAVE = "leave"
    HIT_BACK = "hit_back"
    UNDERSTAND = "understand"


class Move(StrEnum):
    """One thing that a reply does; a reply is one to three of them."""

    ACKNOWLEDGE = "acknowledge"
    """Meets the feeling."""
    RESTATE = "restate"
    """Says the point back in the other's own words."""
    OWN = "own"
    """Grants what is true in it."""
    THANK = "thank"
    """For the specific thing."""
    ASK = "ask"
    """One open question."""
    FACT = "fact"
    """Something that the user has said before, or gives now."""
    PRIVATE = "private"
    """Offers to go on in private."""
    COMPANY = "company"
    """Stays with somebody in a hard place."""
    HELP = "help"
    """Names where somebody answers at any hour."""
    CLOSE = "close"
    """Ends it kindly."""


class Does(StrEnum):
    """What a comment does, as far as it decides how it is met."""

    DANGER = "danger"
    """Hints that its writer may harm themselves."""
    DISTRESS = "distress"
    THREAT = "threat"
    """Threatens, or attacks for what somebody is: nothing is answered."""
    INSULT = "insult"
    SPAM = "spam"
    OPPORTUNITY = "opportunity"
    PERMISSION = "permission"
    """Asks whether something of the user's may be used."""
    QUESTION = "question"
    CALLS_IT_A_PITCH = "calls_it_a_pitch"
    CORRECTION = "correction"
    """Puts a fact right."""
    FEEDBACK = "feedback"
    DISAGREEMENT = "disagreement"
    OFFER_OF_HELP = "offer_of_help"
    SHARED_EXPERIENCE = "shared_experience"
    GRATITUDE = "gratitude"
    PRAISE = "praise"
    WISH = "wish"
    """Wishes well: luck, strength."""
    JOKE = "joke"
    CHEER = "cheer"
    """One word, or signs alone."""
    REMARK = "remark"
    """Says something that is none of the others, or where triage is not sure."""
    ASIDE = "aside"
    """A tag, a word among others: nothing that could be answered."""


class Want(StrEnum):
    """What the user wants from answering."""

    ANSWER = "answer"
    """Meet it, as it fits."""
    LEARN = "learn"
    """Understand what is behind it: asks first."""
    CALM = "calm"
    """Grant what is true, and end it kindly."""
    PRIVATE = "private"
    """Go on in private."""
    THANK = "thank"


@dataclass(frozen=True, slots=True)
class Comment:
    """Something that is to be answered, with what is known around it; what is unknown stays empty.

    Attributes:
        key: What is the same for the same comment; drafts follow from it.
        name: Its writer's name, as their network says it.
        post: What it answers.
        reading: What triage says of it; without one, what it does is told from its words alone.
        to_another: Whether it answers another commenter and not the user.
        tie: 0–1, how well its writer and the user know each other.
    """

    key: str
    text: str
    name: str = ""
    post: str = ""
    reading: Reading | None = None
    to_another: bool = False
    tie: float = 0.0


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that could go out. Nothing sends them.

    Attributes:
        moves: What they do, in order.
        check: What the check says of them; none where there was no check.
        by: The model that wrote them; empty for none.
    """

    text: str
    moves: tuple[Move, ...]
    language: str
    check: Check | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One path, what speaks for it, what it costs, and drafts where there are any."""

    path: Path
    say: str
    cost: str
    drafts: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossroads:
    """The three paths from one comment.

    Attributes:
        point: What the comment says, in a few of its own words; empty where it has none.
        best: The path that is shown first.
        nothing: Why there is nothing to say; empty where there are drafts.
        needs: What only the user can give, such as the answer to a question; empty for nothing.
        notes: What went otherwise than the user set it, such as that her model did not answer.
    """

    id: str
    does: Does
    point: str
    best: Path
    choices: tuple[Choice, ...]
    nothing: str = ""
    needs: str = ""
    notes: tuple[str, ...] = ()

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All drafts, the best first."""
        return tuple(draft for choice in self.choices for draft in choice.drafts)
