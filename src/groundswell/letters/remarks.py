"""What would make a letter better: where, why, and words that could stand there."""

import re
from collections.abc import Iterator, Sequence

from groundswell.domain.letters import Flaw, Item, Place, Reasons, Remark
from groundswell.letters import address
from groundswell.letters.cues import cues, found, kinds, straight
from groundswell.letters.judging import Judged
from groundswell.letters.jurisdiction import Caution
from groundswell.letters.phrases import Phrases
from groundswell.letters.sentences import Part, Sentence

_YES = 0.5
_LATE_AFTER = 3
"""Sentences that may stand before the decision without its coming late."""
_THANKS = re.compile(r"thank|dank|gracias|agrade|merci|obrigad", re.IGNORECASE)
_BARE_NO = re.compile(
    r"(?:[^.:,!]{2,40}[:,!] ?)?(?:(?:unfortunately|sadly|sorry|leider|lamentablemente|desafortunadamente"
    r"|malheureusement|infelizmente)[,:]? )?(?:not?|nein|non|não|it'?s a no|it is a no)[.!]?",
    re.IGNORECASE,
)
_MOST_STOCK = 3
_HURTS = 0.5
_LEAST_PERSONAL = 0.5
_SURE = 0.7
_ALSO_BY_DEED = frozenset({"hope", "unread", "cruel", "illegal"})


def remarks(judged: Judged, words: Phrases, caution: Caution) -> tuple[Remark, ...]:
    """The remarks on one letter, in its order; what is missing altogether comes last."""
    made = [
        *_gaps(judged),
        *_decision(judged, words),
        *_greeting(judged, words),
        *_harm(judged),
        *_hope(judged, words),
        *_stock(judged, words),
        *_answer(judged, words),
        *_missing(judged, words, caution),
    ]
    first = {(one.place, one.start, one.end, one.kind): one for one in reversed(made)}
    return tuple(sorted(first.values(), key=_order))


def _order(one: Remark) -> tuple[bool, int, int, str]:
    return one.start == one.end, one.start if one.place is Place.BODY else -1, one.end, one.kind.value


def inner(judged: Judged) -> list[Sentence]:
    """The sentences of the body proper."""
    return [one for one in judged.read.sentences if one.part is Part.BODY]


def with_cue(judged: Judged, kind: str) -> list[Sentence]:
    """The sentences in which a wording of that kind stands, or that surely do the same in other words."""
    column = kinds().index(kind)
    sure = judged.doing(kind, _SURE) if kind in _ALSO_BY_DEED else []
    return [
        one
        for one, row in zip(judged.read.sentences, judged.read.cues, strict=True)
        if row[column] or one in sure
    ]


def decision(judged: Judged) -> Sentence | None:
    """The sentence that says no: by its words, else the one that speaks most for a clear decision."""
    said = [one for one in with_cue(judged, "no") if one.part is Part.BODY]
    held = set(with_cue(judged, "hold"))
    plain = [one for one in said if one not in held]
    if plain or said:
        return (plain or said)[0]
    if judged.scores[Item.CLEAR] < _YES:
        return None
    return judged.likeliest("no", inner(judged))


def _gaps(judged: Judged) -> Iterator[Remark]:
    text = straight(judged.read.letter.body)
    for hit in cues()["gap"].finditer(text):
        say = f"This field was never filled: {hit[0][:40]}. Whoever gets it reads that nobody looked."
        yield Remark(Flaw.PLACEHOLDER, *hit.span(), say)
    subject = cues()["gap"].search(straight(judged.read.letter.subject))
    if subject:
        yield Remark(
            Flaw.PLACEHOLDER, *subject.span(), "A field in the subject was never filled.", place=Place.SUBJECT
        )


def _decision(judged: Judged, words: Phrases) -> Iterator[Remark]:
    body = inner(judged)
    if judged.scores[Item.CLEAR] < _YES:
        vague = [*with_cue(judged, "hold"), *with_cue(judged, "hope"), *with_cue(judged, "no"), *body]
        at = vague[0] if vague else None
        say = "It cannot be told whether this is a no. Say it plainly, or say when there will be an answer."
        yield Remark(Flaw.UNCLEAR, at.start if at else 0, at.end if at else 0, say, words.no)
        return
    at = decision(judged)
    if at in body and body.index(at) > _LATE_AFTER:
        before = body.index(at)
        say = (
            f"The decision comes after {before} sentences; whoever reads this looks for it in the first two."
        )
        yield Remark(Flaw.LATE_DECISION, at.start, at.end, say, "")


def _greeting(judged: Judged, words: Phrases) -> Iterator[Remark]:
    first = judged.read.sentences[0] if judged.read.sentences else None
    if first and found("nobody", first.text) and not found("gap", first.text):
        say = "This greets nobody. You have the name on the application; use it."
        yield Remark(Flaw.IMPERSONAL, first.start, first.end, say, "")


def hurting(judged: Judged) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences that discriminate, and those that hurt; a bare no is cold, and cruel to nobody."""
    if judged.harm < _HURTS:
        return [], []
    cruel = [one for one in judged.doing("cruel") if not _BARE_NO.fullmatch(straight(one.text))]
    return judged.doing("illegal"), cruel


def _harm(judged: Judged) -> Iterator[Remark]:
    illegal, cruel = hurting(judged)
    for one in illegal:
        say = "This touches what the law protects (age, sex, origin, health, family …) and may be no reason."
        yield Remark(Flaw.ILLEGAL, one.start, one.end, say)
    for one in cruel:
        say = "This hurts and helps nobody. Say what the job needed instead."
        yield Remark(Flaw.CRUEL, one.start, one.end, say)


def _hope(judged: Judged, words: Phrases) -> Iterator[Remark]:
    hoping = with_cue(judged, "hope")
    if judged.scores[Item.FALSE_HOPE] >= _YES:
        at = hoping or [one for one in [judged.likeliest("hope", inner(judged))] if one]
        for one in at:
            say = "This sounds like a chance. If there is none, they wait for nothing."
            yield Remark(Flaw.FALSE_HOPE, one.start, one.end, say, words.again)
        return
    dated = set(with_cue(judged, "when"))
    for one in with_cue(judged, "keep"):
        if one not in dated:
            say = "Nobody can tell what will come of this. Name a date or a posting, or leave it out."
            yield Remark(Flaw.EMPTY_PROMISE, one.start, one.end, say, words.again)


def _stock(judged: Judged, words: Phrases) -> Iterator[Remark]:
    if judged.scores[Item.ROBOTIC] < _YES:
        return
    kept = set(with_cue(judged, "keep"))  # of these it is said already that they promise nothing
    for one in with_cue(judged, "stock")[:_MOST_STOCK]:
        hit = found("stock", one.text)
        if hit and one not in kept:
            say = "Everybody gets this sentence, and everybody knows it. Say it as you would to their face."
            fitting = words.no if found("no", one.text) else words.thanks if _THANKS.search(one.text) else ""
            yield Remark(Flaw.ROBOTIC, one.start + hit[0], one.start + hit[1], say, fitting)


def _answer(judged: Judged, words: Phrases) -> Iterator[Remark]:
    letter = judged.read.letter
    sender = letter.reply_to or letter.sender
    if address.unread(sender):
        _, named = address.split(sender)
        at = letter.sender.find(named) if named else -1
        say = f"Nobody reads answers to {named or sender}. Send it from an address that somebody reads."
        span = (at, at + len(named)) if at >= 0 else (0, len(letter.sender))
        yield Remark(Flaw.NO_REPLY, *span, say, place=Place.SENDER)
    if judged.scores[Item.CAN_REPLY] < _YES:
        for one in with_cue(judged, "unread"):
            say = "A no stings less where there is somebody to ask."
            yield Remark(Flaw.NO_REPLY, one.start, one.end, say, words.write)


def _missing(judged: Judged, words: Phrases, caution: Caution) -> Iterator[Remark]:
    scores = judged.scores
    at = decision(judged)
    span = (at.start, at.end) if at else (0, 0)
    given = [one for one in with_cue(judged, "because") if one.part is Part.BODY]
    if caution.reasons is Reasons.SILENT and given:
        say = "You decided to give no reasons in writing, and this may be one."
        yield Remark(Flaw.RISKY_REASON, *_among(given, span), say, words.no_reason)
    elif scores[Item.REASON] < _YES:
        yield Remark(Flaw.NO_REASON, *_among(with_cue(judged, "many"), span), caution.say)
    if scores[Item.EFFORT] < _YES:
        yield Remark(
            Flaw.NO_EFFORT,
            0,
            0,
            "They spent time on this; one sentence can say that you saw it.",
            words.effort,
        )
    if scores[Item.PERSONAL] < _LEAST_PERSONAL:
        say = "Nothing here is about this one person. One thing that they said or showed would change it."
        yield Remark(Flaw.IMPERSONAL, 0, 0, say)
    if scores[Item.NEXT_STEP] < _YES:
        say = "There is no next step: a date for a call, when the data are deleted, when a posting opens."
        yield Remark(Flaw.NO_NEXT_STEP, 0, 0, say)


def _among(wanted: Sequence[Sentence], otherwise: tuple[int, int]) -> tuple[int, int]:
    return (wanted[0].start, wanted[0].end) if wanted else otherwise
