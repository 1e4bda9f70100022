"""Small word classes in many languages, read from `lexicon.txt`: hints, never judges.

Word lists alone flag friendly swearing and miss hostility in clean words; that is why they are features.
"""

from functools import lru_cache
from pathlib import Path

from groundswell.text.lists import word_lists
from groundswell.text.tokens import folded_token

_LEXICON = Path(__file__).parent / "lexicon.txt"


def _sorted_out() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    exact: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for name, words in word_lists(_LEXICON):
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
