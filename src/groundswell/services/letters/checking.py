"""Letters: checked from files, one by one, without a store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from groundswell.domain.countries import country_code
from groundswell.domain.errors import InputError, UsageError
from groundswell.domain.letters import Letter, LetterCheck, Reasons
from groundswell.domain.records import SetAside
from groundswell.letters import Checker, as_json
from groundswell.reply.checks import standing
from groundswell.services.settings import Settings, load_settings
from groundswell.sources.letters import letters_in
from groundswell.triage.encoder import EncoderReader

Answer = tuple[Letter, LetterCheck] | InputError
"""A letter with its check, or what was wrong with one; the others are checked all the same."""

_AT_ONCE = 128


@cache
def _encoder() -> EncoderReader:
    return EncoderReader()


def checker(country: str = "", reasons: Reasons | None = None) -> Checker:
    """What checks letters; the encoders behind it are loaded once.

    Args:
        country: Two letters: whose law to think of for reasons; by default that of the sender's address.
        reasons: Whether reasons are given, over what is wise in that country.
    """
    return Checker(_encoder(), standing.built_in(), country=country, reasons=reasons)


def own_checker(settings: Settings, country: str = "") -> Checker:
    """What checks letters as the settings tell, unless a country is told here."""
    return checker(country or settings.letters.country, settings.letters.reasons)


def check_files(
    paths: Sequence[Path], country: str = "", called: Callable[[Path], str] | None = None
) -> Iterator[Answer]:
    """The checks of all letters in files and folders, in order, as they are read.

    A letter or a file that cannot be read yields an error in its place.

    Args:
        called: What the user calls a file; by default what leads to it.
    """
    settings = load_settings()
    own = own_checker(settings, country)
    named = [(path, called(path) if called else "") for path in paths]
    for some in _batches(found for path, name in named for found in _found(path, settings, name)):
        yield from _checked(own, some)


def as_line(letter: Letter, said: LetterCheck) -> dict[str, object]:
    """A check as the command prints it, with the words that the places of its remarks are counted in."""
    return as_json(said) | {"body": letter.body}


def check_told(paths: Sequence[Path], country: str = "") -> Iterator[Answer]:
    """The same as `check_files`, where somebody wrote the country. Raises UsageError if it is none."""
    if country and not country_code(country):
        raise UsageError(
            f"{country!r} is no country", where="--country", mend="Give two letters, such as DE."
        )
    return check_files(paths, country)


def _found(path: Path, settings: Settings, name: str) -> Iterator[Letter | InputError]:
    try:
        for one in letters_in(path, settings.limits.as_limits(), name):
            yield InputError(one.why, where=one.where, mend=one.mend) if isinstance(one, SetAside) else one
    except InputError as error:
        yield error


def _batches(found: Iterable[Letter | InputError]) -> Iterator[list[Letter | InputError]]:
    rest = iter(found)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _checked(own: Checker, some: Sequence[Letter | InputError]) -> Iterator[Answer]:
    said = own.check(one for one in some if isinstance(one, Letter))
    for one in some:
        yield (one, next(said)) if isinstance(one, Letter) else one
