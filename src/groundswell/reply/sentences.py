"""Where a short text is cut: sentences, words, marks that quote; and when two sentences are the same."""

import re

WORD = re.compile(r"[^\W_]+(?:['’`-][^\W_]+)*")
MARKS = re.compile(r"[\"“”„«»‹›]")
_END = re.compile(r"(?:(?<=[.!?…。！？])|(?<=[.!?…。！？][\"”“»’)]))\s+(?=[^\W\d_a-zà-ÿ]|[“\"«„‘¿¡\d])|\n+")
_ANY_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"”“»’)])\s+|(?<=[。！？।])|\n+")
_SIGNS = re.compile(r"[^\w]+")
_CALLED = re.compile(r",\s+[^\W\d_a-zà-ÿ][\w'’-]*(?=\s*[.,;:!?…]|$)")
"""A name by which somebody is called: between a comma and the next mark."""


def sentences(text: str) -> list[str]:
    """The sentences of a text that was written with care, in order."""
    return [one.strip() for one in _END.split(text) if one.strip()]


def loose_sentences(text: str) -> list[str]:
    """The sentences of a text typed in haste, where the next may begin small or without a space."""
    return [one.strip() for one in _ANY_END.split(text) if WORD.search(one)]


def same(sentence: str) -> str:
    """What is equal for sentences that a reader would call the same: words in one case, without signs."""
    return _SIGNS.sub(" ", sentence.casefold()).strip() or sentence.strip()


def unnamed(sentence: str) -> str:
    """The same without the name by which somebody is called.

    Under one post all read "Thank you, Ana, I'm glad you read it." and the same with "Ben".
    """
    return same(_CALLED.sub("", sentence))
