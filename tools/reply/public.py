"""What public sets can say of a text that goes out. Each only speaks for what it means by its labels.

What is close to one of our scores but not the same becomes a helper score of its own (`hint_…`).
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from zlib import crc32

from tools.reply.rows import Row

_DIALOGUE = {
    "hint_asks": {"Questioning"},
    "hint_comforts": {"Consoling", "Sympathizing", "Caring", "Encouraging", "Wishing"},
    "hint_agrees": {"Agreeing", "Acknowledging"},
    "hint_advises": {"Suggesting"},
    "hint_angry": {"Angry", "Furious", "Annoyed", "Disgusted"},
}
_FELT = ("admiration", "annoyance", "anger", "caring", "curiosity", "disapproval", "gratitude", "remorse")
_FACE = {"hint_praises_other": "hpos+", "hint_lifts_self": "spos+", "hint_attacks_other": "hpos-"}


def public(folder: Path, split: str) -> Iterator[Row]:
    """Rows of `train` or `test`; of a set without a test split one text in ten is held out for it."""
    test = split == "test"
    yield from requests(folder, split)
    for told in _csv(folder / "edos_mturk.csv"):
        if _held_out(told["text"]) == test:
            known = {name: float(told["label"] in of) for name, of in _DIALOGUE.items()}
            yield _row(_joined(told["text"]), "edos", known)
    for told in _csv(folder / "face_acts.csv"):
        if (int(told["conversation_id"]) % 10 == 0) == test:
            yield _row(told["text"], "face_acts", {n: float(told["label"] == of) for n, of in _FACE.items()})
    for told in _csv(folder / "empathic_reactions.csv"):
        if _held_out(told["article_id"]) == test:
            felt = {
                "hint_moved": (float(told["empathy"]) - 1) / 6,
                "hint_distress": (float(told["distress"]) - 1) / 6,
            }
            yield _row(told["text"], "empathic_reactions", felt)
    for told in _csv(folder / f"goemotions_{split}.csv"):
        labels = set(told["label"].split("|"))
        yield _row(told["text"], "goemotions", {f"hint_{name}": float(name in labels) for name in _FELT})
    for told in _csv(folder / f"positive_frames_{split}.csv"):
        yield _row(told["text"], "positive_frames", {"hint_reframed": 1.0})
        yield _row(told["original"], "positive_frames", {"hint_reframed": 0.0})


def requests(folder: Path, split: str) -> Iterator[Row]:
    """Requests with scores of politeness; those of `dev` are one in eight of the file for training."""
    for told in _csv(folder / f"tydip_politeness_en_{'test' if split == 'test' else 'train'}.csv"):
        if split != "test" and (crc32(told["text"].encode()) % 8 == 0) != (split == "dev"):
            continue
        # Scores are about normal: from -1 to 1 lies most of them.
        polite = min(1.0, max(0.0, (float(told["score"]) + 1) / 2))
        yield _row(told["text"], "tydip", {"polite": polite})


def _row(text: str, source: str, known: Mapping[str, float]) -> Row:
    return Row(text, "", 1, known, source)


def _held_out(text: str) -> bool:
    return crc32(text.encode("utf-8", "surrogatepass")) % 10 == 0


def _joined(text: str) -> str:
    """Film dialogue as people write: without the spaces before marks."""
    for apart in (" '", " ,", " .", " !", " ?"):
        text = text.replace(apart, apart.strip())
    return text


def _csv(file: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
