"""A pen in plain lines becomes rows: `python -m tools.constructed.compose DRAFT data/constructed/SPLIT`.

A draft is quick to write by hand. Lines that begin with `@` set something, every other line is one text:

    @pen en-p25
    @context A recruiter shows the letter she wrote to the second-placed candidate
    Spg x1| Thank you Dana, that is a lovely letter
    Cd x1|  Thank you Dana, that is a lovely letter to frame and do nothing about
    @kind message
    @headline Talent lead, Hull
    No|     Would you talk to us about a part-time role in Hull?

`@context` and `@kind` hold until they are set again (`@context` alone clears it), `@headline` for one text.
The code before `|` is a tone, the intents and, after `/`, the abuse; then, where texts form a pair, its name.

    tone    S supportive  N neutral  C critical  H hostile
    intent  p praise  g gratitude  e shared experience  q question  f feedback  d disagreement
            o opportunity  h offer of help  n needs support  m self-promotion  s spam
    abuse   i insult  a identity attack  t threat  x sexual  w profanity

The lane follows by precedence; of feedback and disagreement the one written first gives it.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.constructed.check import lanes_for

from groundswell.domain.words import Abuse, Intent, Lane, Tone

TONES = {"S": Tone.SUPPORTIVE, "N": Tone.NEUTRAL, "C": Tone.CRITICAL, "H": Tone.HOSTILE}
INTENTS = {
    "p": Intent.PRAISE,
    "g": Intent.GRATITUDE,
    "e": Intent.SHARED_EXPERIENCE,
    "q": Intent.QUESTION,
    "f": Intent.FEEDBACK,
    "d": Intent.DISAGREEMENT,
    "o": Intent.OPPORTUNITY,
    "h": Intent.OFFER_OF_HELP,
    "n": Intent.NEEDS_SUPPORT,
    "m": Intent.SELF_PROMOTION,
    "s": Intent.SPAM,
}
ABUSE = {
    "i": Abuse.INSULT,
    "a": Abuse.IDENTITY_ATTACK,
    "t": Abuse.THREAT,
    "x": Abuse.SEXUAL,
    "w": Abuse.PROFANITY,
}
CODE = re.compile(r"([SNCH])([pgeqfdohnms]*)(?:/([iatxw]+))?")
LINE = re.compile(CODE.pattern + r"(?: +(x\w+))? *\|\s*(.*\S)")


def lane_of(tone: Tone, intents: list[Intent]) -> Lane:
    """The lane of a text; `intents` in the order written."""
    allowed = lanes_for(tone, intents)
    named = [Lane(intent) for intent in intents if str(intent) in allowed]
    return named[0] if named else Lane(sorted(allowed - {Lane.SPAM} or allowed)[0])


def composed(draft: str) -> Iterator[dict[str, object]]:
    """The rows of a draft; raises `ValueError` that names the line."""
    told = {"pen": "", "context": "", "headline": "", "kind": "comment"}
    number = 0
    for at, line in enumerate(draft.splitlines(), start=1):
        if not line.strip():
            continue
        if line.startswith("@"):
            name, _, value = line[1:].partition(" ")
            if name not in told:
                raise ValueError(f"line {at}: unknown setting @{name}")
            told[name] = value.strip()
            continue
        found = LINE.fullmatch(line.strip())
        if not found:
            raise ValueError(f"line {at}: no code before the text: {line[:60]}")
        number += 1
        pen = told["pen"]
        tone, intents = TONES[found[1]], [INTENTS[letter] for letter in found[2]]
        yield {
            "id": f"{pen}-{number:03}",
            "text": found[5].replace("\\n", "\n"),
            "lang": pen.split("-")[0],
            "tone": tone,
            "intents": intents,
            "abuse": [ABUSE[letter] for letter in found[3] or ""],
            "lane": lane_of(tone, intents),
            "pen": pen,
            "kind": told["kind"],
            "context": told["context"],
            "headline": told["headline"],
            "pair": f"{pen}-{found[4]}" if found[4] else "",
        }
        told["headline"] = ""


def main() -> int:
    """Writes `<pen>.jsonl` into the folder of a split; 1 with the line if the draft cannot be read."""
    draft, folder = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        rows = list(composed(draft.read_text("utf-8")))
    except ValueError as error:
        print(f"{draft}: {error}", file=sys.stderr)
        return 1
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / f"{rows[0]['pen']}.jsonl").write_text(lines, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
