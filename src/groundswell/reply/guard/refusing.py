"""Whether a draft that a model wrote may be shown.

No model is asked about it, and nothing that a model says of itself counts.
"""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from groundswell.domain.drafting import Move
from groundswell.reply.checks.private import private
from groundswell.reply.drafts.prompt import Prompt
from groundswell.reply.drafts.protocol import Brief
from groundswell.reply.guard.steering import Looked, look
from groundswell.reply.guard.words import WORD, names_in, never, plain_words, small_words, stem, words_of
from groundswell.reply.sentences import sentences
from groundswell.text.language import UNKNOWN, language_of

_ALLOWED = re.compile(r"[^\w\s.,;:!?…'’\"“”„«»‹›¿¡()–—-]")
_ADDRESS = re.compile(
    r"://|www\.|\w@\w|\b[\w-]{2,}\.(?=[a-z]{2,})[a-z]{2,}\b|\bdot (?:com|net|org|io)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_CAMEL = re.compile(r"[a-zà-ÿ][A-ZÀ-Ý]")
_LONGEST_WORD = 24
_MOST_WORDS = 60
_MOST_SENTENCES = 4
_COPIED = 7
"""Words in a row of the comment, beyond which a draft copies it; the embedded writer quotes eight."""
_ECHO = 4
"""Words in a row of our own instructions, from which on a draft gives them away."""
_NEAR = 3
"""Words in a row of what steers, from which on a draft does what it is told."""
_FEW = 4


class Why(StrEnum):
    """Why a draft may not be shown, as a model is told of it and as benchmarks count it."""

    FORM = "it is not plain sentences of ordinary length"
    LANGUAGE = "it is in another language"
    ADDRESS = "it holds a link or an address"
    NUMBER = "it holds a number that was not given"
    NAME = "it holds a name"
    PRIVATE = "it gives personal data away"
    PROMPT = "it speaks of instructions or of itself"
    BINDS = "it promises, sells or admits something"
    OBEYS = "it does what the comment tells its reader to write"
    NEW = "it says things that were not given"
    COPIES = "it copies the comment"
    VAGUE = "it takes up nothing of the comment"


class Guard:
    """Looks at the drafts for one comment.

    Args:
        looked: The comment, told apart; by default as it stands in the brief.
    """

    def __init__(self, brief: Brief, looked: Looked | None = None) -> None:
        self._brief = brief
        self._looked = looked or _looked(brief)
        # An order in the user's own post is no sign: "Tell me below!"
        behind = [(one, look(one)) for one in (brief.post, brief.fact)]
        self._post, self._fact = ("" if seen.about else one for one, seen in behind)
        self._strict = self._looked.steers or any(seen.about for _, seen in behind)
        self._given = [self._looked.calm, self._post, self._fact, brief.name, *brief.voice.phrases]
        self._steering = [self._looked.steering, *(one for one, seen in behind if seen.about)]
        self._names = set(names_in(self._looked.calm)) - set(
            words_of(f"{self._post} {self._fact} {brief.name}")
        )
        self._told = {stem(word) for text in self._given for word in words_of(text)}
        self._small = small_words(brief.language)
        self._plain = plain_words(brief.language)

    @property
    def may_ask(self) -> bool:
        """Whether anything is left of the comment that a model could answer."""
        return bool(self._content(self._looked.calm)) and not self._looked.machine

    @property
    def shown(self) -> Brief:
        """The brief with what a model is shown of it: nothing that steers."""
        plans = [plan for plan in self._brief.plans if self._fact or Move.FACT not in plan]
        calm = self._looked.calm.strip()
        return replace(self._brief, comment=calm, post=self._post, fact=self._fact, plans=plans)

    def refusal(self, lines: Sequence[str], prompt: Prompt) -> Why | None:
        """Why a draft of these sentences may not be shown; none if it may."""
        text = " ".join(lines)
        plain = unicodedata.normalize("NFC", text)
        return next(iter(self._reasons(plain, lines, prompt)), None)

    def _reasons(self, text: str, lines: Sequence[str], prompt: Prompt) -> Iterator[Why]:
        words = words_of(text)
        looks = (
            (Why.FORM, lambda: self._misshapen(text, lines)),
            (Why.ADDRESS, lambda: _ADDRESS.search(text)),
            (Why.PRIVATE, lambda: any(private(text))),
            (Why.PROMPT, lambda: self._gives_away(text, prompt) or self._never("machine", words)),
            (Why.LANGUAGE, lambda: language_of(text) not in (self._brief.language, UNKNOWN)),
            (Why.NUMBER, lambda: self._counts(text)),
            (Why.OBEYS, lambda: self._strict and self._obeys(words)),
            (Why.NEW, lambda: self._strict and self._new(words)),
            (Why.NAME, lambda: self._named(text)),
            (Why.BINDS, lambda: self._never("binds", words)),
            (Why.COPIES, lambda: self._copies(words)),
            (Why.VAGUE, lambda: self._vague(text)),
        )
        return (why for why, shows in looks if shows())

    def _counts(self, text: str) -> bool:
        """Whether it holds a number that was not given."""
        return not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(" ".join(self._given)))

    def _new(self, words: Sequence[str]) -> bool:
        """Whether it holds a word that is neither given nor plain."""
        return any(stem(word) not in self._told and word not in self._plain for word in words)

    def _never(self, kind: str, words: Sequence[str]) -> bool:
        """Whether it says what no draft may, and what neither the comment nor the user said."""
        known = " ".join(words_of(f"{self._looked.calm} {self._fact}"))
        return any(found[0] not in known for found in never()[kind].finditer(" ".join(words)))

    def _copies(self, words: Sequence[str]) -> bool:
        """Whether it says a long part of the comment or the post once more."""
        return any(
            len(_shared_run(words, words_of(one))) > _COPIED for one in (self._looked.calm, self._brief.post)
        )

    def _vague(self, text: str) -> bool:
        """Whether it takes up no word of the comment, nor the fact that was asked for."""
        told = {stem(word) for word in self._content(self._looked.calm, self._fact)}
        return not told & {stem(word) for word in self._content(text)}

    def _misshapen(self, text: str, lines: Sequence[str]) -> bool:
        words = WORD.findall(text)
        shouted = [
            word for word in words if len(word) > 2 and word.isupper() and word not in self._looked.calm
        ]
        return bool(
            not _FEW <= len(words) <= _MOST_WORDS
            or _ALLOWED.search(text)
            or "\n" in text
            or any(unicodedata.category(char) in ("Cf", "Cc", "Co", "Cs", "Mn") for char in text)
            or any(len(word) > _LONGEST_WORD for word in words)
            or any(word not in self._brief.comment for word in words if _CAMEL.search(word))
            or shouted
            or len({word.casefold() for word in words}) * 2 <= len(words)
            or any(not 1 <= len(sentences(line)) <= 2 for line in lines)
            or len(sentences(text)) > _MOST_SENTENCES
            or any(line.rstrip()[-1:] not in '.!?…"”“»' for line in lines)
        )

    def _gives_away(self, text: str, prompt: Prompt) -> bool:
        for one in _decoded(text):
            bare = re.sub(r"\W", "", one.casefold())
            if prompt.canary in bare or prompt.canary[::-1] in bare:
                return True
            if self._echoes(one, prompt):
                return True
        return False

    def _echoes(self, text: str, prompt: Prompt) -> bool:
        """Whether it shares words in a row with the instructions, and not small ones alone."""
        run = _shared_run(words_of(text), words_of(f"{prompt.system} {' '.join(prompt.example)}"))
        return len(run) >= _ECHO and sum(word not in self._small for word in run) >= 2

    def _obeys(self, words: Sequence[str]) -> bool:
        """Whether it says what stands only in the part that steers, or a run of words from there."""
        steering = [word for text in self._steering for word in words_of(text)]
        told = {stem(word) for word in steering} - self._told
        if any(stem(word) in told and word not in self._plain for word in words):
            return True
        run = _shared_run(words, steering)
        return len(run) >= _NEAR and len(run) > len(_shared_run(words, words_of(" ".join(self._given))))

    def _named(self, text: str) -> bool:
        """Whether it holds a name that was not given, one from the comment, or the user's own.

        What a comment praises or blames by name is not for a model to say again.
        """
        words = set(words_of(text))
        if words & self._names or words & set(words_of(self._brief.voice.name)):
            return True
        return any(stem(name) not in self._told for name in names_in(text))

    def _content(self, *texts: str) -> list[str]:
        return [
            word for text in texts for word in words_of(text) if word not in self._small and len(word) > 2
        ]


def _looked(brief: Brief) -> Looked:
    """The comment, told apart; one in another language than the drafts cannot be, and steers throughout."""
    if language_of(brief.comment) not in (brief.language, UNKNOWN):
        return Looked("", brief.comment, machine=False, about=True)
    return look(brief.comment)


def _decoded(text: str) -> Iterator[str]:
    """The text, and what it would be if it were written in a simple code."""
    yield text
    yield codecs.encode(text, "rot13")
    yield text[::-1]
    for token in re.findall(r"[A-Za-z0-9+/=]{12,}", text):
        try:
            yield base64.b64decode(token + "=" * (-len(token) % 4), validate=False).decode("utf-8", "ignore")
        except (binascii.Error, ValueError):
            continue


def _shared_run(one: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """The longest run of words that stands in both."""
    best, end = 0, 0
    row = [0] * (len(other) + 1)
    for place, word in enumerate(one, 1):
        new = [0] * (len(other) + 1)
        for column, theirs in enumerate(other, 1):
            if word == theirs:
                new[column] = row[column - 1] + 1
                if new[column] > best:
                    best, end = new[column], place
        row = new
    return one[end - best : end]
