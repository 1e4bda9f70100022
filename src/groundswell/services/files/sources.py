"""The sources that are plugged in, the built-in ones registered like a stranger's."""

from functools import cache
from importlib.metadata import entry_points

from groundswell.domain.errors import UnrecognisedFile
from groundswell.sources.protocol import Given, Source

_SURE_ENOUGH = 0.3


@cache
def sources() -> tuple[Source, ...]:
    """Every registered source, in the order of their names."""
    found = sorted(entry_points(group="groundswell.sources"), key=lambda entry: entry.name)
    return tuple(entry.load()() for entry in found)


def recognised(given: Given) -> bool:
    """Whether any source knows the file or folder."""
    return any(one.recognise(given) >= _SURE_ENOUGH for one in sources())


def surest(given: Given) -> tuple[Source, float]:
    """The source that recognises the file best, and how sure it is, 0–1."""
    return max(((one, one.recognise(given)) for one in sources()), key=lambda pair: pair[1])


def source_for(given: Given) -> Source:
    """The source that recognises the file best. Raises UnrecognisedFile if none does."""
    if not given.path.is_dir() and not given.head:
        raise UnrecognisedFile("the file is empty", where=given.name, mend="Save or download it once more.")
    best, score = surest(given)
    if score < _SURE_ENOUGH:
        known = ", ".join(one.title for one in sources())
        raise UnrecognisedFile(
            "not a kind of file that can be read here", where=given.name, mend=f"What can be read: {known}."
        )
    return best
