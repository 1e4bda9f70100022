"""The letter anew: what it says that is worth keeping, in a kinder order, and nothing that it does not say.

The sender's own sentences stay as they are. What is left out: stock phrases, hopes that nobody can keep, what
hurts or discriminates, fields that were never filled, and that nobody reads answers. What is put in says only
what every such letter implies (see `phrases`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.letters import Item, Place, Reasons
from groundswell.letters import address
from groundswell.letters.cues import cues, found, shapes, straight
from groundswell.letters.judging import Judged
from groundswell.letters.jurisdiction import Caution
from groundswell.letters.phrases import Phrases
from groundswell.letters.remarks import decision, hurting, inner, with_cue
from groundswell.letters.sentences import Part, Sentence
from groundswell.letters.weaving import Woven, joined, taken

_YES = 0.5
_TITLE = re.compile(
    r"(?:(?:position|post|role|job|vacancy) (?:of|as|for)(?: an?| the| our)?"
    r"|appl(?:ying|ication) (?:for|as)(?: an?| the| our)?(?: (?:position|post|role|job) (?:of|as))?"
    r"|(?:stelle|position|bewerbung) als|puesto de|vacante de|poste (?:de|d')|vaga de|cargo de)"
    r"\s+([A-ZÀ-Þ](?:[\w'’/&+-]|\.(?=\w))*"
    r"(?:(?: |, | - | – | of | in | de | für | and | und )?[A-ZÀ-Þ0-9(](?:[\w'’/&+)-]|\.(?=\w))*){0,6})"
)
_SHORTEST = 2
_EARLY = 3
"""A decision among so many first sentences comes early."""
_GOOD = 4.0
_I = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|[Ii]ch)\b")
_WE = re.compile(r"\b(?:we|our|us|we're|we've|wir|uns|unser\w*)\b", re.IGNORECASE)
_HAIL = re.compile(r"[^,:!.\n]{2,60}[,:!]")
_NOT_SIGNED = ("gap", "unread", "hope", "stock", "cruel")
_FAMILIAR = {
    "de": re.compile(r"\b(?:du|dich|dir|deine?[nrms]?|euch)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:tú|te|ti|tu|tus|contigo|has|eres)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b", re.IGNORECASE),
    "pt": re.compile(r"\b(?:você|vocês|a gente|contato|equipe|time|conosco)\b", re.IGNORECASE),
}


def familiar(text: str, language: str) -> bool:
    """Whether a letter says `du`, `tú` or `tu`; in Portuguese, whether it is Brazilian."""
    pattern = _FAMILIAR.get(language)
    return bool(pattern and pattern.search(text))


def alone(text: str) -> bool:
    """Whether one person speaks in a letter rather than `we`."""
    return bool(_I.search(text)) and not _WE.search(text)


def rewritten(judged: Judged, words: Phrases, caution: Caution) -> Woven:
    """The letter anew; the letter itself where it is good as it stands; empty for one without words."""
    if not judged.read.sentences:
        return Woven()
    plan = _planned(judged, caution)
    if plan.as_it_is:
        body = judged.read.letter.body
        return taken(body.strip(), len(body) - len(body.lstrip())) + "\n"
    parts = [_greeting(judged, words), *_told(judged, words, plan), _signed(judged, words)]
    return joined("\n\n", [part for part in parts if part]) + "\n"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What becomes of a letter.

    Attributes:
        kept: The sentences of its body that stay, in order.
        decides: The one of them that says no, if it can stay.
        early: Whether that stands where it is looked for.
        as_it_is: Whether there is nothing to mend.
    """

    kept: Sequence[Sentence]
    decides: Sentence | None
    early: bool
    as_it_is: bool


def _planned(judged: Judged, caution: Caution) -> _Plan:
    body = inner(judged)
    left_out = _left_out(judged, caution)
    kept = [one for one in body if one not in left_out]
    clear = judged.scores[Item.CLEAR] >= _YES
    at = decision(judged) if clear else None
    decides = at if at is not None and at in kept and not found("stock", at.text) else None
    early = decides is not None and kept.index(decides) < _EARLY
    good = all(judged.scores[item] >= _YES for item in (Item.CLEAR, Item.EFFORT, Item.CAN_REPLY))
    nothing = len(kept) == len(body) and early and good and judged.overall >= _GOOD
    return _Plan(kept, decides, early, nothing)


def _told(judged: Judged, words: Phrases, plan: _Plan) -> list[Woven]:
    """The paragraphs between greeting and signature."""
    said = " ".join(one.text for one in plan.kept)
    opening = list[Woven]()
    if not plan.decides and not found("effort", said):
        opening.append(_thanks(judged, words))
    if judged.scores[Item.CLEAR] >= _YES:
        if not plan.decides:
            opening.append(Woven(words.no))
        elif not plan.early:
            opening.append(taken(plan.decides.text, plan.decides.start))
    elif judged.scores[Item.FALSE_HOPE] >= _YES or not any(found("hold", one.text) for one in plan.kept):
        opening.append(Woven(words.open))
    moved = None if plan.early else plan.decides
    rest = _joined(judged.read.letter.body, [one for one in plan.kept if one is not moved])
    hail = _hail(judged)
    if rest.text.startswith(hail.text):
        rest = rest.without(len(hail.text))
        rest = rest.without(len(rest.text) - len(rest.text.lstrip()))
    if opening or hail:
        rest = rest.capitalised()
    kind = []
    if not plan.decides and judged.scores[Item.CLEAR] >= _YES and not shapes()["regret"].search(said):
        kind.append(words.sorry)
    if judged.scores[Item.EFFORT] < _YES or not (found("effort", said) or judged.overall >= _GOOD):
        kind.append(words.effort)
    door = [] if any(found("open_door", one.text) for one in plan.kept) else [words.write]
    return [joined(" ", opening), rest, Woven(" ".join(kind)), *map(Woven, door)]


def _joined(body: str, kept: Sequence[Sentence]) -> Woven:
    """Sentences with the breaks that stood between them."""
    made, before = Woven(), None
    for one in kept:
        if before is not None:
            between = body[before.end : one.start]
            made += "\n\n" if between.count("\n") > 1 else "\n" if "\n" in between else " "
        made, before = made + taken(one.text, one.start), one
    return made


def _thanks(judged: Judged, words: Phrases) -> Woven:
    letter = judged.read.letter
    if shapes()["meeting"].search(letter.body):
        return Woven(words.thanks_met)
    for text, place in ((letter.body, Place.BODY), (letter.subject, Place.SUBJECT)):
        title = _TITLE.search(text)
        job = title[1].strip(" .,") if title else ""
        if title and job and not found("gap", job):
            return _with(words.thanks_for, "{job}", taken(job, title.start(1), place))
        if title:
            break
    return Woven(words.thanks)


def _with(said: str, gap: str, what: Woven) -> Woven:
    before, _, after = said.partition(gap)
    return Woven(before) + what + after


def _left_out(judged: Judged, caution: Caution) -> set[Sentence]:
    gone = {*with_cue(judged, "gap"), *with_cue(judged, "unread")}
    if judged.scores[Item.FALSE_HOPE] >= _YES:
        gone |= set(with_cue(judged, "hope"))
        if not with_cue(judged, "hope"):
            gone |= {one for one in [judged.likeliest("hope", inner(judged))] if one}
    gone |= set(with_cue(judged, "keep")) - set(with_cue(judged, "when"))
    gone |= {one for one in with_cue(judged, "stock") if not _says_more(one)}
    gone |= {one for one in with_cue(judged, "many") if not found("because", one.text)}
    for some in hurting(judged):
        gone |= set(some)
    if caution.reasons is Reasons.SILENT:
        gone |= set(with_cue(judged, "because"))
    return gone


def _says_more(one: Sentence) -> bool:
    """Whether a sentence with a stock phrase holds a fact as well."""
    # "You have not been selected" is a no, and not a reason for one.
    rest = cues()["no"].sub(" ", straight(one.text))
    return any(found(kind, rest) for kind in ("when", "because")) and not found("many", one.text)


def _greeting(judged: Judged, words: Phrases) -> Woven:
    first = next((one for one in judged.read.sentences if one.part is Part.GREETING), None)
    if first and not found("nobody", first.text) and not found("gap", first.text):
        return taken(first.text, first.start)
    to = judged.read.letter.to
    name, _ = address.split(to)
    if hail := _hail(judged):
        return hail
    if not name or found("gap", name):
        return Woven(words.hello)
    return _with(words.hello_name, "{name}", taken(name, max(0, to.find(name)), Place.TO))


def _hail(judged: Judged) -> Woven:
    """The greeting that its first sentence begins with; empty where that is a line of its own."""
    first = judged.read.sentences[0]
    greets = first.part is Part.BODY and shapes()["greeting"].match(first.text)
    hail = _HAIL.match(first.text) if greets else None
    if not hail or found("nobody", hail[0]) or found("gap", hail[0]):
        return Woven()
    return taken(hail[0], first.start)


def _signed(judged: Judged, words: Phrases) -> Woven:
    ends = [
        taken(one.text, one.start)
        for one in judged.read.sentences
        if one.part in {Part.CLOSING, Part.SIGNED} and not any(found(kind, one.text) for kind in _NOT_SIGNED)
    ]
    if not any(one.part is Part.CLOSING for one in judged.read.sentences):
        ends = [Woven(words.regards), *ends]
    if len(ends) < _SHORTEST:
        name, _ = address.split(judged.read.letter.sender)
        ends += [Woven(name)] if name else []
    return joined("\n", ends)
