"""A private message to somebody to lean on, from sentences in `asking.toml`, in the user's voice.

It says what would help, that no is a fine answer, and nothing about what happened but what she wrote herself.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from zlib import crc32

from groundswell.domain.support import Support
from groundswell.reply.drafts.phrases import addressed
from groundswell.reply.drafts.spelling import in_voice
from groundswell.reply.drafts.voice import Voice
from groundswell.reply.sentences import same, sentences

_MOST_HAPPENED = 280
_CAPITAL_AFTER = (":", "!", ".", "?")
"""After such a greeting the sentence begins with a capital letter; after a comma with a small one."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a message is made for.

    Attributes:
        key: What tells one message from another: the person, and which time it is.
        support: What would help.
        language: ISO 639-1 code, one of `languages()`.
        name: What they are called in a greeting; empty for no name.
        formal: Whether they are addressed politely.
        happened: Her own words on it; empty for none.
        before: What she wrote to them lately: none of its sentences come again, where others are left.
    """

    key: str
    support: Support
    language: str
    name: str = ""
    formal: bool = False
    happened: str = ""
    before: Sequence[str] = ()


def languages() -> frozenset[str]:
    """The languages in which there are sentences."""
    return frozenset(_told())


def messages(asking: Asking, voice: Voice, most: int = 4) -> Iterator[str]:
    """Messages of three to five lines, each with other sentences than the one before."""
    told = _told()[asking.language]
    used = {same(one) for text in asking.before for one in sentences(text)}
    kinds = ("opens", asking.support.value, "out", "closes")
    lists = [_fresh(list(told[kind]), asking, used) for kind in kinds]
    for number in range(most):
        # The later ones move on at different paces, so that few drafts are made of the same pairs.
        turns = (number, number, number + number // 4, number + number // 3)
        opens, helps, out, closes = (one[turn % len(one)] for one, turn in zip(lists, turns, strict=True))
        lines = [opens, *_happened(asking.happened), helps, f"{out} {closes}"]
        yield _put_together(asking, voice, str(told["greets"]), lines)


def _fresh(frames: Sequence[str], asking: Asking, used: set[str]) -> list[str]:
    """The sentences as they address the other, what was said before last; among equals the key decides."""
    made = [addressed(one, formal=asking.formal, named=False) for one in frames]
    turn = crc32(f"{asking.key} {frames[0]}".encode()) % len(made)
    turned = [*made[turn:], *made[:turn]]
    return sorted(turned, key=lambda text: any(same(one) in used for one in sentences(text)))


def _happened(words: str) -> list[str]:
    """Her own words, whole sentences of them, in one line."""
    line = " ".join(words.split())
    if len(line) > _MOST_HAPPENED:
        kept = ""
        for one in sentences(line):
            if len(kept) + len(one) > _MOST_HAPPENED:
                break
            kept = f"{kept} {one}".strip()
        line = kept
    if not line:
        return []
    return [line if line[-1] in ".!?…" else f"{line}."]


def _put_together(asking: Asking, voice: Voice, greets: str, lines: Sequence[str]) -> str:
    plain = replace(voice, greeting="", sign_off="") if asking.language == "en" else Voice()
    body = [in_voice([one], plain, named="", warm=False, chance=1.0) for one in lines]
    own = voice.language == asking.language
    if asking.name and own and voice.greeting:
        greets = f"{voice.greeting} {{name}},"
    greeting = greets.format(name=asking.name) if asking.name else ""
    if not greeting or asking.language == "en" or greeting.endswith(_CAPITAL_AFTER):
        body[0] = body[0][:1].upper() + body[0][1:]
    signed = [voice.sign_off] if own and voice.sign_off else []
    return "\n".join([*([greeting] if greeting else []), *body, *signed])


@cache
def _told() -> Mapping[str, Mapping[str, str | list[str]]]:
    return tomllib.loads((Path(__file__).parent / "asking.toml").read_text("utf-8"))
