"""What is rehearsed: one small file in the rehearsal's folder."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from groundswell.domain.errors import StoreError, UsageError
from groundswell.rehearsal.characters import CHARACTERS, Character, character
from groundswell.rehearsal.wave import Wave, wave
from groundswell.services.rehearsal.clock import FASTEST
from groundswell.services.secrets import APART

FOLDER = "rehearsal"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is rehearsed, and how far it has come.

    Attributes:
        events: How many things happen; none for as many as is usual.
        begun: When its post was published, in epoch milliseconds.
        at: Its time when it was last written down.
        ended: Whether the user has ended it.
    """

    character: str
    seed: int
    events: int | None
    speed: float
    begun: int
    at: int
    ended: bool = False

    @property
    def kind(self) -> Character:
        """What wave it is."""
        return character(self.character)

    @property
    def made(self) -> Wave:
        """The wave itself."""
        return wave(self.character, self.seed, self.events)


def plan_in(home: Path) -> Plan | None:
    """What is rehearsed in a data folder; none if nothing is."""
    file = home / FOLDER / APART
    try:
        return Plan(**json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise StoreError(
            "the rehearsal's plan cannot be read", where=str(file), mend="Delete its folder."
        ) from error


def offered() -> tuple[Character, ...]:
    """The waves that can be rehearsed, the gentlest first."""
    return tuple(character(name) for name in CHARACTERS)


def checked_speed(speed: float) -> float:
    """The speed, if it is one. Raises UsageError."""
    if not 0.1 <= speed <= FASTEST:
        raise UsageError(f"a rehearsal goes 0.1 to {FASTEST:,.0f} times as fast", mend="Choose between.")
    return speed


def write_plan(file: Path, plan: Plan) -> None:
    """Keeps it, whole or not at all."""
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(plan)), "utf-8")
    fresh.replace(file)
