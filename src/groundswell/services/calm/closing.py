"""Whether closing the comments is suggested now, with the reasons, and what was put off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from groundswell.calm import Weighing
from groundswell.calm.closing import WORTH
from groundswell.domain.when import DAY
from groundswell.domain.words import Lane
from groundswell.services.networks.gating import Gate, gates_of
from groundswell.services.waves.showing import Wave
from groundswell.services.workspace import Workspace
from groundswell.store import keeping, waves

SETTING = "calm_closing_later"
PUT_OFF = DAY


@dataclass(frozen=True, slots=True)
class Suggested:
    """The suggestion.

    Attributes:
        post: The first post of the wave.
        reasons: Each one short sentence, with its numbers.
        gates: Where it is done, from here or by hand.
    """

    post: int
    weighing: Weighing
    reasons: Sequence[str]
    gates: Sequence[Gate]

    @property
    def done(self) -> bool:
        """Whether it was done wherever it can be: then the way back is told, and nothing is suggested."""
        return bool(self.gates) and all(gate.closed for gate in self.gates)


def suggested(workspace: Workspace, wave: Wave | None) -> Suggested | None:
    """The suggestion for a wave; none where leaving the comments open looks right, or it was put off."""
    if wave is None or wave.mood is None or not wave.mood.open.close:
        return None
    with workspace.store.reading() as conn:
        later = _later(keeping.setting(conn, SETTING))
    if workspace.now() < later.get(wave.post.key, 0):
        return None
    gates = gates_of(workspace, [part.post.id for part in wave.parts])
    return Suggested(wave.post.id, wave.mood.open, reasons(wave.mood.open), gates)


def reasons(weighing: Weighing) -> list[str]:
    """Why, in short sentences."""
    expected = weighing.expected
    wanting = sum(expected[lane] for lane in (Lane.OPPORTUNITY, Lane.NEEDS_YOU, Lane.QUESTION))
    return [
        f"About {weighing.to_come:,.0f} comments are still to come, of which some "
        f"{expected[Lane.HOSTILE]:,.0f} will be hostile.",
        f"Some {expected[Lane.KIND_WORDS]:,.0f} will be kind, and {wanting:,.0f} will want you. "
        "Those who want you badly write a message as well.",
        f"Reading and answering all of them would take about {weighing.minutes:,.0f} minutes.",
        "Even if it gets less hostile than expected, the harm weighs more than the good: one hostile comment "
        f"is taken to weigh as much as {-WORTH[Lane.HOSTILE]:.0f} kind ones, and a lead as much as "
        f"{WORTH[Lane.OPPORTUNITY]:.0f}.",
    ]


def put_off(workspace: Workspace, post_id: int) -> None:
    """Says no more of it for a day. Raises NotFound if there is no such post."""
    now = workspace.now()
    with workspace.store.writing() as conn:
        post = waves.post(conn, post_id)
        later = {key: at for key, at in _later(keeping.setting(conn, SETTING)).items() if at > now}
        keeping.set_setting(conn, SETTING, {**later, post.key: now + PUT_OFF})


def _later(told: object) -> dict[str, int]:
    return cast(dict[str, int], told) if isinstance(told, dict) else {}
