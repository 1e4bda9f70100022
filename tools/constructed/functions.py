"""Functional tests: pairs of texts that differ in one thing, by what they test.

`data/functional/<language>.txt` holds them as frames. Lines that begin with `@` set something, every other
line that is not blank and does not begin with `#` is one frame, with its split:

    @slot trade = nurses; welders; recruiters; teachers
    @function critique_or_attack
    @labels Cd => H/i
    train| This advice is useless to {trade}. => You are useless, and {trade} know it.
    test| [Cf] Name your sources, {trade} read this too. => Name your sources, you fraud.

A slot holds until it is set again; `@labels` gives the codes of both sides as in `compose`, and a code in
square brackets those of one text. A frame is filled once for each value of its first slot, the others going
along in turn.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.constructed.compose import ABUSE, CODE, INTENTS, TONES, lane_of
from tools.triage.labelled import Labelled

from groundswell.domain.reading import Utterance
from groundswell.domain.words import Abuse, Intent, Tone

_SLOT = re.compile(r"\{(\w+)\}")
_OWN = re.compile(r"\[([^\]]+)\]\s*(.*)", re.DOTALL)
SPLITS = ("train", "dev", "test")


@dataclass(slots=True)
class _Told:
    function: str = ""
    labels: tuple[str, str] = ("", "")
    slots: dict[str, list[str]] = field(default_factory=dict)


def functional(file: Path) -> Iterator[tuple[str, str, Labelled]]:
    """Split, function and row of each text; two neighbours are a pair.

    Raises:
        ValueError: A line that cannot be read, with its place.
    """
    told, frames = _Told(), 0
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            if line.startswith("@"):
                _set(told, line[1:])
                continue
            frames += 1
            split, filled = _frame(line, told)
            for text, code, filling in filled:
                yield split, told.function, _row(text, code, f"{file.stem}-f{frames:03}", filling)
        except (ValueError, KeyError) as error:
            raise ValueError(f"{file}:{number}: {error}") from error


def _set(told: _Told, line: str) -> None:
    name, _, value = line.partition(" ")
    if name == "function":
        told.function = value.strip()
    elif name == "labels":
        first, _, second = value.partition("=>")
        told.labels = (first.strip(), second.strip())
    elif name == "slot":
        slot, _, values = value.partition("=")
        told.slots[slot.strip()] = [one.strip() for one in values.split(";") if one.strip()]
    else:
        raise ValueError(f"unknown setting @{name}")


def _frame(line: str, told: _Told) -> tuple[str, list[tuple[str, str, int]]]:
    split, _, pair = line.partition("|")
    if split.strip() not in SPLITS:
        raise ValueError("a frame begins with its split")
    return split.strip(), list(_filled(pair, told))


def _filled(pair: str, told: _Told) -> Iterator[tuple[str, str, int]]:
    sides = [side.strip() for side in pair.split("=>")]
    if len(sides) != 2 or not all(sides):
        raise ValueError("a frame has two sides, with => between them")
    names = list(dict.fromkeys(_SLOT.findall(pair)))
    fillings = len(told.slots[names[0]]) if names else 1
    for filling in range(fillings):
        values = {name: told.slots[name][filling % len(told.slots[name])] for name in names}
        for side, code in zip(sides, told.labels, strict=True):
            own = _OWN.fullmatch(side)
            text, labels = (own[2], own[1]) if own else (side, code)
            yield text.format_map(values), labels, filling


def _row(text: str, code: str, pen: str, filling: int) -> Labelled:
    found = CODE.fullmatch(code)
    if not found or len(set(code)) < len(code):  # a letter twice is a slip
        raise ValueError(f"no labels: {code!r}")
    tone, intents = TONES[found[1]], [INTENTS[letter] for letter in found[2]]
    abuse = {ABUSE[letter] for letter in found[3] or ""}
    return Labelled(
        utterance=Utterance(f"{pen}-{filling}", text[:1].upper() + text[1:]),
        source="functional",
        language=pen.split("-")[0],
        tone=tone,
        intents={intent: intent in intents for intent in Intent},
        abuse={kind: kind in abuse for kind in Abuse},
        lane=lane_of(tone, intents),
        hostile=tone is Tone.HOSTILE,
        pen=pen,
    )


def main() -> int:
    """Counts the pairs of each function and split; 1 if a text stands in two splits."""
    wrong = 0
    for file in map(Path, sys.argv[1:]):
        rows = list(functional(file))
        pairs = Counter((function, split) for split, function, _ in rows)
        functions = list(dict.fromkeys(function for _, function, _ in rows))
        print(f"{file.stem}: {len(functions)} functions, {len(rows) // 2} pairs")
        for function in functions:
            counts = " ".join(f"{split} {pairs[function, split] // 2}" for split in SPLITS)
            print(f"  {function:34} {counts}")
        held: dict[str, str] = {}
        for split, _, row in rows:
            if held.setdefault(row.utterance.text, split) != split:
                wrong = 1
                print(f"{row.pen}: also in another split: {row.utterance.text}", file=sys.stderr)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
