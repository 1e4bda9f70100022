"""The tie to one person, as their page tells it: in words, with what was decided and what is kept by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.circle import Close, Noted
from groundswell.services.circle.near import Near, around
from groundswell.services.circle.words import noted_of, tie_words
from groundswell.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Tied:
    """What there is to say of a tie.

    Attributes:
        words: The tie in sentences.
        computed: What the machine would call it, by what passed.
        notes: What is kept by hand, the last first.
    """

    near: Near
    words: Sequence[str]
    computed: Close
    notes: Sequence[Noted]


def tied(workspace: Workspace, key: str) -> Tied | None:
    """The tie to whoever has this natural key; none where nobody has."""
    now = workspace.now()
    with workspace.store.reading() as conn:
        found = list(around(conn, [key], now).values())
        if not found:
            return None
        (near,) = found
        words, notes = tie_words(conn, found, now), noted_of(conn, found)
    return Tied(near, words[near.key], Close.of(near.computed), notes[near.key])
