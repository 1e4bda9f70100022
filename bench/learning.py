"""What thirty corrections teach: simulated users with a preference of their own, on the constructed test.

python -m bench.learning [--out bench/results/learning.md]

Each user meets the test's texts in an order of their own and puts thirty of them (or half of what there
is) where they want them: those that their preference is about and that stand elsewhere. Counted is how many
of the other texts stand where the user wants them, before and after. The layer's anchors are by other pens.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tools.triage.labelled import Labelled, constructed
from tools.triage.metrics import short, table

from groundswell.domain.reading import Utterance
from groundswell.domain.words import Abuse, Intent, Lane
from groundswell.triage import Lesson
from groundswell.triage.encoder import EncoderReader

CORRECTIONS = 30
ORDERS = 10
_WORSE_THAN_INSULT = (Abuse.THREAT, Abuse.IDENTITY_ATTACK, Abuse.SEXUAL)

Truth = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who wants the texts that `touches` names in another lane than the labels say."""

    wants: str
    touches: Callable[[Labelled], bool]
    lane: Lane


USERS = (
    User("disagreement folded away", lambda row: row.lane is Lane.DISAGREEMENT, Lane.HOSTILE),
    User("feedback among disagreement", lambda row: row.lane is Lane.FEEDBACK, Lane.DISAGREEMENT),
    User("asides among kind words", lambda row: row.lane is Lane.OTHER, Lane.KIND_WORDS),
    User("questions among feedback", lambda row: row.lane is Lane.QUESTION, Lane.FEEDBACK),
    User(
        "pitches as opportunities",
        lambda row: row.lane is Lane.SPAM and row.intents[Intent.SELF_PROMOTION],
        Lane.OPPORTUNITY,
    ),
    User(
        "mere insults open to see",
        lambda row: row.lane is Lane.HOSTILE and not any(row.abuse[kind] for kind in _WORSE_THAN_INSULT),
        Lane.DISAGREEMENT,
    ),
    User(
        "others' own stories first",
        lambda row: row.lane is Lane.KIND_WORDS and row.intents[Intent.SHARED_EXPERIENCE],
        Lane.NEEDS_YOU,
    ),
    User(
        "offers of help as opportunities",
        lambda row: row.lane is Lane.KIND_WORDS and row.intents[Intent.OFFER_OF_HELP],
        Lane.OPPORTUNITY,
    ),
)


@dataclass(frozen=True, slots=True)
class World:
    """All texts as they were read: sketches, the lanes that they stand in, and those of the labels."""

    reader: EncoderReader
    sketches: Sequence[bytes]
    stand: Truth
    labelled: Truth


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--constructed", type=Path, default=Path("data/constructed/test"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/learning.md"))
    given = parser.parse_args()
    rows = list(constructed(given.constructed))
    world = _world(rows)
    measured = [(user, _measured(user, world, rows)) for user in USERS]
    head = ["Wants", "corrections", "texts it is about: before", "after", "all later texts: before", "after"]
    lines = [[user.wants, f"{one[0]:.0f}", *map(short, one[1:])] for user, one in measured]
    mean = np.mean([one for _, one in measured], axis=0)
    text = table(
        [*head, "texts it is not about: before", "after"],
        [*lines, ["mean", f"{mean[0]:.0f}", *map(short, mean[1:])]],
    )
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(f"### Thirty corrections by users with a preference\n\n{text}\n", encoding="utf-8")
    print(text)


def _world(rows: Sequence[Labelled]) -> World:
    reader = EncoderReader()
    sketches = [one.sketch for one in reader.read_batch([Utterance("", row.utterance.text) for row in rows])]
    stand = np.array([one.lane for one in reader.taught([]).placed(sketches)])
    return World(reader, sketches, stand, np.array([row.lane for row in rows]))


def _measured(user: User, world: World, rows: Sequence[Labelled]) -> NDArray[np.float64]:
    """Corrections made, then shares where wanted: of touched texts, all, untouched; before and after."""
    touched = np.array([user.touches(row) for row in rows])
    wanted = np.where(touched, user.lane, world.labelled)
    found = []
    for seed in range(ORDERS):
        order = np.random.default_rng(seed).permutation(len(rows))
        wrong = [place for place in order if touched[place] and world.stand[place] != wanted[place]]
        corrected = wrong[: min(CORRECTIONS, len(wrong) // 2)]
        lessons = [Lesson(world.sketches[place], user.lane) for place in corrected]
        after = np.array([one.lane for one in world.reader.taught(lessons).placed(world.sketches)])
        later = np.ones(len(rows), dtype=bool)
        later[corrected] = False
        found.append(
            [
                len(corrected),
                *(
                    (stand == wanted)[later & group].mean()
                    for group in (touched, np.ones_like(touched), ~touched)
                    for stand in (world.stand, after)
                ),
            ]
        )
    made: NDArray[np.float64] = np.mean(found, axis=0)
    return made


if __name__ == "__main__":
    main()
