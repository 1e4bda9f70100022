"""One labelled text, and how the constructed sets are read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from groundswell.domain.errors import InputError
from groundswell.domain.reading import Utterance
from groundswell.domain.words import Abuse, Intent, Lane, Tone


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with what is known of it; a head that is absent is unknown, not false.

    Attributes:
        source: The set it comes from, such as `goemotions`.
        hints: Labels of the set's own, for the helper heads: name → whether it holds.
        intents, abuse: Head → whether it holds.
        hostile: Whether it attacks a person or a group; public sets only ever say that it does not.
        pen: Who wrote it, for constructed texts.
    """

    utterance: Utterance
    source: str
    language: str = "en"
    hints: Mapping[str, bool] = field(default_factory=dict)
    tone: Tone | None = None
    intents: Mapping[Intent, bool] = field(default_factory=dict)
    abuse: Mapping[Abuse, bool] = field(default_factory=dict)
    lane: Lane | None = None
    hostile: bool | None = None
    pen: str = ""


def constructed(folder: Path) -> Iterator[Labelled]:
    """All rows of the `*.jsonl` files of a folder, by file name.

    Raises:
        InputError: A row that cannot be read, with its file and line.
    """
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, f"{path}:{number}", path.stem)


def _row(line: str, where: str, pen: str) -> Labelled:
    try:
        row = json.loads(line)
        utterance = Utterance(
            row["id"],
            row["text"],
            row.get("context", ""),
            row.get("headline", ""),
            row.get("kind", "comment"),
        )
        return Labelled(
            utterance=utterance,
            source="constructed",
            language=row["lang"],
            tone=Tone(row["tone"]),
            intents={intent: intent in {Intent(name) for name in row["intents"]} for intent in Intent},
            abuse={abuse: abuse in {Abuse(name) for name in row["abuse"]} for abuse in Abuse},
            lane=Lane(row["lane"]),
            hostile=Tone(row["tone"]) is Tone.HOSTILE,
            pen=row.get("pen", pen),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"not a labelled comment: {error!r}", where=where) from error
