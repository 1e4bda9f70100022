"""Who and what a text names, from the answerer's side: "my knee" → "your knee"."""

import re
from collections.abc import Iterator, Sequence

from groundswell.reply.drafts.spoken import Speech
from groundswell.reply.sentences import MARKS, WORD, loose_sentences

_LONGEST_INITIALS = 4
"""Letters of what is written in capitals by rule ("our CEO"); more of them are shouted."""


def things_of(text: str, post: str, spoken: Speech, formal: bool) -> Iterator[str]:
    """People and things that are sure to matter, with their determiner turned round."""
    found = list(_phrases(text, spoken))
    for determiner, noun in found:
        if determiner in spoken.owns and noun[-1].casefold() in spoken.people:
            yield " ".join((spoken.turn[determiner][formal], *noun))
    shared = {word.casefold() for word in WORD.findall(post)}
    for determiner, noun in found:
        known = spoken.turn[determiner][0] == determiner and len(noun) > 1
        if known and shared.issuperset(map(str.casefold, noun)):
            yield " ".join((determiner, *noun))


def _phrases(text: str, spoken: Speech) -> Iterator[tuple[str, list[str]]]:
    """Determiners, in small letters, and the nouns that they stand before."""
    for sentence in loose_sentences(MARKS.sub(" , ", text)):
        for piece in re.split(r"[^\w\s'’-]+", sentence):
            words = piece.replace("’", "'").split()
            for place, word in enumerate(words):
                noun = _noun(words[place + 1 :], spoken) if word.casefold() in spoken.turn else []
                if noun:
                    yield word.casefold(), noun


def _noun(words: Sequence[str], spoken: Speech) -> list[str]:
    """The adjectives and the noun that a phrase begins with; empty where it is not clear or too general."""
    taken: list[str] = []
    for word in words[:4]:
        bare = word.casefold()
        taken.append(word)
        if bare in spoken.adjectives:
            continue
        if bare in spoken.stops or bare in spoken.verbs or not word[0].isalpha() or len(word) < 3:
            return []
        if bare in spoken.general or (word.isupper() and len(word) > _LONGEST_INITIALS):
            return []
        follows = words[len(taken)] if len(words) > len(taken) else ""
        if spoken.compounds and _is_second(follows, spoken):
            taken.append(follows)
        return [*taken, *_of(words[len(taken) :], spoken)]
    return []


def _is_second(word: str, spoken: Speech) -> bool:
    """Whether a word goes on a compound, "Monday lady": neither a verb nor a form nor a small word."""
    bare = word.casefold()
    return (
        len(bare) > 2
        and bare.isalpha()
        and bare not in spoken.stops
        and bare not in spoken.verbs
        and bare not in spoken.adjectives
        and not bare.endswith(("ed", "ly", "ing", "s"))
    )


def _of(words: Sequence[str], spoken: Speech) -> list[str]:
    """What a noun is of: "of the evenings"."""
    if len(words) < 2 or words[0].casefold() not in spoken.of:
        return []
    if words[1].casefold() in spoken.articles and len(words) > 2:
        return list(words[:3]) if _names(words[2], spoken) else []
    return list(words[:2]) if _names(words[1], spoken) else []


def _names(word: str, spoken: Speech) -> bool:
    bare = word.casefold()
    return len(bare) > 2 and bare.isalpha() and bare not in spoken.stops and bare not in spoken.adjectives
