"""Texts as hurried, careless or evasive hands type them, so that spelling does not decide a reading."""

import re
from collections.abc import Callable

import numpy as np

Chance = np.random.Generator

_WORD = re.compile(r"[^\W\d_]{4,}")
_LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "$"})
_LOOK_ALIKE = str.maketrans({"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і"})
_MARKS = re.compile(r"[.,;:!?'’\"]+")


def rough(text: str, chance: Chance) -> str:
    """The text with one habit or slip, drawn by chance; labels hold for it as for the text."""
    return _HABITS[int(chance.integers(len(_HABITS)))](text, chance)


def _in_a_word(change: Callable[[str, Chance], str]) -> Callable[[str, Chance], str]:
    """A change to a few of the longer words: one in six, and at least one."""

    def changed(text: str, chance: Chance) -> str:
        words = list(_WORD.finditer(text))
        if not words:
            return text
        many = max(1, len(words) // 6)
        for place in sorted(chance.choice(len(words), many, replace=False), reverse=True):
            word = words[place]
            text = text[: word.start()] + change(word[0], chance) + text[word.end() :]
        return text

    return changed


def _swapped(word: str, chance: Chance) -> str:
    at = int(chance.integers(1, len(word) - 1))
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _short(word: str, chance: Chance) -> str:
    at = int(chance.integers(1, len(word)))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, chance: Chance) -> str:
    at = int(chance.integers(1, len(word)))
    return word[:at] + word[at] * int(chance.integers(1, 3)) + word[at:]


def _run_together(text: str, chance: Chance) -> str:
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    if not spaces:
        return text
    at = spaces[int(chance.integers(len(spaces)))]
    return text[:at] + text[at + 1 :]


_HABITS: tuple[Callable[[str, Chance], str], ...] = (
    _in_a_word(_swapped),
    _in_a_word(_short),
    _in_a_word(_doubled),
    _in_a_word(lambda word, _: " ".join(word)),
    _in_a_word(lambda word, _: word.translate(_LEET)),
    _in_a_word(lambda word, _: word.translate(_LOOK_ALIKE)),
    _run_together,
    lambda text, _: text.lower(),
    lambda text, _: _MARKS.sub("", text),
    lambda text, _: _MARKS.sub("", text).lower(),
    lambda text, _: text.upper(),
)
