"""How well texts are read, beside what one would use instead. From the root of the project:

python -m bench.triage --data DIR [--constructed data/constructed] [--out bench/results/triage.md]

DIR holds `train` and `evaluate_only` with the public sets as CSV. Nothing that is measured here was trained
or tuned on; the reader learned from other texts of some of the sets (see docs/model-cards/triage-ngram.md).
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from tools.constructed.functions import functional
from tools.triage.labelled import Labelled, constructed
from tools.triage.metrics import best_thresholds, macro_f1, short, table, with_interval
from tools.triage.public import held_out, public
from tools.triage.rivals import SIX, LengthAndMarks, Ours, Rival, Served, TfIdf, Vader, others, six_truth

from bench.reading import (
    csv_rows,
    decisions,
    emotions,
    false_alarms,
    heads,
    lane_truth,
    languages,
    share,
    tone_truth,
)
from groundswell.domain.reading import Utterance
from groundswell.domain.words import Tone

MEMORY = """
from pathlib import Path
from groundswell.triage import read, reader_named
words = "Thank you for writing this, it helped"
for name in ("cascade", "encoder"):
    for _ in read([words] * 512, reader=reader_named(name)): pass
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
COLD_START = "from groundswell.triage import read; print(next(read(['Thank you for writing this'])).lane)"


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--constructed", type=Path, default=Path("data/constructed"))
    parser.add_argument("--functional", type=Path, default=Path("data/functional"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/triage.md"))
    parser.add_argument("--only", nargs="*", default=[], help="titles of parts begin so; else all")
    parser.add_argument("--quick", action="store_true", help="leave out what has to be fitted first")
    given = parser.parse_args()
    test, train = (list(constructed(given.constructed / split)) for split in ("test", "train"))
    shown = [row for row in public(given.data / "train") if not held_out(row)]
    ours, fast = Ours.careful(), Ours.fast()
    rivals: list[Rival] = [ours, fast, Vader(), *others([] if given.quick else train)]
    if not given.quick:
        rivals += [
            TfIdf("TF-IDF, public sets", shown),
            TfIdf("TF-IDF, constructed sets", train),
            LengthAndMarks(train),
        ]
    parts: tuple[tuple[str, Callable[[], str]], ...] = (
        (
            "Tone and lane, constructed test (pens that nothing learned from)",
            lambda: _tone_and_lane(rivals, test),
        ),
        ("Functional tests, their test frames", lambda: _functions(rivals, given.functional)),
        ("Intents and abuse, constructed test, at .5", lambda: heads(ours, test)),
        ("By language, constructed test", lambda: languages(ours, test)),
        ("When it is sure, and what is hidden, constructed test", lambda: decisions(ours, test)),
        (
            "GoEmotions, its test split, six intents (thresholds from its dev split)",
            lambda: _six(rivals, given.data / "train"),
        ),
        (
            "GoEmotions, its test split, 28 labels (thresholds from its dev split)",
            lambda: emotions(given.data / "train"),
        ),
        ("Toxicity, macro-F1 at .5 / AUC", lambda: _toxicity([Served(), *rivals], given.data)),
        ("False alarms on real text, share of texts", lambda: false_alarms(ours, given.data / "train")),
        ("Speed, one core", lambda: _speed([Ours.careful(threads=1), *rivals[1:]], shown)),
    )
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with given.out.open("w", encoding="utf-8") as out:
        for title, measure in parts:
            if not given.only or title.startswith(tuple(given.only)):
                text = f"### {title}\n\n{measure()}\n\n"
                out.write(text)
                print(text, flush=True)


def _tone_and_lane(rivals: Sequence[Rival], test: Sequence[Labelled]) -> str:
    groups = {"English": [row for row in test if row.language == "en"]}
    groups["other languages"] = [row for row in test if row.language != "en"]
    rows = []
    for rival in rivals:
        cells = [rival.name]
        for rows_of in groups.values():
            texts = [row.utterance for row in rows_of]
            truths = (tone_truth(rows_of), lane_truth(rows_of))
            for truth, said in zip(truths, (rival.tone(texts), rival.lane(texts)), strict=True):
                cells.append("—" if said is None else with_interval(macro_f1, truth, said.argmax(axis=1)))
        rows.append(cells)
    head = [f"{head}, {name} ({len(of)})" for name, of in groups.items() for head in ("tone", "lane")]
    return table(["Macro-F1 (95% interval)", *head], rows)


def _functions(rivals: Sequence[Rival], folder: Path) -> str:
    held = [
        (function, row)
        for file in sorted(folder.glob("*.txt"))
        for split, function, row in functional(file)
        if split == "test"
    ]
    rows = []
    for rival in rivals:
        texts = [row.utterance for _, row in held]
        tones, lanes = rival.tone(texts), rival.lane(texts)
        cells = [rival.name]
        for english in (True, False):
            group = np.array([(row.language == "en") is english for _, row in held])
            for truth, said in (
                (np.array([int(row.tone is Tone.HOSTILE) for _, row in held]), _hostile(tones)),
                (tone_truth([row for _, row in held]), None if tones is None else tones.argmax(axis=1)),
                (lane_truth([row for _, row in held]), None if lanes is None else lanes.argmax(axis=1)),
            ):
                cells.append("—" if said is None else share((truth == said)[group]))
        rows.append(cells)
    head = [
        f"{what}, {where}"
        for where in ("English", "other languages")
        for what in ("hostile or not", "tone", "lane")
    ]
    return table(["Accuracy", *head], rows)


def _hostile(tones: NDArray[np.float64] | None) -> NDArray[np.int64] | None:
    return None if tones is None else (tones.argmax(axis=1) == tuple(Tone).index(Tone.HOSTILE)).astype(int)


def _six(rivals: Sequence[Rival], folder: Path) -> str:
    dev, test = (
        [row for row in public(folder, [part]) if row.source == "goemotions"] for part in ("dev", "test")
    )
    truths = [np.array([[six_truth(row, intent=one) for one in SIX] for row in part]) for part in (dev, test)]
    rows = []
    for rival in rivals:
        chances = [rival.six([row.utterance for row in part]) for part in (dev, test)]
        if chances[0] is not None and chances[1] is not None:
            said = (chances[1] >= best_thresholds(truths[0], chances[0])).astype(int)
            rows.append([rival.name, with_interval(macro_f1, truths[1], said)])
    return table(["Reader", "Macro-F1 (95% interval)"], rows)


def _toxic_sets(data: Path) -> Iterator[tuple[str, list[Utterance], NDArray[np.int64]]]:
    kept = [row for row in public(data / "train", ["", "test"]) if row.source == "germeval" or held_out(row)]
    for source, hint in (
        ("davidson", "coarse"),
        ("vicomtech", "hateful"),
        ("germeval", "toxic"),
        ("told", "toxic"),
    ):
        rows = [row for row in kept if row.source == source and hint in row.hints]
        yield (
            f"{source}, {rows[0].language}",
            [row.utterance for row in rows],
            np.array([row.hints[hint] for row in rows]),
        )
    for name, language in (("hatebr", "pt"), ("toxicr_codereview", "en")):
        found = list(csv_rows(data / "evaluate_only" / f"{name}.csv"))
        yield (
            f"{name}, {language}",
            [Utterance("", row["text"]) for row in found],
            np.array([int(row["label"]) for row in found]),
        )


def _toxicity(rivals: Sequence[Served | Rival], data: Path) -> str:
    columns, cells = [], [[rival.name] for rival in rivals]
    for name, texts, truth in _toxic_sets(data):
        columns.append(f"{name} ({len(texts)})")
        for row, rival in zip(cells, rivals, strict=True):
            chances = rival.toxic(texts)
            row.append("—" if chances is None else _f1_and_auc(truth.astype(int), chances))
    return table(["Reader", *columns], cells)


def _f1_and_auc(truth: NDArray[np.int64], chances: NDArray[np.float64]) -> str:
    f1 = macro_f1(truth, (chances >= 0.5).astype(int))
    return f"{short(f1)} / {short(float(roc_auc_score(truth, chances)))}"


def _speed(rivals: Sequence[Rival], shown: Sequence[Labelled]) -> str:
    texts = [row.utterance for row in shown if 100 <= len(row.utterance.text) <= 180][:10_000]
    rows = []
    for rival in rivals:
        rival.tone(texts[:100])
        begin = time.process_time()
        for i in range(0, len(texts), 256):
            rival.tone(texts[i : i + 256])
        length = np.mean([len(one.text) for one in texts])
        rows.append(
            [
                f"{rival.name}, texts of {length:.0f} characters",
                f"{len(texts) / (time.process_time() - begin):,.0f}/s",
            ]
        )
    starts = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", COLD_START], check=True, capture_output=True)
        starts.append(time.perf_counter() - begin)
    loaded = subprocess.run([sys.executable, "-c", MEMORY], check=True, capture_output=True, text=True)
    rows.append(["Memory with both readers loaded, peak", f"{int(loaded.stdout) / 1024:.0f} MB"])
    rows.append(["Cold start to the first reading, best of 5", f"{min(starts):.2f} s"])
    return table(["What", "Measured"], rows)


if __name__ == "__main__":
    main()
