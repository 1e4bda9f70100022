"""What a comment does, from its reading and its words."""

import re

from groundswell.domain.drafting import Comment, Does
from groundswell.domain.reading import Reading
from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.reply.saying import Said
from groundswell.reply.spoken import Speech, speech

_LIKELY = 0.5
_CLEAR = 0.85
"""From which probability on a tone decides where the lane is unsure: a kind word met as a dispute hurts."""
_FRIENDLY, _HARSH, _BARELY = 0.6, 0.4, 0.15
_FEW_WORDS, _TOO_FEW = 2, 3
_ATTACKS = (Abuse.THREAT, Abuse.IDENTITY_ATTACK, Abuse.SEXUAL)
_TAGS = re.compile(r"^\W*(?:@[\w.@-]+\W*)+$")
_FOLLOWS = re.compile(
    r"^\W*(?:following|f|sigo|seguo|je suis|volg|folge|suivi|commenting .{0,30}|bump|cfbr)?\W*$",
    re.IGNORECASE,
)
_MINDED = {
    Lane.OPPORTUNITY: Does.OPPORTUNITY,
    Lane.QUESTION: Does.QUESTION,
    Lane.FEEDBACK: Does.FEEDBACK,
    Lane.DISAGREEMENT: Does.DISAGREEMENT,
    Lane.SPAM: Does.SPAM,
}


def does(comment: Comment, said: Said) -> Does:
    """What a comment does; the gravest of what it does where it does several things."""
    spoken = speech(said.language) or speech("en")
    reading = comment.reading or _plain(comment.text, spoken)
    lane = _lane(reading)
    if spoken and spoken.shows("danger", comment.text) and lane not in (Lane.SPAM, Lane.HOSTILE):
        return Does.DANGER
    if lane is Lane.NEEDS_YOU or (_likely(reading, Intent.NEEDS_SUPPORT) and lane is not Lane.HOSTILE):
        return Does.DISTRESS
    if lane is Lane.HOSTILE:
        attacked = any(reading.abuse.get(kind, 0) >= _LIKELY for kind in _ATTACKS)
        return Does.THREAT if attacked else Does.INSULT
    if lane in _MINDED:
        return _minded(_MINDED[lane], comment.text, spoken)
    if lane is Lane.KIND_WORDS:
        return _kind(reading, comment.text, said, spoken)
    return _other(reading, comment.text, said, spoken)


def _lane(reading: Reading) -> Lane:
    """The lane, or, of what triage is not sure of, the one that its tone clearly speaks for."""
    if reading.lane is not Lane.UNSURE:
        return reading.lane
    if _likely(reading, Intent.QUESTION):
        return Lane.QUESTION
    if reading.tone.get(Tone.SUPPORTIVE, 0) >= _FRIENDLY:
        return Lane.KIND_WORDS
    if reading.tone.get(Tone.HOSTILE, 0) >= _HARSH:
        return Lane.HOSTILE
    if reading.tone.get(Tone.CRITICAL, 0) >= _CLEAR:
        return Lane.FEEDBACK if _likely(reading, Intent.FEEDBACK) else Lane.DISAGREEMENT
    return Lane.UNSURE


def _minded(what: Does, text: str, spoken: Speech | None) -> Does:
    if spoken is None:
        return what
    finer = {
        Does.QUESTION: ("permission", Does.PERMISSION),
        Does.FEEDBACK: ("correction", Does.CORRECTION),
        Does.DISAGREEMENT: ("pitch", Does.CALLS_IT_A_PITCH),
    }
    sign, more = finer.get(what, ("", what))
    return more if sign and spoken.shows(sign, text) else what


def _kind(reading: Reading, text: str, said: Said, spoken: Speech | None) -> Does:
    if said.words <= _FEW_WORDS:
        return Does.CHEER
    if _likely(reading, Intent.OFFER_OF_HELP):
        return Does.OFFER_OF_HELP
    if _likely(reading, Intent.SHARED_EXPERIENCE):
        return Does.SHARED_EXPERIENCE
    if _likely(reading, Intent.GRATITUDE):
        return Does.GRATITUDE
    if spoken and spoken.shows("wish", text):
        return Does.WISH
    return Does.JOKE if spoken and spoken.shows("joke", text) and _mild(reading) else Does.PRAISE


def _other(reading: Reading, text: str, said: Said, spoken: Speech | None) -> Does:
    bare = text.strip()
    mild = _mild(reading)
    tags = bare.startswith("@") or _TAGS.match(bare)
    if said.words <= _TOO_FEW or not said.quotes or tags or _FOLLOWS.match(bare):
        return Does.ASIDE
    if spoken is None:
        return Does.REMARK
    if spoken.shows("ask", text.rstrip().splitlines()[-1]) and text.rstrip().endswith("?"):
        return _minded(Does.QUESTION, text, spoken)
    if spoken.shows("correction", text):
        return Does.CORRECTION
    return Does.JOKE if mild and spoken.shows("joke", text) else Does.REMARK


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
