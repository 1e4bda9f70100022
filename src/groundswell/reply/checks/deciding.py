"""From judgements to a verdict and the faults that are remarked on."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.checking import Defence, Fault, Verdict


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probability on something is said.

    Attributes:
        send: Of `fit`: from here on a text could go out.
        hold: Of `fit`: below it should not, as it stands.
        remark: Score → from where on it is remarked on.
    """

    send: float
    hold: float
    remark: Mapping[str, float]


FAULTS: Mapping[str, Fault] = {
    "hostile": Fault.HOSTILE,
    "defensive": Fault.DEFENSIVE,
    "pitch": Fault.PITCH,
    "too_soon": Fault.TOO_SOON,
    "fault_platitude": Fault.PLATITUDE,
    "fault_grovels": Fault.OVER_APOLOGY,
    "fault_template": Fault.TEMPLATE,
    "fault_runs_on": Fault.TOO_LONG,
    "fault_danger": Fault.DANGER,
}
"""Score of the network → what a remark on it is about; the worst first."""


def verdict(fit: float, faults: frozenset[Fault], limits: Limits, *, after_safety: bool = False) -> Verdict:
    """What is said of a text on the whole.

    What is certain, such as a phone number in a public reply, is never sent without a second look.

    Args:
        after_safety: Whether it asks after the safety of somebody in danger. The network takes that for an
            early ask; so it holds back nothing in which there is no fault beside.
    """
    if Fault.PRIVATE in faults or Fault.DANGER in faults:
        return Verdict.HOLD
    if fit < limits.hold:
        return Verdict.LOOK_AGAIN if after_safety and not faults else Verdict.HOLD
    if fit >= limits.send and not faults & {Fault.HOSTILE, Fault.DEFENSIVE, Fault.TEMPLATE, Fault.PROMISE}:
        return Verdict.SEND
    return Verdict.LOOK_AGAIN


def defence(chances: Mapping[str, float]) -> Defence:
    """How a defensive text most likely defends."""
    return max(Defence, key=lambda how: chances[f"how_{how}"])
