"""Comments with readings, as triage would give them."""

from groundswell.domain.drafting import Comment
from groundswell.domain.reading import Reading
from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.reply.sentences import WORD


def comment(
    text: str,
    lane: Lane = Lane.KIND_WORDS,
    *intents: Intent,
    name: str = "Ana Ruiz",
    key: str = "k",
    language: str = "en",
    abuse: Abuse | None = None,
    tie: float = 0.0,
    post: str = "",
    to_another: bool = False,
) -> Comment:
    """A comment that was read as given, beyond doubt."""
    tone = {Lane.KIND_WORDS: Tone.SUPPORTIVE, Lane.HOSTILE: Tone.HOSTILE, Lane.DISAGREEMENT: Tone.CRITICAL}
    reading = Reading(
        key, language, {tone.get(lane, Tone.NEUTRAL): 1.0}, dict.fromkeys(intents, 0.9),
        {abuse: 0.9} if abuse else {}, lane, 0.5, 0.9, (), "test",
    )  # fmt: skip
    return Comment(key, text, name, post, reading, to_another, tie)


def words(text: str) -> set[str]:
    """The words of a text, in small letters."""
    return {one.casefold() for one in WORD.findall(text.replace("’", "'"))}
