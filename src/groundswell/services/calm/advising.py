"""When to look next, from the forecast and her budget."""

from dataclasses import dataclass

from groundswell.calm.budget import Coming, advise, likely_quiet
from groundswell.domain.calm import Advice
from groundswell.domain.words import Lane, Metric
from groundswell.services.calm.looks import Sofar, so_far_in
from groundswell.services.calm.wishes import Wishes, day_of, wishes_in
from groundswell.services.preferences import preferences
from groundswell.services.waves import showing
from groundswell.services.waves.showing import Wave
from groundswell.services.workspace import Workspace

_NEEDING = (Lane.NEEDS_YOU, Lane.OPPORTUNITY)


@dataclass(frozen=True, slots=True)
class Advised:
    """The advice, with what it stands on.

    Attributes:
        advice: None where no budget was chosen.
    """

    wanted: Wishes
    sofar: Sofar
    advice: Advice | None

    @property
    def quiet(self) -> bool:
        """Whether it can be said that nothing more is likely to need her until then."""
        return self.advice is not None and likely_quiet(self.advice)


def advised(workspace: Workspace, wave: Wave | None = None) -> Advised:
    """When to look next; `wave` where it is known already which one is stirring most."""
    now = workspace.now()
    with workspace.store.reading() as conn:
        wanted = wishes_in(conn)
        sofar = so_far_in(conn, now, wanted)
    if not wanted.on:
        return Advised(wanted, sofar, None)
    wave = wave or stirring(workspace)
    coming = coming_under(wave, now) if wave else []
    lanes = wave.lanes if wave else {}
    needing = sum(lanes.get(lane, 0) for lane in _NEEDING)
    enough = int(preferences(workspace)["look"])
    told = advise(
        now, day_of(now, wanted), sofar.left, wanted.budget, coming, needing, sum(lanes.values()), enough
    )
    return Advised(wanted, sofar, told)


def stirring(workspace: Workspace) -> Wave | None:
    """The wave that is stirring most, if any is."""
    post_id = showing.current_post(workspace)
    return showing.wave_of(workspace, post_id) if post_id is not None else None


def coming_under(wave: Wave, now: int) -> Coming:
    """What comments are expected from now on: `(instant, comments until then)`, ascending."""
    curve = wave.curves.get(Metric.COMMENTS)
    if curve is None:
        return []
    already = max((row[3] - curve.observed for row in curve.band if row[0] <= now), default=0.0)
    return [(row[0], max(0.0, row[3] - curve.observed - already)) for row in curve.band if row[0] > now]
