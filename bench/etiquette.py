"""How right remarks on messages are, and how well it is told what incoming ones are after.

python -m bench.etiquette [--data data] [--out bench/results/etiquette.md]

On test pens, from which nothing learned and on which nothing was chosen. Intervals are of a bootstrap over
who gets a message (`to`), since several messages go to the same person; over texts for incoming ones.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tools.incoming.rows import Row, incoming, outgoing
from tools.triage.metrics import short, table

from groundswell.domain.checking import Check, Fault, Outgoing
from groundswell.domain.incoming import Approach, Sight
from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Intent
from groundswell.reply.checks import standing
from groundswell.reply.checks.checking import built_in
from groundswell.reply.manners.words import words_of
from groundswell.triage import read
from groundswell.triage.incoming import look
from groundswell.triage.incoming.judging import KINDS

Holds = NDArray[np.bool_]
Line = Mapping[str, object]
DRAWS = 1_000


def main() -> None:
    """Measures and writes the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/etiquette.md"))
    asked = parser.parse_args()
    parts = [remarks(asked.data), promises(asked.data)]
    parts += [approaches(name, rows) for name, rows in _came(asked.data).items()]
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text("\n\n".join(parts) + "\n", "utf-8")
    print("\n\n".join(parts))


def remarks(data: Path) -> str:
    """Remarks on first messages, beside counting pronouns and beside the scores alone."""
    rows = list(_lines(data / "messages" / "test"))
    checks = _checked(rows)
    whom = [str(row["to"]) or str(row["id"]) for row in rows]
    unfit = np.array([not row["fit"] for row in rows])
    made = []
    for fault, holds, peer, peer_name in (
        (Fault.TOO_SOON, _is(rows, "too_soon", 1), _score(checks, "too_soon"), "score ≥ .5"),
        (Fault.ABOUT_ME, _is(rows, "about", "me"), _more_me(rows), "more I than you"),
        (Fault.VAGUE, _is(rows, "specific", 0), ~_score(checks, "specificity"), "score < .5"),
        (
            Fault.NO_WAY_OUT,
            _is(rows, "way_out", 0) & unfit,
            _asks(rows) & unfit,
            "any question in a text that is not fit",
        ),
    ):
        said = np.array([any(one.kind is fault for one in check.remarks) for check in checks])
        made.append(
            [fault.value, str(said.sum()), *_three(said, holds, whom), _plain(peer, holds), peer_name]
        )
    return table(["Remark", "Said", "Right", "Found", "F1", "Peer: right, found, F1", "Peer"], made)


def promises(data: Path) -> str:
    """Promises that cannot be kept, in replies and in messages."""
    rows = [*_lines(data / "messages" / "test"), *_lines(data / "replies" / "test")]
    said = np.array([any(one.kind is Fault.PROMISE for one in check.remarks) for check in _checked(rows)])
    holds = np.array(["promise" in _all(row, "faults") or _marked(row, "promise") for row in rows])
    whom = [str(row["to"]) or str(row["id"]) for row in rows]
    cells = [str(len(rows)), str(holds.sum()), str(said.sum()), *_three(said, holds, whom)]
    return table(["Promises: texts", "Hold one", "Said", "Right", "Found", "F1"], [cells])


def approaches(name: str, rows: Sequence[Row]) -> str:
    """What messages that came in are after, beside the intents of triage alone."""
    checks = built_in().check_batch([Outgoing("", row.text) for row in rows])
    readings = list(read([Utterance(str(at), row.text, kind="message") for at, row in enumerate(rows)]))
    standings = standing.built_in().states([row.text for row in rows])
    sights = [
        look(row.text, reading=reading, pitch=check.scores["pitch"], standing=stands.tolist())
        for row, reading, check, stands in zip(rows, readings, checks, standings, strict=True)
    ]
    truth, texts = [row.says for row in rows], [row.text for row in rows]
    likeliest = [max(one.chances, key=lambda kind: one.chances[kind]) for one in sights]
    base = [_by_intents(one) for one in readings]
    made = []
    for kind in sorted(set(truth), key=KINDS.index):
        holds = np.array([one is kind for one in truth])
        own, peer = (np.array([one is kind for one in told]) for told in (likeliest, base))
        said = np.array([one.approach is kind for one in sights])
        made.append([
            kind.value, str(holds.sum()), _interval(partial(_at, _f1, own, holds), texts),
            short(_f1(peer, holds)), str(said.sum()), short(_right(said, holds)),
        ])  # fmt: skip
    head = [f"{name}: {len(rows)} texts", "Are", "F1 of the likeliest", "Triage's intents", "Said", "Right"]
    return table(head, made) + "\n\n" + _alarms(rows, sights, truth)


def _alarms(rows: Sequence[Row], sights: Sequence[Sight], truth: Sequence[Approach]) -> str:
    honest = [one for one, own in zip(sights, truth, strict=True) if own is Approach.RECRUITER]
    scams = [one for one, own in zip(sights, truth, strict=True) if own is Approach.SCAM]
    said = sum(one.approach is not Approach.UNSURE for one in sights)
    right = sum(one.approach is own for one, own in zip(sights, truth, strict=True))
    cells = [
        f"{sum(one.approach is Approach.SCAM for one in honest)} of {len(honest)}",
        f"{sum(one.chances[Approach.SCAM] >= 0.25 for one in honest)} of {len(honest)}",
        f"{sum(one.approach is Approach.SCAM for one in scams)} of {len(scams)}",
        f"{sum(one.chances[Approach.SCAM] >= 0.25 for one in scams)} of {len(scams)}",
        f"{said} of {len(rows)}",
        short(right / said if said else float("nan")),
    ]
    head = ["Honest recruiters called a scam", "or warned of", "Scams called one", "or warned of"]
    return table([*head, "Anything said", "Right of these"], [cells])


def _by_intents(reading: Reading) -> Approach:
    """The likeliest of what triage tells apart; it knows neither scams from pitches nor introductions."""
    told = {
        Approach.SCAM: reading.intents.get(Intent.SPAM, 0.0),
        Approach.PITCH: reading.intents.get(Intent.SELF_PROMOTION, 0.0),
        Approach.RECRUITER: reading.intents.get(Intent.OPPORTUNITY, 0.0),
        Approach.QUESTION: reading.intents.get(Intent.QUESTION, 0.0),
        Approach.OTHER: 0.3,
    }
    return max(told, key=lambda kind: told[kind])


def _came(data: Path) -> Mapping[str, Sequence[Row]]:
    return {
        "Written as they come in": incoming(data, "test"),
        "First messages by another pen": outgoing(data, "test"),
    }


def _three(said: Holds, holds: Holds, whom: Sequence[str]) -> list[str]:
    return [_interval(partial(_at, measure, said, holds), whom) for measure in (_right, _found, _f1)]


def _at(measure: Callable[[Holds, Holds], float], said: Holds, holds: Holds, at: NDArray[np.intp]) -> float:
    return measure(said[at], holds[at])


def _plain(said: Holds, holds: Holds) -> str:
    return ", ".join(short(measure(said, holds)) for measure in (_right, _found, _f1))


def _interval(measure: Callable[[NDArray[np.intp]], float], groups: Sequence[str]) -> str:
    """A measure with its 95% interval over groups that are drawn whole."""
    names, own = np.unique(np.array(groups), return_inverse=True)
    members = [np.flatnonzero(own == at) for at in range(len(names))]
    draw = np.random.default_rng(7)
    drawn = [
        measure(np.concatenate([members[at] for at in draw.integers(len(names), size=len(names))]))
        for _ in range(DRAWS)
    ]
    low, high = np.nanquantile(drawn, [0.025, 0.975]) if not np.all(np.isnan(drawn)) else (np.nan, np.nan)
    return f"{short(measure(np.arange(len(groups))))} ({short(float(low))}–{short(float(high))})"


def _right(said: Holds, holds: Holds) -> float:
    return float((said & holds).sum() / said.sum()) if said.any() else float("nan")


def _found(said: Holds, holds: Holds) -> float:
    return float((said & holds).sum() / holds.sum()) if holds.any() else float("nan")


def _f1(said: Holds, holds: Holds) -> float:
    whole = said.sum() + holds.sum()
    return float(2 * (said & holds).sum() / whole) if whole else float("nan")


def _checked(rows: Sequence[Line]) -> list[Check]:
    asked = [Outgoing("", str(row["text"]), str(row["to"]), int(str(row["round"]))) for row in rows]
    return built_in().check_batch(asked)


def _is(rows: Sequence[Line], name: str, value: object) -> Holds:
    return np.array([row[name] == value for row in rows])


def _score(checks: Sequence[Check], name: str) -> Holds:
    return np.array([check.scores[name] >= 0.5 for check in checks])


def _more_me(rows: Sequence[Line]) -> Holds:
    """Whether a text has more words for its author than for the other."""
    made = []
    for row in rows:
        words = words_of(str(row["lang"]))
        assert words is not None
        forms = str(row["text"]).lower().replace("’", "'").split()
        bare = [one.strip(".,;:!?()\"'") for one in forms]
        made.append(sum(one in words.me for one in bare) > sum(one in words.you for one in bare))
    return np.array(made)


def _asks(rows: Sequence[Line]) -> Holds:
    return np.array(["?" in str(row["text"]) for row in rows])


def _marked(row: Line, kind: str) -> bool:
    return any(isinstance(one, dict) and one.get("kind") == kind for one in _all(row, "marks"))


def _all(row: Line, name: str) -> Sequence[object]:
    held = row.get(name, [])
    return held if isinstance(held, list) else []


def _lines(folder: Path) -> Iterator[Line]:
    for file in sorted(folder.glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
