"""The letter anew: what it says that is worth keeping, in a kinder order, and nothing that it does not say.

The sender's own sentences stay as they are. What is left out: stock phrases, hopes that nobody can keep, what
hurts or discriminates, fields that were never filled, and that nobody reads answers. What is put in says only
what every such letter implies (see `phrases`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.letters import Item, Reasons
from groundswell.letters import address
from groundswell.letters.cues import found, shapes
from groundswell.letters.judging import Judged
from groundswell.letters.jurisdiction import Caution
from groundswell.letters.phrases import Phrases
from groundswell.letters.remarks import decision, inner, with_cue
from groundswell.letters.sentences import Part, Sentence

_YES = 0.5
_TITLE = re.compile(
    r"(?:(?:position|post|role|job|vacancy) (?:of|as|for)(?: an?| the| our)?"
    r"|appl(?:ying|ication) (?:for|as)(?: an?| the| our)?(?: (?:position|post|role|job) (?:of|as))?"
    r"|(?:stelle|position|bewerbung) als|puesto de|vacante de|poste (?:de|d')|vaga de|cargo de)"
    r"\s+([A-ZÀ-Þ][\w'’./&+-]*"
    r"(?:(?: |, | - | – | of | in | de | für | and | und )?[A-ZÀ-Þ0-9(][\w'’./&+)-]*){0,6})"
)
_SHORTEST = 2
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


def rewritten(judged: Judged, words: Phrases, caution: Caution) -> str:
    """The letter anew; empty for a letter without words."""
    if not judged.read.sentences:
        return ""
    kept = _kept(judged, caution)
    paragraphs = [
        _greeting(judged, words),
        " ".join(_opening(judged, words, kept)),
        *_rest(judged, words, kept),
    ]
    return "\n\n".join(one for one in [*paragraphs, _signed(judged, words)] if one) + "\n"


@dataclass(frozen=True, slots=True)
class _Kept:
    """The sentences worth keeping: the one that decides, and the others by what they do, in order."""

    decides: str
    before: Sequence[str]
    others: Sequence[str]
    steps: Sequence[str]


def _kept(judged: Judged, caution: Caution) -> _Kept:
    body = inner(judged)
    left_out = _left_out(judged, caution)
    at = decision(judged) if judged.scores[Item.CLEAR] >= _YES else None
    own = at is not None and at not in left_out and not found("stock", at.text)
    steps = [one for one in body if one not in left_out and one is not at and _is_step(one, judged)]
    others = [one for one in body if one not in left_out and one is not at and one not in steps]
    # What leads up to the decision belongs to it: "The panel met on Thursday. It chose …".
    place = body.index(at) if at in body else 0
    near = [one for one in others if own and body.index(one) == place - 1 and place == 1]
    return _Kept(
        at.text if own and at else "",
        [one.text for one in near],
        [one.text for one in others if one not in near],
        [one.text for one in steps],
    )


def _left_out(judged: Judged, caution: Caution) -> set[Sentence]:
    gone = {*with_cue(judged, "gap"), *with_cue(judged, "unread")}
    if judged.scores[Item.FALSE_HOPE] >= _YES:
        gone |= set(with_cue(judged, "hope"))
        if not with_cue(judged, "hope"):
            gone |= {one for one in [judged.loudest(Item.FALSE_HOPE.value, inner(judged))] if one}
    gone |= set(with_cue(judged, "keep")) - set(with_cue(judged, "when"))
    gone |= {one for one in with_cue(judged, "stock") if not _says_more(one)}
    gone |= {one for one in with_cue(judged, "many") if not found("because", one.text)}
    if judged.harm >= _YES:
        hurting = [*with_cue(judged, "illegal"), *with_cue(judged, "cruel")]
        gone |= set(hurting or [one for one in [judged.loudest("harm", inner(judged))] if one])
    if caution.reasons is Reasons.SILENT:
        gone |= set(with_cue(judged, "because"))
    return gone


def _says_more(one: Sentence) -> bool:
    """Whether a sentence with a stock phrase holds a fact as well."""
    return any(found(kind, one.text) for kind in ("when", "because")) and not found("many", one.text)


def _is_step(one: Sentence, judged: Judged) -> bool:
    return bool(found("when", one.text) and (found("next", one.text) or found("open_door", one.text)))


def _greeting(judged: Judged, words: Phrases) -> str:
    first = judged.read.sentences[0]
    if first.part is Part.GREETING and not found("nobody", first.text) and not found("gap", first.text):
        return first.text
    name, _ = address.split(judged.read.letter.to)
    return words.hello_name.format(name=name) if name and not found("gap", name) else words.hello


def _opening(judged: Judged, words: Phrases, kept: _Kept) -> list[str]:
    body = judged.read.letter.body
    thanked = any(found("effort", text) for text in (*kept.before, kept.decides, *kept.others))
    lines = []
    if not kept.before and not thanked:
        title = _TITLE.search(body) or _TITLE.search(judged.read.letter.subject)
        job = title[1].strip(" .,") if title else ""
        lines.append(
            words.thanks_met
            if shapes()["meeting"].search(body)
            else words.thanks_for.format(job=job)
            if job
            else words.thanks
        )
    if judged.scores[Item.CLEAR] < _YES:
        return [*lines, *kept.before, words.open]
    return [*lines, *kept.before, kept.decides or words.no]


def _rest(judged: Judged, words: Phrases, kept: _Kept) -> list[str]:
    said = " ".join((*kept.before, kept.decides, *kept.others))
    credit = [] if found("effort", said) else [words.effort]
    if judged.scores[Item.CLEAR] >= _YES and not re.search(
        r"\b(?:sorry|afraid|leid|leider|siento|lament|désol|regret)", said, re.I
    ):
        credit = [words.sorry, *credit]
    door = [] if any(found("open_door", text) for text in kept.steps) else [words.write]
    return [" ".join(kept.others), " ".join(credit), " ".join([*kept.steps, *door])]


def _signed(judged: Judged, words: Phrases) -> str:
    ends = [
        one.text
        for one in judged.read.sentences
        if one.part in {Part.CLOSING, Part.SIGNED} and not found("gap", one.text)
    ]
    if not any(one.part is Part.CLOSING for one in judged.read.sentences):
        ends = [words.regards, *ends]
    if len(ends) < _SHORTEST:
        name, _ = address.split(judged.read.letter.sender)
        ends += [name] if name else []
    return "\n".join(ends)
