"""The embedded draft writer: sentences from files, filled with the comment's own words, in the user's voice.

Needs no language model. The sentence that was used least comes first; among equals the comment's key decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

from groundswell.domain.drafting import Does, Draft, Move
from groundswell.reply.moves import Plan
from groundswell.reply.phrases import addressed, frames
from groundswell.reply.protocol import Brief
from groundswell.reply.sentences import same, sentences
from groundswell.reply.spelling import in_voice
from groundswell.reply.spoken import speech

_SAME_WORDS = 4
"""How many drafts for one plan take up the same words of the comment before others have a turn."""
_ROUNDS = 24
"""How many drafts there are for one plan at most."""
WARM = frozenset({Does.PRAISE, Does.WISH, Does.JOKE, Does.CHEER})
_PLACE = re.compile(r"\{(\w+)\}")
_TWO_ENDS = re.compile(r"([?!…][\"”“» ]{1,2})\.")
"""A quotation that asks, exclaims or breaks off needs no further full stop."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence of a draft, the pattern it came from, and what it took from the comment."""

    move: Move
    text: str
    frame: str
    holds: frozenset[str]


class EmbeddedWriter:
    """Writes drafts from the sentences in `phrases/`."""

    name = "embedded"

    def candidates(self, brief: Brief) -> Iterator[Draft]:
        """Drafts, one for each plan, then the next for each, as long as there are new ones."""
        issued: set[str] = set()
        for round_ in range(_ROUNDS):
            found = False
            for place, plan in enumerate(brief.plans):
                lines = _lines(brief, plan, round_, place, issued)
                if not lines:
                    continue
                found = True
                for line in lines:
                    brief.used.frames[line.frame] += 1
                    issued.update((line.frame, *map(same, sentences(line.text))))
                text = in_voice(
                    [line.text for line in lines],
                    brief.voice,
                    named="" if any("name" in line.holds for line in lines) else brief.name,
                    warm=brief.does in WARM,
                    chance=chance(brief.key, plan, round_),
                )
                yield Draft(text, tuple(line.move for line in lines), brief.language)
            if not found:
                return


def _lines(brief: Brief, plan: Plan, round_: int, place: int, issued: set[str]) -> list[_Line]:
    """The sentences of one draft; empty where the first move has none left that is about this comment.

    Later moves that have nothing left to say are left out.
    """
    made: list[_Line] = []
    for move in plan:
        holds = frozenset[str]().union(*(line.holds for line in made))
        turn = place + round_ // _SAME_WORDS
        found = next(_sentences(brief, move, turn, holds, issued, last=move is plan[-1]), None)
        if found is not None:
            made.append(found)
        elif not made or move is Move.HELP:
            return []
    return made


def _sentences(
    brief: Brief, move: Move, turn: int, holds: frozenset[str], issued: set[str], *, last: bool
) -> Iterator[_Line]:
    """Sentences for one move that nobody got yet, the least used first.

    Args:
        turn: Which of the comment's quotations and things comes first.
        holds: What the draft holds already: nothing of the comment is said twice.
        last: Whether no move comes after it; before, the name is kept for a sentence that needs it.
    """
    places = {
        "q": [_quoted(one, brief) for one in _turned(brief.said.quotes, turn)],
        "t": _turned(brief.said.things, turn),
        "name": [brief.name] if brief.name else [],
        "fact": [brief.fact] if brief.fact else [],
        "line": [brief.line] if brief.line else [],
    }
    order = sorted(
        frames(brief.language, brief.does, move),
        key=lambda frame: (brief.used.frames[frame], chance(brief.key, frame)),
    )
    for frame in order:
        named = (
            last
            and "name" not in holds
            and bool(brief.name)
            and chance(brief.key, frame, "named") < brief.voice.names
        )
        chosen = addressed(frame, formal=brief.formal, named=named)
        wanted = frozenset(_PLACE.findall(chosen))
        if frame in issued or wanted & holds or not all(places[one] for one in wanted):
            continue
        if not holds and not wanted & _about(brief):
            continue
        for quote in islice(places["q"] or [""], 2):
            filled = {one: quote if one == "q" else places[one][0] for one in wanted}
            text = _filled(chosen, filled)
            if brief.used.free(text) and not issued.intersection(map(same, sentences(text))):
                yield _Line(move, text, frame, wanted)
                break


def _filled(frame: str, places: Mapping[str, str]) -> str:
    text = _PLACE.sub(lambda found: places[found[1]], frame)
    return _TWO_ENDS.sub(r"\1", text[:1].upper() + text[1:])


def _about(brief: Brief) -> frozenset[str]:
    """What makes a first sentence an answer to this comment; a name does where it says nothing else."""
    told = {"q", "t", "fact"} if brief.said.quotes or brief.said.things else {"name"}
    return frozenset(told | ({"name"} if brief.does is Does.INSULT else set()))


def _turned(found: Sequence[str], turn: int) -> list[str]:
    """The same from another place on, so that drafts beside each other take up different things."""
    start = turn % len(found) if found else 0
    return [*found[start:], *found[:start]]


def _quoted(words: str, brief: Brief) -> str:
    spoken = speech(brief.language)
    marks = '""' if brief.voice.straight or spoken is None else spoken.quotes
    inner = " " if brief.language == "fr" and not brief.voice.straight else ""
    return f"{marks[0]}{inner}{words}{inner}{marks[1]}"


def chance(*parts: object) -> float:
    """A number from 0 up to 1 that is always the same for the same parts."""
    return crc32("\0".join(map(str, parts)).encode("utf-8", "replace")) / 2**32
