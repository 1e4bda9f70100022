"""How well accusations in clean words are found, wherever they stand and whatever they answer.

python -m bench.accusing [--data data] [--out bench/results/accusing.md]

Each text of `data/accusing` under its three comments. Intervals are of a bootstrap over texts.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tools.triage.metrics import short, table

from groundswell.domain.checking import Check, Fault, Outgoing, Verdict
from groundswell.reply.checks.accusing import accusations
from groundswell.reply.checks.checking import Checker

FILES = ("tune", "more", "held", "later", "fresh")
UNSEEN = ("held", "later", "fresh")
DRAWS = 1_000
_ATTACKS = (Fault.DEFENSIVE, Fault.HOSTILE)


@dataclass(frozen=True, slots=True)
class Case:
    """One text, and its checks, one for each comment that it answers.

    Attributes:
        words: The accusing ones; empty where it is fit.
    """

    file: str
    language: str
    kind: str
    text: str
    words: str
    checks: tuple[Check, ...]

    def found(self) -> list[bool]:
        """Whether it is not sent, with a remark on the accusing words and on nothing before them."""
        begin = self.text.index(self.words)
        return [
            _stopped(one) and any(begin <= at < len(self.text) for at in _marked(one)) for one in self.checks
        ]

    def stopped(self) -> list[bool]:
        """Whether it is not sent."""
        return [_stopped(one) for one in self.checks]

    def blamed(self) -> list[bool]:
        """Whether an attack or a defence is remarked on."""
        return [bool(_marked(one)) for one in self.checks]


def main() -> None:
    """Measures and writes the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/accusing.md"))
    asked = parser.parse_args()
    checker = Checker()
    cases = [case for file in FILES for case in _cases(checker, asked.data, file)]
    parts = [by_file(cases), by_language(cases), speed(checker, cases)]
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text("\n\n".join(parts) + "\n", "utf-8")
    print("\n\n".join(parts))


def by_file(cases: Sequence[Case]) -> str:
    """What is found, and what is taken for an accusation, in each half of the set."""
    rows = []
    for file in FILES:
        accuse, fit = _halves([case for case in cases if case.file == file])
        rules = [any(one.sure for one in accusations(case.text, case.language)) for case in accuse]
        rows.append(
            [
                file,
                f"{len(accuse)}, {len(fit)}",
                _interval(accuse, Case.found),
                short(float(np.mean([all(case.found()) for case in accuse]))),
                short(_share(accuse, Case.stopped)),
                short(float(np.mean(rules))),
                short(_share(fit, Case.blamed)),
                short(_share(fit, Case.stopped)),
            ]
        )
    head = [
        "File", "Accuse, fit", "Accusing words marked", "under all three comments", "Not `send`",
        "Told by the grammar", "Fit likes: remarked on", "not `send`",
    ]  # fmt: skip
    return table(head, rows)


def by_language(cases: Sequence[Case]) -> str:
    """The same for texts that nothing was mended with, by language."""
    rows = []
    for language in sorted({case.language for case in cases}):
        own = [case for case in cases if case.language == language and case.file in UNSEEN]
        accuse, fit = _halves(own)
        told = [short(_share(accuse, Case.found)), short(_share(accuse, Case.stopped))]
        rows.append([language, f"{len(accuse)}, {len(fit)}", *told, short(_share(fit, Case.blamed))])
    head = [
        "held, later, fresh",
        "Accuse, fit",
        "Accusing words marked",
        "Not `send`",
        "Fit likes: remarked on",
    ]
    return table(head, rows)


def speed(checker: Checker, cases: Sequence[Case]) -> str:
    """Milliseconds for one check, and for the grammar alone."""
    whole, rules = [], []
    for case in cases[:200]:
        begun = time.perf_counter()
        accusations(case.text, case.language)
        between = time.perf_counter()
        checker.check_batch([Outgoing("", case.text, "Well said.")])
        rules.append((between - begun) * 1_000)
        whole.append((time.perf_counter() - between) * 1_000)
    rows = [
        [name, *(f"{float(np.quantile(took, share)):.1f}" for share in (0.5, 0.95))]
        for name, took in (("check", whole), ("grammar of accusations", rules))
    ]
    return table(["ms", "median", "95th percentile"], rows)


def _cases(checker: Checker, data: Path, file: str) -> list[Case]:
    rows = [
        json.loads(line) for line in (data / "accusing" / f"{file}.jsonl").read_text("utf-8").splitlines()
    ]
    return [
        Case(
            file,
            row["lang"],
            row["kind"],
            row["text"],
            row["words"],
            tuple(checker.check_batch([Outgoing("", row["text"], to) for to in row["to"]])),
        )
        for row in rows
    ]


def _halves(cases: Sequence[Case]) -> tuple[list[Case], list[Case]]:
    return [case for case in cases if case.words], [case for case in cases if not case.words]


def _stopped(check: Check) -> bool:
    return check.verdict is not Verdict.SEND


def _marked(check: Check) -> list[int]:
    return [one.start for one in check.remarks if one.kind in _ATTACKS]


def _share(cases: Sequence[Case], measure: Callable[[Case], list[bool]]) -> float:
    return float(np.mean([measure(case) for case in cases]))


def _interval(cases: Sequence[Case], measure: Callable[[Case], list[bool]]) -> str:
    own = np.array([np.mean(measure(case)) for case in cases])
    draw = np.random.default_rng(7)
    drawn = [float(own[draw.integers(len(own), size=len(own))].mean()) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{short(float(own.mean()))} ({short(float(low))}–{short(float(high))})"


if __name__ == "__main__":
    main()
