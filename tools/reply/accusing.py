"""Fits the head that tells of each clause whether it accuses whom it answers.

    python -m tools.reply.accusing

Learns from the training pens of replies (the marked words of those that attack or shift blame, and whole fit
replies), from such words behind sentences of fit replies and under other comments, and from
`data/accusing/{tune,more}`; never from `held`, `later` and `fresh`. Limits: on the pens for development.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from groundswell.reply.checks.clauses import clauses
from groundswell.reply.checks.files import ACCUSES, FOLDER, FORMAT, Floats, load_parts
from groundswell.text.network import Network
from groundswell.text.pairs import Cutter, Pair
from groundswell.text.words import words

DATA = Path(__file__).parents[2] / "data"
LEARNED = ("tune", "more")
_HOW = {"counter_attack", "blame_shift", "sarcasm"}
_SCALE = 6.7
"""Usual length of a state: so far are weights held back alike, whatever the network's scale."""
_COMPOSITES, _TIMES, _ALONE, _FIRST = 3, 6, 0.25, 3
_SURE, _RATHER = 0.99, 0.90
"""Shares of fit replies that stay below the two limits."""


@dataclass(frozen=True, slots=True)
class Told:
    """A text, which part of it accuses (none for a fit one), and what it weighs in all."""

    text: str
    to: str
    accuses: tuple[tuple[int, int], ...]
    weight: float = 1.0
    only: bool = False
    """Whether nothing is known of the rest of the text."""


Line = dict[str, object]


def main() -> None:
    """Fits and writes."""
    parts = load_parts(FOLDER)
    shared = words()
    width = len(parts.weights)
    blank = np.zeros(width, np.float32)
    network = Network(parts.graph, shared, parts.places, np.eye(width, dtype=np.float32), blank, 1)
    see = Clauses(network, Cutter(shared.vocabulary))
    train = list(_lines(DATA / "replies" / "train"))
    told = [*_pens(train), *_composites(train, random.Random(3)), *_ours(train, random.Random(11))]
    states, labels, weights = see.rows(told)
    head = LogisticRegression(C=1.0, max_iter=500).fit(states / _SCALE, labels, sample_weight=weights)
    dev = [row for row in _lines(DATA / "replies" / "dev") if row["fit"]]
    fit = [Told(str(row["text"]), str(row["to"]), ()) for row in dev]
    highest = [float(head.decision_function(own / _SCALE).max()) for _, own in see(fit)]
    limits = {
        "accuses_sure": round(float(np.quantile(highest, _SURE)), 3),
        "accuses_rather": round(float(np.quantile(highest, _RATHER)), 3),
    }
    _write(head.coef_[0] / _SCALE, head.intercept_, limits, parts.graph)
    print(f"{len(told)} texts, {len(labels)} clauses, {int(labels.sum())} accuse; {limits}")


class Clauses:
    """Where each clause of a text stands, as the network sees it in its text and beside what it answers."""

    def __init__(self, network: Network, cut: Cutter) -> None:
        self._network, self._cut = network, cut

    def __call__(self, told: Sequence[Told]) -> list[tuple[list[tuple[int, int]], Floats]]:
        """The clauses and their mean states, (clauses, width), of each text."""
        pieces = self._cut([Pair(one.text, one.to) for one in told])
        made: dict[int, tuple[list[tuple[int, int]], Floats]] = {}
        for seen in self._network(pieces):
            where = clauses(told[seen.place].text) or [(0, len(told[seen.place].text))]
            begins = np.array([begin for begin, _ in where])
            at = np.clip(np.searchsorted(begins, pieces[seen.place].starts, side="right") - 1, 0, None)
            sums = np.zeros((len(where), seen.shares.shape[1]), np.float32)
            np.add.at(sums, at, seen.shares * (len(seen.shares) + 2))
            counts = np.bincount(at, minlength=len(where)).astype(np.float32)
            made[seen.place] = where, (sums / np.maximum(counts, 1)[:, None]).astype(np.float32)
        return [made[place] for place in range(len(told))]

    def rows(self, told: Sequence[Told]) -> tuple[Floats, NDArray[np.bool_], Floats]:
        """All clauses of which it is known whether they accuse, with the answer and what each weighs."""
        states, labels, weights = [], [], []
        for one, (where, own) in zip(told, self(told), strict=True):
            accuses = np.array([any(_same(part, span) for span in one.accuses) for part in where])
            kept = accuses if one.only else np.ones(len(where), bool)
            states.append(own[kept])
            labels.append(accuses[kept])
            weights.append(np.full(int(kept.sum()), one.weight, np.float32))
        return np.concatenate(states), np.concatenate(labels), np.concatenate(weights)


def _same(part: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether more than half of the shorter of the two stands in the other."""
    shorter = min(part[1] - part[0], span[1] - span[0])
    return min(part[1], span[1]) - max(part[0], span[0]) > shorter / 2


def _pens(train: Sequence[Line]) -> Iterator[Told]:
    for row in train:
        text, to = str(row["text"]), str(row["to"])
        if not row["defensive"] and not row["hostile"]:
            yield Told(text, to, ())
            continue
        spans = tuple((text.find(one), text.find(one) + len(one)) for one in _marked(row))
        if spans or (_HOW & set(_list(row["how"])) and len(clauses(text)) == 1):
            yield Told(text, to, spans or ((0, len(text)),), only=True)


def _composites(train: Sequence[Line], draw: random.Random) -> Iterator[Told]:
    """Marked words behind the first sentences of fit replies, and fit replies, under any comment."""
    opening, to = _openings(train, draw)
    for row in train:
        lang = str(row["lang"])
        if row["fit"]:
            yield Told(str(row["text"]), draw.choice(to[lang]), (), 0.5)
        for marked in _marked(row):
            told = marked[:1].upper() + marked[1:] + ("" if marked[-1] in ".!?" else ".")
            for _ in range(_COMPOSITES if opening[lang] else 0):
                yield _behind(told, opening[lang], draw.choice(to[lang]), draw, 0.5)


def _ours(train: Sequence[Line], draw: random.Random) -> Iterator[Told]:
    opening, to = _openings(train, draw)
    for half in LEARNED:
        for row in _rows(DATA / "accusing" / f"{half}.jsonl"):
            text, accusing, lang = str(row["text"]), str(row["words"]), str(row["lang"])
            begin = text.find(accusing)
            spans = ((begin, begin + len(accusing)),) if row["accuses"] else ()
            yield from (Told(text, str(comment), spans) for comment in _list(row["to"]))
            for _ in range(_TIMES):
                comment = draw.choice(to[lang])
                yield (
                    _behind(accusing, opening[lang], comment, draw, 0.5)
                    if row["accuses"]
                    else Told(text, comment, (), 0.5)
                )


def _behind(accusing: str, opening: Sequence[str], to: str, draw: random.Random, weight: float) -> Told:
    first = "" if draw.random() < _ALONE else f"{draw.choice(opening)} "
    return Told(first + accusing, to, ((len(first), len(first) + len(accusing)),), weight)


def _openings(
    train: Sequence[Line], draw: random.Random
) -> tuple[defaultdict[str, list[str]], defaultdict[str, list[str]]]:
    """How fit replies begin, and what replies answer, by language."""
    opening, to = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for row in train:
        lang, text = str(row["lang"]), str(row["text"])
        to[lang].append(str(row["to"]))
        where = clauses(text)
        if row["fit"] and where:
            begun = text[: where[min(len(where) - 1, draw.randrange(_FIRST))][1]].rstrip(",;:- –—")
            opening[lang].append(begun if begun[-1:] in ".!?…" else f"{begun}.")
    return opening, to


def _marked(row: Line) -> list[str]:
    """The words of a reply that attack whom it answers, or shift the blame to them."""
    marks = [mark for mark in _list(row["marks"]) if isinstance(mark, dict)]
    told = [mark for mark in marks if mark.get("how") in _HOW or mark.get("kind") == "hostile"]
    return [str(mark["words"]) for mark in told if len(str(mark["words"])) > len("You ought to")]


def _list(told: object) -> list[object]:
    return told if isinstance(told, list) else []


def _lines(folder: Path) -> Iterator[Line]:
    for path in sorted(folder.glob("*.jsonl")):
        yield from _rows(path)


def _rows(path: Path) -> Iterator[Line]:
    yield from map(json.loads, path.read_text("utf-8").splitlines())


def _write(weights: Floats, bias: Floats, limits: dict[str, float], graph: bytes) -> None:
    held = BytesIO()
    np.savez(held, weights=weights.astype(np.float32), bias=bias.astype(np.float32))
    folder = FOLDER / ACCUSES
    folder.mkdir(exist_ok=True)
    (folder / "head.npz").write_bytes(held.getvalue())
    manifest = {
        "format": FORMAT,
        "graph": sha256(graph).hexdigest(),
        "files": {"head.npz": sha256(held.getvalue()).hexdigest()},
        "thresholds": limits,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
