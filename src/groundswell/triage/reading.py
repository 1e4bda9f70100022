"""Reads a stream of texts with one of the installed readers."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from itertools import islice

from groundswell.domain.errors import UsageError
from groundswell.domain.reading import Reading, Utterance
from groundswell.triage.protocol import Reader

GROUP = "groundswell.readers"
BUILT_IN = "encoder"


def read(
    texts: Iterable[str | Utterance], *, batch: int = 256, reader: Reader | None = None
) -> Iterator[Reading]:
    """Readings of texts, in order, as a stream: at most `batch` texts are held at a time.

    Args:
        texts: Plain texts, which get their place (from 0) as id, or utterances.
        batch: How many to read at once; 1 or more.
        reader: Another text model than the built-in one, such as `reader_named("…")` gives.

    Raises:
        UsageError: `batch` is below 1, or the built-in reader is not installed.
        DamagedFile: The weights of the built-in reader are not what they should be.
    """
    if batch < 1:
        raise UsageError("a batch holds at least one text", where="batch", mend="Give 1 or more")
    return _stream(texts, batch, reader or reader_named(BUILT_IN))


def _stream(texts: Iterable[str | Utterance], batch: int, reader: Reader) -> Iterator[Reading]:
    numbered = enumerate(texts)
    while pulled := list(islice(numbered, batch)):
        yield from reader.read_batch(
            [one if isinstance(one, Utterance) else Utterance(str(place), one) for place, one in pulled]
        )


@cache
def reader_named(name: str) -> Reader:
    """The installed reader of that name, loaded once.

    Raises:
        UsageError: No package registers a reader of that name in the group `groundswell.readers`.
    """
    found = entry_points(group=GROUP, name=name)
    if not found:
        known = ", ".join(sorted(entry_points(group=GROUP).names)) or "none"
        raise UsageError(f"no reader named {name!r} is installed", mend=f"Installed readers: {known}")
    made: Reader = next(iter(found)).load()()
    return made
