"""How well letters are judged, beside what one would use instead. From the root of the project:

python -m bench.letters [--split test] [--out bench/results/letters.md]

Baselines: a short list of words for each item, as one would write it in ten minutes, and, learned from the
same training pens, the length of a letter and word n-grams. One table for each English pen and one for the
other languages; intervals are 95% bootstrap intervals over letters.
"""

import argparse
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from tools.letters.rows import YES_OR_NO, Row, rows

from groundswell.domain.letters import Item
from groundswell.services.letters.checking import checker

Numbers = NDArray[np.float64]
Said = dict[str, Numbers]
_RESAMPLES = 500


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", default="test")
    parser.add_argument("--out", type=Path, default=Path("bench/results/letters.md"))
    given = parser.parse_args()
    taught, asked = rows("train"), rows(given.split)
    begun = time.perf_counter()
    ways = {"ours": ours(asked)}
    took = time.perf_counter() - begun
    ways |= {
        "keywords": by_keywords(asked),
        "length": by_length(taught, asked),
        "word n-grams": by_words(taught, asked),
    }
    groups: dict[str, list[int]] = {}
    for place, row in enumerate(asked):
        groups.setdefault(row.pen if row.lang == "en" else "de, es, fr, pt", []).append(place)
    text = "\n".join(line for name, places in groups.items() for line in table(name, asked, ways, places))
    text += f"\n{len(asked)} letters; ours took {took:.1f} s.\n"
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(text, encoding="utf-8")
    print(text)


def table(name: str, asked: Sequence[Row], ways: Mapping[str, Said], places: Sequence[int]) -> list[str]:
    """The lines of one table, for the letters at these places."""
    own = [asked[place] for place in places]
    lines = ["| Measure | yes | " + " | ".join(ways) + " |", "|---" * (len(ways) + 2) + "|"]
    for item in YES_OR_NO:
        truth = np.array([row.truth[item] for row in own])
        cells = [with_interval(f1, truth, said[item.value][places]) for said in ways.values()]
        lines.append(f"| {item.value}, F1 | {int(truth.sum())} | " + " | ".join(cells) + " |")
    for label, truth in (
        ("personal", np.array([row.truth[Item.PERSONAL] for row in own])),
        ("overall", np.array([float(row.overall) for row in own])),
    ):
        cells = [with_interval(rank, truth, said[label][places]) for said in ways.values()]
        lines.append(f"| {label}, Spearman | | " + " | ".join(cells) + " |")
    return [f"{name}: {len(own)} letters\n", *lines, ""]


def ours(asked: Sequence[Row]) -> Said:
    """What ships says."""
    found = list(checker().check(row.letter for row in asked))
    said = {item.value: np.array([one.scores[item] for one in found]) for item in Item}
    return said | {"overall": np.array([one.overall for one in found])}


_KEYWORDS = {
    Item.CLEAR: r"regret|unsuccessful|not (?:been )?(?:selected|successful)|unable to offer|other candidate"
    r"|another|absage|leider|no ha sido|pas retenu|infelizmente|não foi|outr[ao]|\bno\b|\bnon\b|\bnão\b",
    Item.REASON: r"because|since|reason|weil|grund|porque|motivo|ya que|parce que|raison|pois|razão",
    Item.EFFORT: r"time|effort|zeit|mühe|tiempo|esfuerzo|temps|tempo|esforço",
    Item.CAN_REPLY: r"\A(?!.*(?:no-?reply|not ?reply|nicht antworten|no responda|pas répondre|não responda))",
    Item.NEXT_STEP: r"\d|(?:mon|tues|wednes|thurs|fri)day|montag|donnerstag|lunes|jueves|lundi|jeudi|segunda",
    Item.FALSE_HOPE: r"future|soon|keep .{0,20}(?:file|mind)|bald|zukunft|pronto|futur|bientôt|breve",
    Item.ROBOTIC: r"dear (?:candidate|applicant)|careful consideration|wish you|sehr geehrte damen"
    r"|estimad[oa] cand|madame, monsieur|prezad|\{\{|\[",
}


def by_keywords(asked: Sequence[Row]) -> Said:
    """A list of words for each item; the grade is how many of the good ones are there."""
    said: Said = {}
    for item, words in _KEYWORDS.items():
        pattern = re.compile(words, re.IGNORECASE | re.DOTALL)
        said[item.value] = np.array([float(bool(pattern.search(_text(row)))) for row in asked])
    bad = said[Item.FALSE_HOPE.value] + said[Item.ROBOTIC.value]
    said["overall"] = sum((said[item.value] for item in _GOOD), start=-bad)
    said["personal"] = -said[Item.ROBOTIC.value]
    return said


_GOOD = (Item.CLEAR, Item.REASON, Item.EFFORT, Item.CAN_REPLY, Item.NEXT_STEP)


def by_length(taught: Sequence[Row], asked: Sequence[Row]) -> Said:
    """Heads over the number of characters and lines."""
    seen, found = (np.array([_length(row) for row in some]) for some in (taught, asked))
    return _learned(seen, found, taught)


def by_words(taught: Sequence[Row], asked: Sequence[Row]) -> Said:
    """Heads over words and pairs of words of sender, subject and body."""
    made = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    seen = made.fit_transform(_text(row) for row in taught)
    return _learned(seen, made.transform(_text(row) for row in asked), taught)


def f1(truth: Numbers, said: Numbers) -> float:
    """F1 of yes."""
    yes = said >= _HALF
    return float(2 * (yes * truth).sum() / max(1.0, yes.sum() + truth.sum()))


_HALF = 0.5


def rank(truth: Numbers, said: Numbers) -> float:
    """Spearman's correlation; 0 where all is alike."""
    return float(np.nan_to_num(spearmanr(truth, said).statistic))


def with_interval(measure: Callable[[Numbers, Numbers], float], truth: Numbers, said: Numbers) -> str:
    """A measure with its interval."""
    chance = np.random.default_rng(7)
    picks = [chance.integers(0, len(truth), len(truth)) for _ in range(_RESAMPLES)]
    low, high = np.quantile([measure(truth[pick], said[pick]) for pick in picks], [0.025, 0.975])
    return f"{measure(truth, said):.3f} ({low:.2f}–{high:.2f})"


def _length(row: Row) -> list[float]:
    return [float(np.log1p(len(row.letter.body))), float(np.log1p(row.letter.body.count("\n")))]


def _text(row: Row) -> str:
    return f"{row.letter.sender} {row.letter.subject} {row.letter.body}"


def _learned(seen: object, asked: object, taught: Sequence[Row]) -> Said:
    said: Said = {}
    for item in YES_OR_NO:
        head = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
        head.fit(seen, [row.truth[item] for row in taught])
        said[item.value] = head.predict_proba(asked)[:, 1]
    for name, truth in (
        ("personal", [row.truth[Item.PERSONAL] for row in taught]),
        ("overall", [float(row.overall) for row in taught]),
    ):
        said[name] = Ridge(1.0).fit(seen, truth).predict(asked)
    return said


if __name__ == "__main__":
    main()
