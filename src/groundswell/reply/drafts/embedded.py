"""The embedded draft writer: sentences from files, with what the comment shows or says, in the user's voice.

Needs no language model. A first sentence can come from what the comment shows without quoting it ("I'm glad
you kept it"), the same behind the words that show it, somebody or something that it names ("your uncle"), a
sentence of it in quotation marks, or plain words with the name. Drafts beside each other begin with different
ones. Of one source the sentence that was used least comes first; among equals the comment's key decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from groundswell.domain.drafting import Does, Draft, Move
from groundswell.reply.drafts.moves import Plan
from groundswell.reply.drafts.phrases import addressed, frames, touched, written
from groundswell.reply.drafts.protocol import Brief
from groundswell.reply.drafts.spelling import in_voice, small_start
from groundswell.reply.drafts.spoken import speech
from groundswell.reply.drafts.touches import ALONE, SAD
from groundswell.reply.sentences import same, sentences

_MOST = 24
"""How many drafts there are for one comment at most."""
_SHORT = 7
"""Words of a comment up to which plain words come before its own."""
WARM = frozenset({Does.PRAISE, Does.WISH, Does.JOKE, Does.CHEER, Does.GRATITUDE})
_PLAIN_FIRST = frozenset(
    {
        Does.PRAISE,
        Does.GRATITUDE,
        Does.WISH,
        Does.CHEER,
        Does.OPPORTUNITY,
        Does.PERMISSION,
        Does.DISTRESS,
        Does.OFFER_OF_HELP,
    }
)
"""Where a quotation adds little to what is said, or sounds odd."""
_NO_QUOTE = frozenset({Does.OPPORTUNITY, Does.PERMISSION})
"""What is answered with a yes, a no or a "tell me more": a quotation comes only where nothing else is."""
_PLACE = re.compile(r"\{(\w+)\}")
_TWO_ENDS = re.compile(r"([?!…][\"”“»’ ]{1,2})\.")
"""A quotation that asks, exclaims or breaks off needs no further full stop."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence of a draft, the pattern it came from, and what it took from the comment."""

    move: Move
    text: str
    frame: str
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Source:
    """Sentences of one kind; `quote` is what they say back, empty for the most telling that is left."""

    frames: Sequence[str]
    quote: str = ""


class EmbeddedWriter:
    """Writes drafts from the sentences in `phrases/`."""

    name = "embedded"
    languages = written()

    def candidates(self, brief: Brief) -> Iterator[Draft]:
        """Drafts, one for each plan, then the next for each, as long as there are new ones."""
        issued: set[str] = set()
        missed = 0
        for number in range(_MOST):
            plan = brief.plans[number % len(brief.plans)] if brief.plans else ()
            lines = _lines(brief, plan, number, issued)
            missed = 0 if lines else missed + 1
            if missed >= max(1, len(brief.plans)):
                return
            if not lines:
                continue
            for line in lines:
                brief.used.frames[line.frame] += 1
                issued.update((line.text, *map(same, sentences(line.text))))
            text = in_voice(
                [line.text for line in lines],
                brief.voice,
                named="" if any("name" in line.holds for line in lines) else brief.name,
                warm=brief.does in WARM,
                chance=chance(brief.key, plan, number),
            )
            yield Draft(text, tuple(line.move for line in lines), brief.language)


def _lines(brief: Brief, plan: Plan, number: int, issued: set[str]) -> list[_Line]:
    """The sentences of one draft; empty where the first move has none left.

    Later moves that have nothing left to say are left out, but beside where help is.
    """
    made: list[_Line] = []
    for move in plan:
        holds = frozenset[str]().union(*(line.holds for line in made))
        begins = (
            _first(brief, move, number) if not made else [_Source(frames(brief.language, brief.does, move))]
        )
        found = next(_sentences(brief, move, begins, number, holds, issued), None)
        if found is not None:
            made.append(found)
        elif not made or Move.HELP in plan:
            return []
    return made


def _first(brief: Brief, move: Move, number: int) -> Sequence[_Source]:
    """Where the sentence that a draft begins with can come from, the one whose turn it is first."""
    told = frames(brief.language, brief.does, move)
    plain = _Source([one for one in told if not {"q", "t"} & _places(one)])
    quoting = _Source([one for one in told if "q" in _places(one)])
    naming = _Source([one for one in told if "t" in _places(one)])
    shown = [_Source(_able(brief, touched(brief.language, one))) for one in brief.touches]
    joined = [one for touch in brief.touches if (one := _joined(brief, touch))]
    alone = ALONE.intersection(brief.touches) and move is brief.plans[0][0]
    if alone:
        sources = [*shown, *(joined if SAD.intersection(brief.touches) else ())]
    elif brief.does in _NO_QUOTE:
        sources = [plain, quoting]
    elif brief.said.words <= _SHORT or brief.does in _PLAIN_FIRST:
        # What was shown goes before what could be said to anybody.
        sources = [*shown, naming, *joined, plain, quoting] if shown else [plain, naming, quoting]
    else:
        sources = [*shown, naming, *joined, quoting, plain]
    able = [one for one in sources if _able(brief, one.frames)]
    if able and (alone or brief.does in _NO_QUOTE):
        return able
    start = number % len(able) if able else 0
    return [*able[start:], *able[:start], plain]


def _joined(brief: Brief, touch: str) -> _Source | None:
    """The sentence of the comment that shows something, and behind it what is said to that."""
    spoken = speech(brief.language)
    quote = next((one for one in brief.said.quotes if spoken and spoken.shows(touch, one)), "")
    told = [one for one in touched(brief.language, touch) if ". " not in one and "{q}" not in one]
    if not quote or not told:
        return None
    return _Source([f"{{q}} – {small_start(one)}" for one in told], quote)


def _able(brief: Brief, told: Sequence[str]) -> list[str]:
    return [one for one in told if _can(brief, one)]


def _can(brief: Brief, frame: str) -> bool:
    wanted = _places(frame)
    return not ("q" in wanted and not brief.said.quotes) and not ("t" in wanted and not brief.said.things)


def _least_used(brief: Brief, told: Sequence[str]) -> list[str]:
    return sorted(told, key=lambda frame: (brief.used.frames[frame], chance(brief.key, frame)))


def _sentences(
    brief: Brief, move: Move, sources: Sequence[_Source], number: int, holds: frozenset[str], issued: set[str]
) -> Iterator[_Line]:
    """Sentences for one move that nobody got yet, in order.

    Args:
        number: Which draft it is: later ones take up other words of the comment.
        holds: What the draft holds already: nothing of the comment is said twice.
    """
    places = {
        "q": [_quoted(one, brief) for one in _turned(brief.said.quotes, number // 4)],
        "t": _turned(brief.said.things, number // 4),
        "name": [brief.name] if brief.name else [],
        "fact": [brief.fact] if brief.fact else [],
        "line": [brief.line] if brief.line else [],
    }
    ordered = [(frame, one.quote) for one in sources for frame in _least_used(brief, one.frames)]
    for frame, quote in ordered:
        own_places = places | ({"q": [_quoted(quote, brief)]} if quote else {})
        for named in _named(brief, frame, holds):
            chosen = addressed(frame, formal=brief.formal, named=named)
            wanted = _places(chosen)
            if wanted & (holds - {"line"}) or not all(own_places[one] for one in wanted):
                continue
            text = _filled(chosen, {one: own_places[one][0] for one in wanted})
            own = {same(one) for one in sentences(text)}
            if text not in issued and brief.free(text) and not issued & own:
                yield _Line(move, text, frame, wanted)


def _named(brief: Brief, frame: str, holds: frozenset[str]) -> tuple[bool, ...]:
    """Whether the name is said: first as she is used to, then the other way.

    Plain words have it first, since it alone tells that they are meant for somebody. Where a greeting calls
    the other by name no sentence does.
    """
    if not brief.name or "name" in holds or brief.voice.greeting:
        return (False,)
    by_habit = not _places(frame) - {"name"} or chance(brief.key, frame, "named") < brief.voice.names
    return (by_habit, not by_habit)


def _places(frame: str) -> frozenset[str]:
    return frozenset(_PLACE.findall(frame))


def _filled(frame: str, places: Mapping[str, str]) -> str:
    text = _PLACE.sub(lambda found: places[found[1]], frame)
    return _TWO_ENDS.sub(r"\1", text[:1].upper() + text[1:])


def _turned(found: Sequence[str], turn: int) -> list[str]:
    """The same from another place on, so that drafts beside each other take up different things."""
    start = turn % len(found) if found else 0
    return [*found[start:], *found[:start]]


def _quoted(words: str, brief: Brief) -> str:
    spoken = speech(brief.language)
    straight = brief.voice.straight and brief.language == brief.voice.language
    marks = '""' if straight or spoken is None else spoken.quotes
    inner = " " if brief.language == "fr" and not straight else ""
    return f"{marks[0]}{inner}{words}{inner}{marks[1]}"


def chance(*parts: object) -> float:
    """A number from 0 up to 1 that is always the same for the same parts."""
    return crc32("\0".join(map(str, parts)).encode("utf-8", "replace")) / 2**32
