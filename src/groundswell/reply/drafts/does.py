"""What a comment does, from its reading and its words.

Triage reads for the inbox, where a comment that waits too long is the worse mistake. Here a draft in a wrong
tone is the worse one: what would make it cold, sad or apologetic needs the comment's own words beside the
reading. Where they do not agree it is a remark or a story, which is met in a way that is right either way.
"""

import re

from groundswell.domain.drafting import Comment, Does
from groundswell.domain.reading import Reading
from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.reply.drafts.saying import Said
from groundswell.reply.drafts.spoken import Speech, speech
from groundswell.reply.drafts.touches import against
from groundswell.reply.sentences import loose_sentences
from groundswell.text.danger import in_danger

_LIKELY, _MAYBE = 0.5, 0.2
_SURE = 0.96
"""From which probability on a reading alone says that somebody is in a hard place."""
_HARSH, _COLD, _CRITICAL = 0.75, 0.6, 0.45
"""Shares of a critical or hostile tone; beside a cold one a story is no gift, and a kind word may be none."""
_CLEAR = 0.8
_BARELY = 0.15
_FEW_WORDS, _TELLS, _REACTS = 3, 8, 24
_ATTACKS = (Abuse.THREAT, Abuse.IDENTITY_ATTACK, Abuse.SEXUAL)
_SURE_OF_HOSTILE = (Abuse.INSULT, Abuse.IDENTITY_ATTACK)
_TAGS = re.compile(r"^\W*(?:@[\w.@-]+\W*)+$")
_QUOTED = re.compile(r"[“„«\"][^”“«»\"„]*[”“»\"]")
_NAMES = re.compile(r"^(?:[A-ZÀ-Þ][\w’'-]+\s+){2,}")
"""Two words with a capital at the beginning: somebody is called by the full name."""
_MOST_TO_A_NAME = 6
_FOLLOWS = re.compile(
    r"^\W*(?:following|f|sigo(?: por aqu[ií])?|seguo|je suis|volg|folge|suivi|commenting .{0,30}|bump|cfbr"
    r"|(?:sorry,? )?wrong \w+,?(?: sorry)?)?\W*$",
    re.IGNORECASE,
)
_KIND = ("third", "wish", "care", "thanks", "congrats", "agrees", "regret")
_ENGAGES = (Lane.OPPORTUNITY, Lane.NEEDS_YOU, Lane.UNSURE, Lane.OTHER, Lane.QUESTION)


def does(comment: Comment, said: Said) -> Does:
    """What a comment does; the gravest of what it does where it does several things."""
    spoken = speech(said.language)
    reading = comment.reading or _plain(comment.text, spoken or speech("en"))
    text, lane = comment.text, reading.lane
    shows = _Shown(spoken, text)
    if lane not in (Lane.SPAM, Lane.HOSTILE) and in_danger(text):
        return Does.DANGER
    if _insults(reading, shows):
        attacked = shows("threatens") or any(reading.abuse.get(kind, 0) >= _LIKELY for kind in _ATTACKS)
        return Does.THREAT if attacked else Does.INSULT
    if lane is Lane.SPAM or (_sells(reading) and shows("sells")):
        return Does.SPAM
    if _aside(text, said, lane, shows):
        return Does.ASIDE
    if _distressed(reading, shows):
        return Does.DISTRESS
    return _asked(reading, text, shows) or _told(reading, text, said, shows)


class _Shown:
    """Whether a text shows a sign; of a language that is not known it shows none."""

    def __init__(self, spoken: Speech | None, text: str) -> None:
        self._spoken, self._text = spoken, text

    def __call__(self, sign: str, part: str = "") -> bool:
        return self._spoken is not None and self._spoken.shows(sign, part or self._text)

    @property
    def kind(self) -> bool:
        return self("praises") or any(map(self, _KIND))

    @property
    def only_praises(self) -> bool:
        """Whether a word of praise is all that is kind; in a cold tone that is often meant otherwise."""
        return not any(map(self, _KIND))

    @property
    def question(self) -> bool:
        """Whether one of the sentences asks, by how it begins and how it ends."""
        asked = [one for one in loose_sentences(self._text) if one.endswith("?")]
        spoken = self._spoken
        return spoken is not None and any(
            len(one.split()) > _FEW_WORDS and spoken.shows("ask", one.rstrip("?")) for one in asked
        )

    @property
    def asks_leave(self) -> bool:
        """Whether one of the sentences asks for leave; "I could never show it" has the words as well."""
        asked = (one for one in loose_sentences(self._text) if self("permission", one))
        return any("?" in one or self("ask", one) for one in asked)

    @property
    def told_of_oneself(self) -> int:
        own = _QUOTED.sub(" ", self._text)
        return self._spoken.often("mine", own) if self._spoken else 0


def _insults(reading: Reading, shows: _Shown) -> bool:
    """Whether somebody is attacked; what is only taken for hostile is a dispute, and met as one."""
    scorns = shows("scorn") or shows("threatens")
    if reading.lane is Lane.HOSTILE:
        return scorns or max(reading.abuse.values(), default=0) >= _MAYBE
    if scorns and reading.tone.get(Tone.SUPPORTIVE, 0) < _CLEAR:
        return reading.tone.get(Tone.NEUTRAL, 0) < _LIKELY
    if reading.lane is not Lane.UNSURE or shows.kind:
        return False
    surely = any(reading.abuse.get(kind, 0) >= _LIKELY for kind in _SURE_OF_HOSTILE)
    return surely or reading.tone.get(Tone.HOSTILE, 0) >= _HARSH


def _sells(reading: Reading) -> bool:
    return max(reading.intents.get(Intent.SPAM, 0), reading.intents.get(Intent.SELF_PROMOTION, 0)) >= _MAYBE


def _aside(text: str, said: Said, lane: Lane, shows: _Shown) -> bool:
    """A tag, a word among others, a bookmark: nothing that could be answered."""
    bare = text.strip()
    if _TAGS.match(bare) or (_FOLLOWS.match(bare) and said.words):
        return True
    if lane not in (Lane.UNSURE, Lane.OTHER) or shows.kind or shows("moved"):
        return False
    named = _NAMES.match(bare)
    calls = bare.startswith("@") or (
        named is not None and said.words - len(named[0].split()) <= _MOST_TO_A_NAME
    )
    return said.words < _FEW_WORDS or (calls and not shows("ask"))


def _distressed(reading: Reading, shows: _Shown) -> bool:
    needs = max(reading.intents.get(Intent.NEEDS_SUPPORT, 0), reading.confidence * _needs_you(reading))
    if shows("distress"):
        return needs >= _MAYBE or _needs_you(reading) == 1.0
    return needs >= _SURE and not shows("turned")


def _needs_you(reading: Reading) -> float:
    return float(reading.lane is Lane.NEEDS_YOU)


def _asked(reading: Reading, text: str, shows: _Shown) -> Does | None:
    """What wants something of the author."""
    offered = reading.lane in _ENGAGES and shows("offers")
    if reading.lane is Lane.OPPORTUNITY or offered:
        return Does.OPPORTUNITY
    if shows.asks_leave or (shows("permission") and reading.lane is Lane.QUESTION):
        return Does.PERMISSION
    if shows("suggests") and reading.lane is not Lane.KIND_WORDS:
        return Does.FEEDBACK
    if shows("wonders") and reading.lane is not Lane.HOSTILE:
        return Does.QUESTION
    if "?" not in text and reading.lane is not Lane.QUESTION:
        return None
    if shows.question and (Intent.QUESTION in reading.intents or not shows("contra")):
        return Does.QUESTION
    likely = reading.intents.get(Intent.QUESTION, 0) >= _MAYBE and (
        shows.question or text.rstrip().endswith("?")
    )
    asks = reading.lane is Lane.QUESTION or likely
    last = text.rstrip().endswith("?") and not shows("contra") and len(text.split()) > _FEW_WORDS
    return Does.QUESTION if asks or last else None


def _told(reading: Reading, text: str, said: Said, shows: _Shown) -> Does:
    lane = reading.lane
    cold = against(reading) >= _COLD and reading.tone.get(Tone.SUPPORTIVE, 0) < _LIKELY
    story = _story(reading, said, shows) and not cold
    if lane is Lane.FEEDBACK and not (shows.kind and reading.confidence < _CLEAR):
        return Does.CORRECTION if shows("correction") else Does.FEEDBACK
    if _likely(reading, Intent.OFFER_OF_HELP) and lane is not Lane.DISAGREEMENT:
        return Does.OFFER_OF_HELP
    told = reading.intents.get(Intent.SHARED_EXPERIENCE, 0) >= _MAYBE
    if shows("correction") and not told and lane is not Lane.KIND_WORDS:
        return Does.CORRECTION
    if _against(reading, story, shows):
        return Does.CALLS_IT_A_PITCH if shows("pitch") else Does.DISAGREEMENT
    if lane is Lane.KIND_WORDS or (shows.kind and not (cold and shows.only_praises)):
        return _kind(reading, said, shows, story)
    if story:
        return Does.SHARED_EXPERIENCE
    if shows("joke") and _mild(reading) and not shows("scorn"):
        return Does.JOKE
    warm = reading.tone.get(Tone.SUPPORTIVE, 0) >= _LIKELY and lane is not Lane.DISAGREEMENT
    return Does.PRAISE if warm or shows("cried") else Does.REMARK


def _story(reading: Reading, said: Said, shows: _Shown) -> bool:
    """Whether somebody tells of themselves, rather than how the post struck them."""
    shared = reading.intents.get(Intent.SHARED_EXPERIENCE, 0)
    if shared >= _LIKELY:
        return said.words > _FEW_WORDS
    reacts = said.words <= _REACTS and any(
        map(shows, ("cried", "moved", "praises", "passes_on", "correction"))
    )
    often = shows.told_of_oneself
    return said.words >= _TELLS and not reacts and (often > 1 or (often > 0 and shared >= _MAYBE))


def _against(reading: Reading, story: bool, shows: _Shown) -> bool:
    supportive = reading.tone.get(Tone.SUPPORTIVE, 0)
    if shows("pitch") and supportive < _CLEAR:
        return True
    if shows("agrees") or shows("wish") or (shows("regret") and not shows("contra")):
        return False
    if reading.lane is Lane.HOSTILE:
        return True
    if reading.lane is Lane.DISAGREEMENT:
        if shows("praises") and not shows("contra"):
            return False
        return shows("contra") or shows("pitch") or (reading.confidence >= _CLEAR and not story)
    critical = against(reading) >= _CRITICAL
    return shows("contra") and (critical if reading.lane is not Lane.KIND_WORDS else supportive < _CLEAR)


def _kind(reading: Reading, said: Said, shows: _Shown, story: bool) -> Does:
    if said.words < _FEW_WORDS and not shows("wish"):
        return Does.CHEER
    thanks = _likely(reading, Intent.GRATITUDE)
    if story and not (thanks and not _likely(reading, Intent.SHARED_EXPERIENCE)):
        return Does.SHARED_EXPERIENCE
    if shows("wish") or shows("care") or shows("congrats"):
        return Does.WISH
    if thanks:
        return Does.GRATITUDE
    return Does.JOKE if shows("joke") and _mild(reading) and not shows("praises") else Does.PRAISE


def _mild(reading: Reading) -> bool:
    """Whether laughing along can hurt nobody."""
    return reading.tone.get(Tone.HOSTILE, 0) < _BARELY and max(reading.abuse.values(), default=0) < _BARELY


def _likely(reading: Reading, intent: Intent) -> bool:
    return reading.intents.get(intent, 0) >= _LIKELY


def _plain(text: str, spoken: Speech | None) -> Reading:
    """A reading of last resort, from a few signs, for those who have no reader at hand."""
    asks = spoken is not None and spoken.shows("ask", text)
    lane = Lane.QUESTION if asks else Lane.KIND_WORDS
    intents = {Intent.GRATITUDE: 1.0} if spoken and spoken.shows("thanks", text) else {}
    return Reading("", "und", {}, intents, {}, lane, 0.0, 0.0, (), "")
