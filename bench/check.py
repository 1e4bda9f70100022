"""How well words that are about to go out are judged, beside length alone and word n-grams.

python -m bench.check --data DIR [--out bench/results/check.md]

DIR holds the public sets (`train`, `evaluate_only`). The constructed texts are those of the test pens, which
nothing learned from. Peers learn from the same training pens.
"""

import argparse
import csv
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.pipeline import make_pipeline, make_union
from tools.reply.measuring import shape_of
from tools.reply.rows import Row, constructed
from tools.triage.metrics import interval, short, table

from groundswell.domain.checking import Outgoing, Verdict
from groundswell.reply.checks.checking import Checker

Chances = NDArray[np.float64]
SCORES = {
    "fit": "fit",
    "empathy": "empathy",
    "defensive": "defensiveness",
    "hostile": "hostility",
    "pitch": "pitch",
    "too_soon": "too_soon",
    "specific": "specificity",
}
ASKED = {"pitch": "pitch", "too_soon": "too_soon"}
MECHANISMS = ("emotion", "interpretation", "exploration")
FALSE_ALARMS = 0.1


def main() -> None:
    """Measures and writes the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--ours", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/check.md"))
    asked = parser.parse_args()
    checker = Checker()
    train, test = (list(constructed(asked.ours, split)) for split in ("train", "test"))
    mechanisms = dict(zip(MECHANISMS, MECHANISMS, strict=True))
    messages = [row for row in train if row.source == "messages"]
    parts = [
        scores(
            checker, train, [row for row in test if row.source != "support"], SCORES, "Replies and messages"
        ),
        polite_defence(checker, test),
        scores(checker, messages, [row for row in test if row.source == "messages"], ASKED, "First messages"),
        scores(checker, train, [row for row in test if row.source == "support"], mechanisms, "Support"),
        by_language(checker, test),
        politeness(checker, asked.data),
        speed(checker, test),
    ]
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text("\n\n".join(parts) + "\n", "utf-8")
    print("\n\n".join(parts))


def said(checker: Checker, rows: Sequence[Row]) -> dict[str, Chances]:
    """What the check says of rows, score by score."""
    checks = checker.check_batch([Outgoing("", row.text, row.to, row.round) for row in rows])
    return {name: np.array([check.scores[name] for check in checks]) for name in checks[0].scores}


def scores(
    checker: Checker, train: Sequence[Row], test: Sequence[Row], names: Mapping[str, str], of: str
) -> str:
    """AUC and F1 at .5 with intervals, beside what learned from length and from word n-grams."""
    ours, rows = said(checker, test), []
    for name, shown in names.items():
        learned, asked = _known(train, name), _known(test, name)
        truth, wanted = _holds(asked, name), _holds(learned, name)
        own = ours[shown][[name in row.known for row in test]]
        peers = [_auc(truth, peer(learned, wanted, asked)) for peer in (_by_length, _by_words)]
        rows.append(
            [
                shown,
                f"{truth.sum()} of {len(truth)}",
                *(_with_interval(measure, truth, own) for measure in (_auc, _f1)),
                *map(short, peers),
            ]
        )
    return table([of, "Holds", "AUC", "F1 at .5", "AUC by length and marks", "AUC by word n-grams"], rows)


def polite_defence(checker: Checker, test: Sequence[Row]) -> str:
    """How many defensive replies that sound polite are found, where one fit reply in ten is flagged."""
    some = [row for row in test if "defensive" in row.known]
    own = said(checker, some)["defensiveness"]
    defends = np.array([row.known["defensive"] > 0 for row in some])
    polite = defends & np.array([row.known["polite"] > 0.4 and not row.known["hostile"] for row in some])
    fit = np.array([row.known["fit"] > 0 for row in some])
    limit = float(np.quantile(own[fit], 1 - FALSE_ALARMS))
    found = float((own[polite] > limit).mean())
    return table(
        [
            "Defensive replies that sound polite",
            "Found at 10% false alarms among fit ones",
            "All defensive ones",
        ],
        [[str(polite.sum()), short(found), short(float((own[defends] > limit).mean()))]],
    )


def by_language(checker: Checker, test: Sequence[Row]) -> str:
    """Fit to send, by language; and how often nothing certain is said."""
    rows = []
    for language in sorted({row.language for row in test}):
        some = [row for row in test if row.language == language and "fit" in row.known]
        checks = checker.check_batch([Outgoing("", row.text, row.to, row.round) for row in some])
        truth, own = _holds(some, "fit"), np.array([check.scores["fit"] for check in checks])
        unsure = float(np.mean([check.verdict is Verdict.LOOK_AGAIN for check in checks]))
        rows.append(
            [language, f"{truth.sum()} of {len(truth)}", _with_interval(_auc, truth, own), short(unsure)]
        )
    return table(["Fit to send, by language", "Holds", "AUC", "share of `look_again`"], rows)


def politeness(checker: Checker, data: Path) -> str:
    """Top against bottom quartile: in the domain (Wikipedia requests), and in e-mails, which nothing saw."""
    rows = []
    for label, file, score in (
        ("Wikipedia", data / "train" / "tydip_politeness_en_test.csv", "score"),
        ("e-mails", data / "evaluate_only" / "email_politeness_scored.csv", "label"),
    ):
        with file.open(encoding="utf-8", newline="") as lines:
            read = [(one["text"], float(one[score])) for one in csv.DictReader(lines)]
        low, high = np.quantile([value for _, value in read], [0.25, 0.75])
        some = [(text, value >= high) for text, value in read if value <= low or value >= high]
        own = said(checker, [Row(text, "", 1, {}, label) for text, _ in some])["politeness"]
        truth = np.array([polite for _, polite in some])
        macro = [f1_score(truth, own >= limit, average="macro") for limit in (0.5, float(np.median(own)))]
        rows.append([label, str(len(some)), short(_auc(truth, own)), *(short(float(one)) for one in macro)])
    return table(["Politeness, outer quartiles", "Texts", "AUC", "Macro-F1 at .5", "at the median"], rows)


def speed(checker: Checker, test: Sequence[Row]) -> str:
    """Milliseconds for one check, as one types."""
    took = []
    for row in test[:200]:
        begun = time.perf_counter()
        checker.check_batch([Outgoing("", row.text, row.to, row.round)])
        took.append((time.perf_counter() - begun) * 1000)
    cells = [f"{float(np.quantile(took, share)):.1f}" for share in (0.5, 0.95, 1.0)]
    return table(["One check, ms: median", "95th percentile", "longest"], [cells])


def _known(rows: Sequence[Row], name: str) -> list[Row]:
    return [row for row in rows if name in row.known]


def _holds(rows: Sequence[Row], name: str) -> NDArray[np.bool_]:
    """Whether a score rather holds: empathy from 2 of 3 on, specificity from 1 of 2 on."""
    return np.array([row.known[name] >= 0.5 for row in rows])


def _auc(truth: NDArray[np.bool_], own: Chances) -> float:
    return float(roc_auc_score(truth, own)) if 0 < truth.sum() < len(truth) else float("nan")


def _f1(truth: NDArray[np.bool_], own: Chances) -> float:
    return float(f1_score(truth, own >= 0.5))


def _with_interval(
    measure: Callable[[NDArray[np.bool_], Chances], float], truth: NDArray[np.bool_], own: Chances
) -> str:
    low, high = interval(measure, truth, own)
    return f"{short(measure(truth, own))} ({short(low)}–{short(high)})"


def _by_length(train: Sequence[Row], wanted: NDArray[np.bool_], test: Sequence[Row]) -> Chances:
    made: Chances = (
        LogisticRegression(max_iter=2_000).fit(shape_of(train), wanted).decision_function(shape_of(test))
    )
    return made


def _by_words(train: Sequence[Row], wanted: NDArray[np.bool_], test: Sequence[Row]) -> Chances:
    grams = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3),
    )
    model = make_pipeline(grams, LogisticRegression(C=4, max_iter=2_000, class_weight="balanced"))
    made: Chances = model.fit([row.text for row in train], wanted).decision_function(
        [row.text for row in test]
    )
    return made


if __name__ == "__main__":
    main()
