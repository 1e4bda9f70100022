"""Letters: checked from files, one by one, without a store."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

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
_COUNTRY = re.compile(r"[A-Za-z]{2}")


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


def check_files(paths: Sequence[Path], country: str = "") -> Iterator[Answer]:
    """The checks of all letters in files and folders, in order, as they are read.

    A letter or a file that cannot be read yields an error in its place.
    """
    settings = load_settings()
    own = own_checker(settings, country)
    for some in _batches(found for path in paths for found in _found(path, settings)):
        yield from _checked(own, some)


def check_lines(paths: Sequence[Path], country: str = "") -> Iterator[dict[str, object] | InputError]:
    """The same as JSON, each with the words that the places of its remarks are counted in.

    Raises:
        UsageError: The country is not two letters.
    """
    if country and not _COUNTRY.fullmatch(country):
        raise UsageError(
            f"{country!r} is no country", where="--country", mend="Give two letters, such as DE."
        )
    for answer in check_files(paths, country):
        if isinstance(answer, InputError):
            yield answer
        else:
            letter, said = answer
            yield as_json(said) | {"body": letter.body}


def _found(path: Path, settings: Settings) -> Iterator[Letter | InputError]:
    try:
        for one in letters_in(path, settings.limits.as_limits()):
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
