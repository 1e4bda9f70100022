"""Checks the constructed comments and counts them: `python tools/constructed/check.py [FOLDER]`.

Exits 0 if every row is sound, else 1 with one line per problem on stderr.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from groundswell.domain.words import Abuse, Intent, Lane, Tone

FOLDER = Path(__file__).resolve().parents[2] / "data" / "constructed"
SPLITS = ("train", "dev", "test")
KINDS = ("comment", "message", "invitation")
STRINGS = ("id", "text", "lang", "tone", "lane", "pen", "kind", "context", "headline", "pair")
MAY_BE_EMPTY = {"context", "headline", "pair"}
LISTS: dict[str, set[str]] = {"intents": set(Intent), "abuse": set(Abuse)}
CHOICES: dict[str, Iterable[str]] = {"tone": set(Tone), "lane": set(Lane) - {Lane.UNSURE}, "kind": KINDS}
# Longer runs of shared words between splits are a shared frame; shorter ones are ordinary phrases.
FRAME_WORDS = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Row:
    """One constructed text, with where it stands and what the README says of each field."""

    where: str
    split: str
    id: str
    text: str
    lang: str
    tone: str
    lane: str
    pen: str
    kind: str
    context: str
    headline: str
    pair: str
    intents: tuple[str, ...]
    abuse: tuple[str, ...]


def lanes_for(tone: str, intents: Iterable[str]) -> set[str]:
    """The lanes that precedence allows: two for feedback with disagreement, and for self-promotion."""
    held = set(intents)
    if tone == Tone.HOSTILE:
        return {Lane.HOSTILE}
    for intent, lane in (
        (Intent.SPAM, Lane.SPAM),
        (Intent.NEEDS_SUPPORT, Lane.NEEDS_YOU),
        (Intent.OPPORTUNITY, Lane.OPPORTUNITY),
        (Intent.QUESTION, Lane.QUESTION),
    ):
        if intent in held:
            return {lane}
    either = {str(intent) for intent in (Intent.FEEDBACK, Intent.DISAGREEMENT) if intent in held}
    if either:
        return either
    rest = Lane.KIND_WORDS if tone == Tone.SUPPORTIVE else Lane.OTHER
    return {rest, Lane.SPAM} if Intent.SELF_PROMOTION in held else {rest}


def shape_problems(data: object) -> list[str]:
    """What keeps one parsed JSON line from being a row at all."""
    if not isinstance(data, dict):
        return ["not an object"]
    fields = {*STRINGS, *LISTS}
    found = [f"fields missing or unknown: {sorted(fields ^ set(data))}"] if fields != set(data) else []
    for name in fields & set(data):
        value = data[name]
        if name in LISTS:
            if not isinstance(value, list) or len(set(map(str, value))) < len(value):
                found.append(f"{name} must be a list without repeats")
            elif not set(map(str, value)) <= LISTS[name]:
                found.append(f"{name} has an unknown label: {value}")
        elif not isinstance(value, str) or (not value.strip() and name not in MAY_BE_EMPTY):
            found.append(f"{name} must be text")
        elif name in CHOICES and value not in CHOICES[name]:
            found.append(f"unknown {name}: {value}")
    return found


def label_problems(row: Row) -> Iterator[str]:
    """Where the labels of a row contradict each other."""
    intents, attacks = set(row.intents), set(row.abuse) - {Abuse.PROFANITY}
    allowed = lanes_for(row.tone, intents)
    if row.lane not in allowed:
        yield f"lane {row.lane}, but tone and intents say {' or '.join(sorted(allowed))}"
    if bool(attacks) != (row.tone == Tone.HOSTILE):
        yield "hostile tone and abuse beyond profanity go together"
    if intents & {Intent.PRAISE, Intent.GRATITUDE} and row.tone != Tone.SUPPORTIVE:
        yield "praise and gratitude make the tone supportive"
    if row.lane == Lane.SPAM and row.tone != Tone.NEUTRAL:
        yield "spam is neutral in tone"
    if Intent.DISAGREEMENT in intents and row.tone in {Tone.SUPPORTIVE, Tone.NEUTRAL}:
        yield "disagreement makes the tone critical"
    if row.tone == Tone.CRITICAL and not intents & {Intent.DISAGREEMENT, Intent.FEEDBACK, Intent.QUESTION}:
        yield "a critical text disagrees, asks or gives feedback"


def read_file(path: Path) -> tuple[list[Row], list[str]]:
    """The sound rows of one file and the problems of the others."""
    rows, problems = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path.parent.name}/{path.name}:{number}"
        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            problems.append(f"{where}: not JSON ({error.msg})")
            continue
        found = shape_problems(data)
        if found:
            problems += [f"{where}: {problem}" for problem in found]
            continue
        row = Row(
            where=where,
            split=path.parent.name,
            intents=tuple(data["intents"]),
            abuse=tuple(data["abuse"]),
            **{name: data[name] for name in STRINGS},
        )
        if row.pen != path.stem or not row.pen.startswith(f"{row.lang}-"):
            problems.append(f"{where}: the file is named by its pen, and the pen by its language")
        if not row.id.startswith(f"{row.pen}-"):
            problems.append(f"{where}: the id begins with the pen")
        problems += [f"{where}: {problem}" for problem in label_problems(row)]
        rows.append(row)
    return rows, problems


def set_problems(rows: list[Row]) -> Iterator[str]:
    """What is wrong between rows: repeats, lone pairs, and pens or frames that two splits share."""
    first_id: dict[str, str] = {}
    first_text: dict[str, str] = {}
    pens: dict[str, set[str]] = defaultdict(set)
    pairs: dict[str, list[Row]] = defaultdict(list)
    frames: dict[str, Row] = {}
    for row in rows:
        words = _WORD.findall(row.text.casefold())
        # An emoji alone belongs to no language: only there may two languages hold the same text.
        text = ("" if words else row.lang) + " ".join(row.text.casefold().split())
        for seen, key, name in ((first_id, row.id, "id"), (first_text, text, "text")):
            if seen.setdefault(key, row.where) != row.where:
                yield f"{row.where}: same {name} as {seen[key]}"
        for start in range(len(words) - FRAME_WORDS + 1):
            frame = " ".join(words[start : start + FRAME_WORDS])
            other = frames.setdefault(frame, row)
            if other.split != row.split:
                yield f"{row.where}: shares the words '{frame}' with {other.where}"
        pens[row.pen].add(row.split)
        pairs[row.pair].append(row)
    yield from (f"{pen}: in {' and '.join(sorted(held))}" for pen, held in pens.items() if len(held) > 1)
    for pair, members in pairs.items():
        if pair and (len(members) < 2 or len({row.pen for row in members}) > 1):
            yield f"{members[0].where}: pair {pair} needs two rows or more of one pen"


def check(folder: Path) -> tuple[list[Row], list[str]]:
    """Every sound row under `folder/{train,dev,test}` and one line per problem."""
    rows: list[Row] = []
    problems: list[str] = []
    for path in (path for split in SPLITS for path in sorted((folder / split).glob("*.jsonl"))):
        read, found = read_file(path)
        rows += read
        problems += found
    return rows, [*problems, *set_problems(rows)]


def counts(rows: list[Row]) -> str:
    """A table of rows by language, split and lane."""
    lanes = [lane for lane in Lane if lane is not Lane.UNSURE]
    lines = [f"{'':10} {'rows':>5} {'pens':>4} {'paired':>6} " + " ".join(f"{lane:>12}" for lane in lanes)]
    for lang in sorted({row.lang for row in rows}):
        for split in SPLITS:
            held = [row for row in rows if (row.lang, row.split) == (lang, split)]
            by_lane = Counter(row.lane for row in held)
            pens, paired = len({row.pen for row in held}), sum(bool(row.pair) for row in held)
            shown = " ".join(f"{by_lane[lane]:12}" for lane in lanes)
            lines.append(f"{lang + ' ' + split:10} {len(held):5} {pens:4} {paired:6} {shown}")
    return "\n".join(lines)


def main() -> int:
    """Prints counts and problems; 1 if there are problems."""
    rows, problems = check(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    print(counts(rows))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
