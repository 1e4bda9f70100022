"""One thing that was said, and everything that it takes to decide how to meet it."""

from dataclasses import dataclass

from groundswell.domain.answers import Answer, How
from groundswell.domain.drafting import Crossroads, Does, Path, Want
from groundswell.domain.words import Kind
from groundswell.services.inbox import paging as inbox
from groundswell.services.inbox.paging import Whole
from groundswell.services.own_model import chosen
from groundswell.services.people.person import PersonView, person_view
from groundswell.services.replies.aftermath import Followed, followed
from groundswell.services.replies.drafting import draft
from groundswell.services.replies.noting import latest
from groundswell.services.replies.readers import Readers, readers_of
from groundswell.services.replies.results import Results, told_by
from groundswell.services.workspace import Workspace
from groundswell.store.persons import Passed

_EARLIER = 4
_SPOKEN = (Kind.COMMENT, Kind.MESSAGE, Kind.INVITATION, Kind.MENTION, Kind.QUOTE)


@dataclass(frozen=True, slots=True)
class Crossing:
    """What is seen at the crossroads.

    Attributes:
        person: Who said it, with what lies between the two; none where it is not known.
        above: What was said before it in the same exchange, the oldest first; `below` what came after.
        elsewhere: What else was said between the two, the newest first.
        aside: Words that were put aside, if nothing was done with them since.
        copied: Words that were copied, to be pasted where it was said, if nothing was done since.
        came: What came of her answers to this, the oldest first.
        results: What came of her answers to anything.
        has_model: Whether a model of her own can be asked for drafts.
    """

    whole: Whole
    met: Crossroads
    person: PersonView | None
    above: tuple[Passed, ...]
    below: tuple[Passed, ...]
    elsewhere: tuple[Passed, ...]
    readers: Readers
    aside: Answer | None
    copied: Answer | None
    came: tuple[Followed, ...]
    results: Results
    has_model: bool


def cross(
    workspace: Workspace,
    interaction_id: int,
    want: Want = Want.ANSWER,
    fact: str = "",
    *,
    ask_model: bool = False,
) -> Crossing:
    """Everything that is known around one thing said to the user, with the paths from it.

    Args:
        fact: What only she can say, for the drafts.
        ask_model: Whether her own model writes them, which may take half a minute.

    Raises:
        NotFound: There is no such item.
        UsageError: The draft writer of the settings is not installed.
        DamagedFile: What the check or the writer needs is not what it should be.
    """
    whole = inbox.whole(workspace, interaction_id)
    person = person_view(workspace, whole.item.person_id) if whole.item.person_id is not None else None
    places = [one.id for one in whole.exchange]
    at = places.index(interaction_id) if interaction_id in places else len(places)
    around = {*places, interaction_id}
    spoken = [one for one in person.passed if one.kind in _SPOKEN and one.id not in around] if person else []
    met = draft(workspace, interaction_id, want, fact=fact, ask_model=ask_model).crossroads
    led_to = followed(workspace)
    last = latest(workspace, interaction_id)
    met, results = told_by([one.round for one in led_to], met)
    return Crossing(
        whole,
        met,
        person,
        whole.exchange[:at],
        whole.exchange[at + 1 :],
        tuple(spoken[:_EARLIER]),
        readers_of(workspace, whole.item),
        last if last and last.how is How.ASIDE else None,
        last if last and last.how is How.COPIED else None,
        tuple(one for one in reversed(led_to) if one.answer.target == met.id),
        results,
        chosen(workspace) is not None,
    )


_DOES = {
    Does.DANGER: "It sounds as if they may harm themselves",
    Does.DISTRESS: "They seem to be in a hard place",
    Does.THREAT: "It threatens, or attacks somebody for what they are",
    Does.INSULT: "It goes against you and not against what you wrote",
    Does.SPAM: "It was not written to you",
    Does.OPPORTUNITY: "It may be an offer",
    Does.PERMISSION: "They ask whether they may use something of yours",
    Does.QUESTION: "They ask something",
    Does.CALLS_IT_A_PITCH: "They take it for selling",
    Does.CORRECTION: "They put something right",
    Does.FEEDBACK: "They say what could be better",
    Does.DISAGREEMENT: "They see it differently",
    Does.OFFER_OF_HELP: "They offer help",
    Does.SHARED_EXPERIENCE: "They tell something of themselves",
    Does.GRATITUDE: "They thank you",
    Does.PRAISE: "They like what you wrote",
    Does.WISH: "They wish you well",
    Does.JOKE: "They joke",
    Does.CHEER: "They cheer",
    Does.REMARK: "They say something of their own",
    Does.ASIDE: "It asks nothing of you",
}


def headline(crossing: Crossing) -> str:
    """How it stands and what to do, in one sentence."""
    met = crossing.met
    if met.does is Does.THREAT:
        todo = "no answer makes it better"
    elif met.best is Path.LEAVE:
        todo = "you can leave it"
    elif met.does in (Does.DANGER, Does.DISTRESS):
        todo = "be there for a moment"
    else:
        todo = "a few lines are enough"
    return f"{_DOES[met.does]}; {todo}."
