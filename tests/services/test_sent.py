"""What the line below every page says of the outbox."""

import pytest

from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account
from groundswell.domain.records import Record
from groundswell.domain.words import Network, SendState
from groundswell.services.networks.sent import unsettled
from groundswell.services.workspace import Workspace
from groundswell.store import outbox
from groundswell.store.intake import Intake

ADA = Account(Network.BLUESKY, "bluesky:did:plc:ada", "Ada")
GRACE = 10_000


def pressed(workspace: Workspace, key: str, text: str, after: int, target: str = "bluesky:at://x") -> None:
    asked = workspace.now() + after
    with workspace.store.writing() as conn:
        outbox.put(conn, ADA.key, Action(key, Act.REPLY, target, text), asked, asked + GRACE)


@pytest.fixture
def failed(workspace: Workspace) -> Workspace:
    """A reply that was too long."""
    with workspace.store.writing() as conn:
        list(Intake().write(conn, [Record("me", (ADA,))]))
    pressed(workspace, "long", "Far too long.", 0)
    with workspace.store.writing() as conn:
        outbox.mark(conn, "long", SendState.SENDING)
        outbox.mark(conn, "long", SendState.FAILED, problem="too long")
    return workspace


def test_a_shorter_text_mends_what_was_too_long(failed: Workspace) -> None:
    assert unsettled(failed) == (0, 1)
    pressed(failed, "short", "Short.", GRACE + 1)
    assert unsettled(failed) == (1, 0)


def test_what_was_written_before_it_failed_mends_nothing(failed: Workspace) -> None:
    pressed(failed, "also", "And another thing.", GRACE - 1)
    assert unsettled(failed) == (1, 1)


def test_what_is_said_to_somebody_else_mends_nothing(failed: Workspace) -> None:
    pressed(failed, "other", "Short.", GRACE + 1, "bluesky:at://y")
    assert unsettled(failed) == (1, 1)
