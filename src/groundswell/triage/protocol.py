"""What a text model is. The built-in one and strangers' are registered the same way, as entry points
of the group `groundswell.readers` that name a class without constructor arguments."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from groundswell.domain.reading import Reading, Utterance
from groundswell.triage.personal import Lesson, Taught


class Reader(Protocol):
    """One way to read texts."""

    name: str
    """What stands as `model` in its readings, with the version of its weights."""

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        """One reading for each utterance, in order.

        Any text gets a reading, also an empty, huge or senseless one; time and memory are bounded by the
        number of texts. The same utterance gets the same reading, whatever stands beside it.
        """
        ...


@runtime_checkable
class Teachable(Protocol):
    """A reader whose readings carry sketches, and which learns from its user."""

    def taught(self, lessons: Sequence[Lesson]) -> Taught:
        """What corrections teach; without any, readings are judged as they were."""
        ...
