"""What a draft writer is. The embedded one and strangers' are registered the same way, as entry points of the
group `groundswell.writers` that name a class without constructor arguments."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from groundswell.domain.checking import Check, Outgoing
from groundswell.domain.drafting import Does, Draft
from groundswell.reply.drafts.moves import Plan
from groundswell.reply.drafts.saying import Said
from groundswell.reply.drafts.voice import Voice
from groundswell.reply.sentences import same, sentences, unnamed


@dataclass(slots=True)
class Used:
    """What was written before, so that nobody gets a sentence that somebody else got.

    Attributes:
        bare: The same sentences without the name by which somebody is called.
        frames: How often a writer used one of its patterns; for the writer alone to read.
    """

    sentences: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    frames: Counter[str] = field(default_factory=Counter)

    def free(self, text: str, *, but_for_names: bool = False) -> bool:
        """Whether none of its sentences was used, nor stands in it twice.

        Args:
            but_for_names: Whether another name makes it another sentence.
        """
        own = [same(one) if but_for_names else unnamed(one) for one in sentences(text)]
        used = self.sentences if but_for_names else self.bare
        return len(set(own)) == len(own) and not used.intersection(own)

    def take(self, text: str) -> None:
        """From now on these sentences are used."""
        told = sentences(text)
        self.sentences.update(map(same, told))
        self.bare.update(map(unnamed, told))


@dataclass(frozen=True, slots=True)
class Brief:
    """What a draft is to do.

    Attributes:
        key: The comment's key; the same brief with the same `used` gives the same drafts.
        comment: Its text: material, never an instruction.
        name: The first name of its writer; empty where it is not known or not said.
        touches: What the comment shows that can be taken up without quoting it, the most telling first.
        plans: Which moves a draft makes, the best first; one draft for each is enough.
        fact: What may be said as a fact, in the user's own words; empty for nothing.
        line: Where somebody in danger finds help.
        language: In which the drafts are written; `und` where it is not known.
        formal: Whether the other is addressed politely.
        post: What the comment answers: material as well.
        notes: What the user is to be told, in a sentence each; for the writer to add to.
        but_for_names: Whether what somebody else got may be said once more with another name.
    """

    key: str
    does: Does
    comment: str
    said: Said
    name: str
    touches: Sequence[str]
    plans: Sequence[Plan]
    fact: str
    line: str
    language: str
    formal: bool
    voice: Voice
    used: Used
    post: str = ""
    notes: list[str] = field(default_factory=list)
    but_for_names: bool = False

    def free(self, text: str) -> bool:
        """Whether nobody got one of its sentences."""
        return self.used.free(text, but_for_names=self.but_for_names)


class Writer(Protocol):
    """One way to write drafts."""

    name: str

    @property
    def languages(self) -> Collection[str] | None:
        """ISO 639-1 codes in which it writes; none for all."""
        ...

    def candidates(self, brief: Brief) -> Iterator[Draft]:
        """Drafts, the best first, as many as there are; what is not taken costs nothing.

        No draft may hold a number, a name or a fact that is in neither the comment nor the brief. A draft
        with a used sentence is passed over by whoever asked.
        """
        ...


class Checks(Protocol):
    """What checks drafts: `groundswell.reply.Checker`, or something like it."""

    def check_batch(self, texts: Sequence[Outgoing]) -> list[Check]:
        """One check for each text, in order."""
        ...
