"""Says in words why an item is where it is."""

from groundswell.calm.helplines import EVERYWHERE, Helpline, helplines
from groundswell.domain.words import Abuse, Intent, Lane
from groundswell.store.items import Item
from groundswell.text.danger import in_danger

LANE_NAMES = {
    Lane.NEEDS_YOU: "Needs you",
    Lane.OPPORTUNITY: "Opportunities",
    Lane.QUESTION: "Questions",
    Lane.FEEDBACK: "Feedback",
    Lane.DISAGREEMENT: "Disagreement",
    Lane.KIND_WORDS: "Kind words",
    Lane.HOSTILE: "Hostile",
    Lane.SPAM: "Spam",
    Lane.UNSURE: "Unsure",
    Lane.OTHER: "Other",
}
_REASONS = {
    Lane.NEEDS_YOU: "Reads as somebody in a hard place. A few honest lines are enough.",
    Lane.OPPORTUNITY: "Reads as a real offer: a job, a talk, a client or an introduction.",
    Lane.QUESTION: "Asks something and wants an answer.",
    Lane.FEEDBACK: "Says how something could be done better or put right.",
    Lane.DISAGREEMENT: "Disagrees with the point, without attacking a person.",
    Lane.KIND_WORDS: "Kind, and needs nothing from you.",
    Lane.HOSTILE: "Attacks a person rather than the point.",
    Lane.SPAM: "Reads as unasked selling, a scam or bait.",
    Lane.UNSURE: "The signs point in different directions; a look of yours decides.",
    Lane.OTHER: "A tag, a word or something off topic.",
}
_AMONG_THEM = {
    Lane.DISAGREEMENT: "Disagrees with another commenter, not with you.",
    Lane.HOSTILE: "Attacks another commenter, not you.",
    Lane.QUESTION: "Asks another commenter something; an answer of yours may help all the same.",
    Lane.KIND_WORDS: "Kind words for another commenter.",
}
"""The same, for what answers another commenter and not the account."""
_ALSO = {
    Intent.QUESTION: "also asks something",
    Intent.OFFER_OF_HELP: "also offers help",
    Intent.NEEDS_SUPPORT: "may also be in a hard place",
    Intent.FEEDBACK: "also holds feedback",
    Intent.SHARED_EXPERIENCE: "tells of the same experience",
    Intent.GRATITUDE: "thanks you",
    Intent.OPPORTUNITY: "may also be an opportunity",
}
_OWN_INTENTS = {
    Lane.NEEDS_YOU: {Intent.NEEDS_SUPPORT},
    Lane.OPPORTUNITY: {Intent.OPPORTUNITY},
    Lane.QUESTION: {Intent.QUESTION},
    Lane.FEEDBACK: {Intent.FEEDBACK},
    Lane.KIND_WORDS: {Intent.GRATITUDE},
}
_LIKELY = 0.5
HELP_EVERYWHERE = EVERYWHERE
_FOLDED = {
    Abuse.THREAT: "threatens",
    Abuse.IDENTITY_ATTACK: "attacks a group of people",
    Abuse.SEXUAL: "uses sexual abuse",
    Abuse.INSULT: "insults",
}


_DANGER = "They may be in danger. Ask whether they are safe, and say where somebody answers."


def reason(item: Item) -> str:
    """One or two sentences on why the item is in its lane."""
    if item.corrected:
        return "You put it here."
    if item.lane not in (Lane.SPAM, Lane.HOSTILE) and in_danger(item.words):
        return _DANGER
    if item.reading.taught:
        return f"Here because you moved others like it. {_REASONS[item.lane]}"
    sentence = _AMONG_THEM.get(item.lane, _REASONS[item.lane]) if item.to_another else _REASONS[item.lane]
    own = _OWN_INTENTS.get(item.lane, set())
    also = [
        words
        for intent, words in _ALSO.items()
        if intent not in own and item.reading.intents.get(intent, 0) >= _LIKELY
    ]
    return f"{sentence} It {also[0]}." if also else sentence


def sureness(item: Item) -> str:
    """How sure the reading is, in words and per cent."""
    return "your own word" if item.corrected else f"{round(item.reading.confidence * 100)}% sure"


def folded_summary(item: Item) -> str:
    """A neutral sentence in place of a hostile text."""
    worst = hostility(item)
    plea = " They may be in a hard place themselves." if heavy(item) else ""
    stranger = "A stranger" if item.person_degree not in (1, 2) else "Somebody near your network"
    whom = ", aimed at another commenter" if item.to_another else ""
    return f"{stranger} {worst} in this {item.kind}{whom}.{plea}"


def hostility(item: Item) -> str:
    """What a hostile text does, such as "threatens"."""
    if item.lane is Lane.UNSURE:
        return "may be hostile"
    likely = (words for kind, words in _FOLDED.items() if item.reading.abuse.get(kind, 0) >= _LIKELY)
    return next(likely, "is hostile")


def heavy(item: Item) -> bool:
    """Whether the writer may be in a hard place, whatever the lane."""
    return item.lane is Lane.NEEDS_YOU or item.reading.intents.get(Intent.NEEDS_SUPPORT, 0) >= _LIKELY


def help_lines(item: Item) -> tuple[tuple[Helpline, ...], tuple[Helpline, ...]]:
    """Lines of the countries where the item's language is spoken, and those of all others."""
    near = [line for line in helplines() if item.reading.language in line.languages]
    return tuple(near), tuple(line for line in helplines() if line not in near)
