"""What is given to new connections and followers: a note of thanks, a follow in return; each by a press."""

from collections.abc import Collection
from dataclasses import dataclass

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.answers import How, MadeOf
from groundswell.domain.errors import UsageError
from groundswell.domain.kept import Did
from groundswell.domain.words import Network
from groundswell.services.inbox.answering import Reach, answer_person, reach_person
from groundswell.services.kept.requests import Asked, decide, one_of
from groundswell.services.networks.lines import acts_of, name_of
from groundswell.services.networks.sending import send_paced
from groundswell.services.replies.noting import note_answer, note_message
from groundswell.services.workspace import Workspace
from groundswell.store import lines, persons
from groundswell.store.lines import LineRow


@dataclass(frozen=True, slots=True)
class Welcome:
    """One person to be thanked: who they are, and what can be done about them from here."""

    asked: Asked
    reach: Reach


def welcome(workspace: Workspace, person_id: int, account: str = "") -> Welcome | None:
    """One person to be thanked; none where they did not come."""
    asked = one_of(workspace, person_id)
    return Welcome(asked, reach_person(workspace, asked.met, account)) if asked else None


def thank(
    workspace: Workspace, asked: Asked, text: str, pressed: str, account: str = "",
    made_of: MadeOf | None = None,
) -> int:  # fmt: skip
    """Sends a note of thanks because a person pressed send; gives the press that says so.

    Raises:
        NotFound: There is no such person (any more).
        UsageError: It cannot be sent from here, or nothing was written.
    """
    sent = answer_person(workspace, asked.met, Act.MESSAGE, text, pressed, account)
    _note(workspace, asked, How.SENT, text, pressed, sent, made_of)
    return decide(workspace, Did.THANKED, [asked.met])


def thanked_by_hand(
    workspace: Workspace, asked: Asked, text: str, pressed: str, made_of: MadeOf | None = None
) -> int:
    """Notes that the user has thanked somebody on the network herself; gives the press."""
    if text.strip():
        _note(workspace, asked, How.COPIED, text, pressed, "", made_of)
    return decide(workspace, Did.THANKED, [asked.met])


def can_follow(workspace: Workspace, found: Collection[Asked]) -> list[Asked]:
    """Whom the user may follow back from here: followers on a network where one account is signed in."""
    able = _followers(workspace)
    followers = (one for one in found if one.followed and one.connected is None)
    return [one for one in followers if _lives(one) in able]


def follow_back(workspace: Workspace, found: Collection[Asked], pressed: str) -> int:
    """Follows them back, one after the other at a pace, because a person pressed it; gives the press that
    says that they were met.

    Raises:
        UsageError: There is nobody who can be followed from here, or they are too many.
    """
    able, chosen = _followers(workspace), can_follow(workspace, found)
    if not chosen:
        raise UsageError("nobody of them can be followed from here", mend="Do it on the network.")
    with workspace.store.reading() as conn:
        keys = {one.met: persons.named(conn, one.met).key for one in chosen}
    for network, account in able.items():
        targets = [keys[one.met] for one in chosen if _lives(one) == network]
        if targets:
            send_paced(workspace, account, Act.FOLLOW, targets, pressed=pressed)
    return decide(workspace, Did.THANKED, [one.met for one in chosen])


def _followers(workspace: Workspace) -> dict[str, Account]:
    """The one account of each network that can follow; where several are signed in, none is taken."""
    with workspace.store.reading() as conn:
        rows = lines.lines(conn)
    by_network: dict[str, list[LineRow]] = {}
    for row in rows:
        by_network.setdefault(name_of(row.account), []).append(row)
    return {
        network: some[0].account
        for network, some in by_network.items()
        if len(some) == 1 and Act.FOLLOW in acts_of(workspace, some[0].account)
    }


def _lives(one: Asked) -> str:
    """The name of the network where they follow; that of a plug-in stands in their key."""
    person = one.person
    return person.key.split(":")[1] if person.network is Network.OTHER else person.network.value


def _note(
    workspace: Workspace, asked: Asked, how: How, text: str, pressed: str, sent: str, made_of: MadeOf | None
) -> None:  # fmt: skip
    """Keeps the words, so that nobody gets the same ones."""
    if asked.said is not None:
        note_answer(workspace, asked.said.id, how, text, pressed, sent=sent, made_of=made_of)
    elif how is How.SENT:
        note_message(workspace, asked.met, text, pressed, sent=sent)
