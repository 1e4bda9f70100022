"""Times as intervals: what was measured exactly has no width, "2w" is a week wide."""

from dataclasses import dataclass
from datetime import UTC, datetime

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class When:
    """A time that lies between two instants, both in milliseconds since 1970 UTC, both included."""

    earliest: int
    latest: int

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError("a time's earliest instant lies after its latest")

    @classmethod
    def exactly(cls, instant: int) -> "When":
        """A time known to the millisecond (or to the precision of its source)."""
        return cls(instant, instant)

    @property
    def exact(self) -> bool:
        """Whether the time is one instant."""
        return self.earliest == self.latest

    def narrowed_by(self, other: "When") -> "When":
        """What is known after hearing both; where they contradict, this one stands."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return When(earliest, latest) if earliest <= latest else self


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 UTC; a naive `moment` is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return round(aware.timestamp() * 1000)


def from_ms(instant: int) -> datetime:
    """The aware UTC datetime of an instant in milliseconds."""
    return datetime.fromtimestamp(instant / 1000, tz=UTC)
