"""How the tone under a post moves, where it is going, and whether closing the comments would be worth it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, cast

from groundswell import wave
from groundswell.calm import Weighing, weigh
from groundswell.domain.words import Lane, Tone
from groundswell.services.workspace import Workspace
from groundswell.store import crowds, wave_parts

_FINDING = "moods"
_FEWEST = 20
# What is common, before a wave has told of itself: shares in the constructed waves.
_USUAL = {"hostile": 0.04, "kind": 0.6, "needing": 0.12}
_NEEDING = frozenset({Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.QUESTION})


class _Told(TypedDict):
    before: float
    now: float
    rising: float
    ahead: dict[str, float]


class _Body(TypedDict):
    shares: dict[str, _Told]
    to_come: float


@dataclass(frozen=True, slots=True)
class Mood:
    """The tone under a post.

    Attributes:
        hostile, kind, needing: Shares of the comments, followed through the wave.
        open: What is expected of leaving the comments open.
    """

    hostile: wave.Share
    kind: wave.Share
    needing: wave.Share
    open: Weighing

    @property
    def shares(self) -> tuple[tuple[str, wave.Share], ...]:
        """Each share with its name, as the pages show them."""
        return (("Hostile", self.hostile), ("Kind", self.kind), ("In need of you", self.needing))


def refresh_mood(workspace: Workspace, post_id: int, to_come: float) -> None:
    """Follows the shares anew for the wave of a post; `to_come`: comments still expected."""
    with workspace.store.reading() as conn:
        said = crowds.moods_under(conn, wave_parts.together(conn, post_id))
    body: _Body | None = None
    if len(said) >= _FEWEST:
        body = {
            "shares": {
                name: _told(wave.share_of(hits, to_come=to_come, usual=_USUAL[name]))
                for name, hits in _hits(said).items()
            },
            "to_come": to_come,
        }
    with workspace.store.writing() as conn:
        crowds.keep_finding(conn, post_id, _FINDING, body)


def mood_of(workspace: Workspace, post_id: int, lanes: Mapping[Lane, int]) -> Mood | None:
    """The mood as it was last seen; none before there are enough comments.

    Args:
        lanes: How many of the comments so far stand in each lane.
    """
    with workspace.store.reading() as conn:
        body = cast(_Body | None, crowds.finding(conn, post_id, _FINDING))
    if body is None:
        return None
    shares = {name: _share(told) for name, told in body["shares"].items()}
    hostile = shares["hostile"]
    likely = (hostile.ahead[0.25], hostile.ahead[0.5]) if hostile.ahead else (hostile.now, hostile.now)
    weighing = weigh(body["to_come"], lanes, likely)
    return Mood(hostile, shares["kind"], shares["needing"], weighing)


def _hits(said: Sequence[tuple[Lane, Tone]]) -> dict[str, list[float]]:
    return {
        "hostile": [float(tone is Tone.HOSTILE) for _, tone in said],
        "kind": [float(tone is Tone.SUPPORTIVE) for _, tone in said],
        "needing": [float(lane in _NEEDING) for lane, _ in said],
    }


def _told(share: wave.Share) -> _Told:
    ahead = {str(level): value for level, value in share.ahead.items()}
    return {"before": share.before, "now": share.now, "rising": share.rising, "ahead": ahead}


def _share(told: _Told) -> wave.Share:
    ahead = {float(level): value for level, value in told["ahead"].items()}
    return wave.Share(told["before"], told["now"], told["rising"], ahead)
