"""Sentences by what they do in a letter, and letters put together from them.

Whole letters by few pens hold habits: who gives a reason also thanks. Letters that are put together at random
from single sentences hold none, so the heads learn each item from the words that make it.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from groundswell.domain.letters import Letter
from groundswell.letters.deeds import DEEDS
from tools.letters.rows import FOLDER

LANGUAGES = {"en": 0.6, "de": 0.1, "es": 0.1, "fr": 0.1, "pt": 0.1}
"""Language → the share of the letters that are put together in it."""

UNSAID = {
    "stock": {"no", "unreason", "effort", "polite", "unread", "murky", "reason"},
    "illegal": {"reason", "cruel"},
    "cruel": {"reason", "no", "illegal"},
    "one": {"effort"},
    "effort": {"one"},
    "hold": {"murky", "reason"},
    "murky": {"hold", "unnext", "stock"},
    "unnext": {"hope"},
    "reason": {"one"},
    "unread": {"stock"},
    "unreason": {"stock"},
    "polite": {"stock"},
    "reply": {"next"},
    "next": {"reply"},
    "plain": {"polite", "reason"},
    "honest": {"no", "plain"},
    "no": {"stock"},
}
"""Deed → others that such a sentence may do besides; the bank does not say."""

_GREETINGS = {
    "en": ("Dear Ms Obi,", "Dear Candidate,"),
    "de": ("Liebe Frau Kranz,", "Sehr geehrte Damen und Herren,"),
    "es": ("Estimada Lucía:", "Estimado candidato:"),
    "fr": ("Bonjour Claire,", "Madame, Monsieur,"),
    "pt": ("Olá Beatriz,", "Prezado candidato,"),
}
_SENDERS = ("Ruth Amsel <ruth@amsel.example>", "HR <hr@firm.example>", "Team <jobs@firm.example>")
_STOCK_NO = re.compile(
    r"other candid|ander|regret|not been|not approved|not selected|lamenta|favorable|não seguirá",
    re.IGNORECASE,
)
UNKNOWN = -1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the bank."""

    lang: str
    deed: str
    text: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter put together.

    Attributes:
        parts: Places in the bank of its sentences, in order; the greeting stands before them.
        truth: Item or `harm` → 0, 1 or, of `personal`, a level; `UNKNOWN` where that is not settled.
    """

    letter: Letter
    parts: Sequence[int]
    truth: dict[str, float]


def bank(folder: Path = FOLDER / "sentences") -> list[Sentence]:
    """All sentences, language by language."""
    made, deed = [], ""
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if re.fullmatch(r"\[\w+\]", line):
                deed = line[1:-1]
                if deed not in DEEDS:
                    raise ValueError(f"{file.name}: no deed is called {deed}")
            elif line and not line.startswith("# "):
                made.append(Sentence(file.stem, deed, line))
    return made


def compose(sentences: Sequence[Sentence], count: int, seed: int = 5) -> list[Composed]:
    """So many letters, the same each time."""
    chance = random.Random(seed)
    pools: dict[str, dict[str, list[int]]] = {}
    for place, one in enumerate(sentences):
        pools.setdefault(one.lang, {}).setdefault(one.deed, []).append(place)
    langs = chance.choices(list(LANGUAGES), list(LANGUAGES.values()), k=count)
    return [_composed(chance, lang, pools[lang], sentences) for lang in langs]


def _composed(
    chance: random.Random, lang: str, pool: dict[str, list[int]], sentences: Sequence[Sentence]
) -> Composed:
    def some(deed: str, share: float, most: int = 1) -> list[int]:
        return [chance.choice(pool[deed]) for _ in range(most)] if chance.random() < share else []

    named, robotic = chance.random() < 0.7, chance.random() < 0.3
    outcome = chance.choices(["no", "murky", "hold"], [0.62, 0.23, 0.15])[0]
    head = [*some("polite", 0.5), *some("plain", 0.3), *some(outcome, 1.0), *some(outcome, 0.15)]
    reason, effort = some("reason", 0.5), some("effort", 0.42)
    one = [] if robotic else some("one", 0.45, chance.choice((1, 2)))
    step, hope = some("next", 0.4), some("hope", 0.3)
    cruel, illegal = some("cruel", 0.07), some("illegal", 0.07)
    stock = some("stock", 1.0, chance.choice((1, 2, 2, 3))) if robotic else []
    parts = [
        *head, *reason, *some("unreason", 0.4), *effort, *one, *step, *some("unnext", 0.25), *hope,
        *([] if hope else some("honest", 0.2)), *cruel, *illegal, *stock, *some("plain", 0.35),
    ]  # fmt: skip
    if chance.random() < 0.4:
        chance.shuffle(parts)
    unread = some("unread", 0.25)
    parts += unread or some("reply", 0.35)
    closed = chance.random() < 0.2
    sender = "Careers <no-reply@firm.example>" if closed else chance.choice(_SENDERS)
    said_no = any(_STOCK_NO.search(sentences[place].text) for place in stock)
    levels = (0.33 if named else 0.0, 0.67, 1.0)
    truth = {
        "clear": UNKNOWN if said_no and outcome == "hold" else float(outcome == "no" or said_no),
        "reason": float(bool(reason or illegal)),
        "effort": float(bool(effort)),
        "can_reply": float(not (unread or closed)),
        "next_step": float(bool(step)),
        "false_hope": float(bool(hope)),
        "robotic": float(robotic),
        "harm": float(bool(cruel or illegal)),
        "personal": levels[len(one)],
    }
    body = " ".join(sentences[place].text for place in parts)
    greeting = _GREETINGS[lang][0 if named else 1]
    letter = Letter("composed", f"{greeting}\n\n{body}\n\n", "Your application", sender)
    return Composed(letter, parts, truth)
