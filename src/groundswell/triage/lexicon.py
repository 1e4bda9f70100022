"""Small word classes in many languages, read from `lexicon.txt`: hints, never judges.

Word lists alone flag friendly swearing and miss hostility in clean words; that is why they are features.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from groundswell.triage.tokens import folded_token

_FOLDER = Path(__file__).parent


def word_lists(name: str) -> Iterator[tuple[str, list[str]]]:
    """Title and words of each section of a word list beside this page; lines from `# ` on are remarks."""
    title, words = "", list[str]()
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            if title:
                yield title, words
            title, words = line.strip("[]"), []
        elif not line.startswith("# "):
            words.extend(line.split())
    yield title, words


def _sorted_out() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    exact: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for name, words in word_lists("lexicon.txt"):
        for word in words:
            table = stems if len(word) > 3 and word.endswith("*") else exact
            key = folded_token(word.removesuffix("*") if table is stems else word)
            table[key] = (*table.get(key, ()), name)
    return exact, stems


_EXACT, _STEMS = _sorted_out()
_SHORTEST_STEM, _LONGEST_STEM = min(map(len, _STEMS)), max(map(len, _STEMS))


@lru_cache(maxsize=65_536)
def classes_of(form: str) -> tuple[str, ...]:
    """The classes that a folded token belongs to, in a fixed order, each once."""
    found = set(_EXACT.get(form, ()))
    for size in range(_SHORTEST_STEM, min(_LONGEST_STEM, len(form)) + 1):
        found.update(_STEMS.get(form[:size], ()))
    return tuple(sorted(found))
