"""What the template of acts needs: for the reading pane and for the page *Person*."""

from urllib.parse import urlencode

from groundswell.domain.keys import digest
from groundswell.services.inbox.answering import Reach
from groundswell.services.replies.holding import CHOICES


def doing(base: str, query: str, reached: Reach, typed: str = "") -> dict[str, object]:
    """Args:
    base: The address of the item or person.
    query: What follows its addresses after the question mark; may be empty.
    typed: What is being typed into the field.
    """
    # What is shown after a press is for the account that was chosen, whichever of them did the thing.
    chosen = urlencode({"account": reached.account}) if reached.accounts and reached.account else ""
    tail = "&".join(filter(None, (query, chosen)))
    return {
        "base": base,
        "tail": f"?{tail}" if tail else "",
        "reach": reached,
        "draft": typed or reached.draft,
        "holds": CHOICES,
        "stamp": stamp(reached),
    }


def stamp(reached: Reach) -> str:
    """Says whether anything has changed of what was sent."""
    sent = (one.sending for one in reached.sent)
    return digest(*(f"{one.id} {one.state} {one.waits_for} {one.tries} {one.problem}" for one in sent))
