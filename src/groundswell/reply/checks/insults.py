"""Plain insults: a word that insults, said of the one who is answered or of what they said.

The network judges a text on the whole, and a friendly sentence in front weighs against an insult behind it;
whoever is called an idiot reads the second sentence.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from groundswell.text.lexicon import classes_of
from groundswell.text.lists import word_lists
from groundswell.text.tokens import folded_token

_QUOTED = re.compile(r"[\"“„«‘][^\"”“»’\n]{1,200}[\"”“»’]")
_CLAUSE = re.compile(r"[^.,!?\n;:–—]+")
_WORD = re.compile(r"[\w'’]+")
_SIGN = re.compile("🖕+")
_NEAR = 5
"""So many words may stand between "you" and what they are called."""
_OF_WORDS = 2
_LISTS = {name: frozenset(words) for name, words in word_lists(Path(__file__).parent / "insults.txt")}


def insults(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody is insulted in plain words, in characters; what is quoted, denied or said of oneself is
    no insult."""
    seen = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    for sign in _SIGN.finditer(seen):
        yield sign.span()
    for clause in _CLAUSE.finditer(seen):
        if _insults([folded_token(word.replace("’", "'")) for word in _WORD.findall(clause[0])]):
            begin = clause.start() + len(clause[0]) - len(clause[0].lstrip())
            yield begin, clause.start() + len(clause[0].rstrip())


def _insults(words: list[str]) -> bool:
    if not _LISTS["about_me"].isdisjoint(words) or not _LISTS["denied"].isdisjoint(words):
        return False
    called = [place for place, word in enumerate(words) if "insult" in classes_of(word)]
    you = [at for at, word in enumerate(words) if word in _LISTS["you_are"] or "you" in classes_of(word)]
    said = [place for place, word in enumerate(words) if word in _LISTS["of_words"]]
    return any(
        any(0 < at - place <= _NEAR for place in you) or any(0 < place - at <= _OF_WORDS for place in said)
        for at in called
    )
