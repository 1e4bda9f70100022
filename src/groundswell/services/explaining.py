"""Says in words why an item is where it is."""

from groundswell.domain.words import Abuse, Intent, Lane
from groundswell.services.inbox import Item

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
_FOLDED = {
    Abuse.THREAT: "threatens",
    Abuse.IDENTITY_ATTACK: "attacks a group of people",
    Abuse.SEXUAL: "uses sexual abuse",
    Abuse.INSULT: "insults",
}


def reason(item: Item) -> str:
    """One or two sentences on why the item is in its lane."""
    if item.corrected:
        return "You put it here."
    sentence = _REASONS[item.lane]
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
    worst = next(
        (words for kind, words in _FOLDED.items() if item.reading.abuse.get(kind, 0) >= _LIKELY), "is hostile"
    )
    stranger = "A stranger" if item.person_degree not in (1, 2) else "Somebody near your network"
    return f"{stranger} {worst} in this {item.kind}."
