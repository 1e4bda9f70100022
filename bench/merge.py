"""How long one letter to a whole list takes, and how much memory: laid out, and all its mails made.

python -m bench.merge [--rows 1000 10000] [--out bench/results/merge.md]

Each size is measured in a process of its own; loading the models takes some 0.6 s of what is laid out there.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from groundswell.domain.letters import Letter
from groundswell.services.letters.mails import boxed, zipped
from groundswell.services.letters.merging import Wanted, lay_out
from groundswell.sources.letters import people_in
from groundswell.sources.protocol import Limits

_COLUMNS = ("Name", "E-Mail", "Role", "Day", "Remark")
_BODY = """Dear {{name}},

I'm sorry, it is a no: the job of {{role}} goes to somebody who has run a night shift. Thank you for the two
hours on {{day}}. {{remark}} I am free on Friday at ten if you want to talk, just reply here.

Ana Roth
"""
_MB = 1024


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--out", type=Path, default=Path("bench/results/merge.md"))
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measured(given.measure)))
        return
    lines = ["| List | Read, s | Laid out, s | .zip, s | .mbox, s | Peak, MB |", "|---|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for rows in given.rows:
            for ending in ("csv", "xlsx"):
                path = Path(folder) / f"{rows}.{ending}"
                write(path, rows)
                told = json.loads(
                    subprocess.run(
                        [sys.executable, "-m", "bench.merge", "--measure", str(path)],
                        check=True,
                        capture_output=True,
                        text=True,
                    ).stdout
                )
                figures = " | ".join(f"{told[name]:.2f}" for name in ("read", "laid", "zip", "mbox"))
                lines.append(f"| {rows:,} rows, .{ending} | {figures} | {told['peak']:.0f} |")
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def write(path: Path, rows: int) -> None:
    """A list of made-up people."""
    made = [
        (f"Jo Öst {n}", f"jo{n}@x.example", "night baker", "Monday", f"You kept calm at oven {n}.")
        for n in range(rows)
    ]
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join(row) for row in (_COLUMNS, *made)), encoding="utf-8")
        return
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for number, row in enumerate((_COLUMNS, *made)):
        sheet.write_row(number, 0, row)
    book.close()


def measured(path: Path) -> dict[str, float]:
    """Seconds for each step, and the peak of memory in MB."""
    told = dict[str, float]()
    letter = Letter("1", _BODY, "Your application as {{role}}", "Ana Roth <ana@firm.example>")
    clock = time.perf_counter()
    people = people_in(path, Limits())
    told["read"], clock = time.perf_counter() - clock, time.perf_counter()
    plan = lay_out(Wanted(letter, people))
    told["laid"], clock = time.perf_counter() - clock, time.perf_counter()
    for name, bundle in (("zip", zipped), ("mbox", boxed)):
        for _ in bundle(plan.mails(), plan.sender):
            pass
        told[name], clock = time.perf_counter() - clock, time.perf_counter()
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    return told


if __name__ == "__main__":
    main()
