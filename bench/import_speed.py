"""How fast messages go in on one core, indexes and search included, and in how much memory.

    python -m bench.import_speed [--rows 10000 100000 1000000]

Each size is a file of messages as the archive holds them, imported by the command itself, bound to one core,
with readings left for later. Memory is the process's peak. Beside it, as the ceiling on the same machine at
the same time: `csv.reader` and `executemany` alone into the same table, indexes and search, which check
nothing and know no dates, people or quirks.
"""

import argparse
import csv
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from bench.crowd import Crowd
from groundswell.services.files.importing import BATCH
from groundswell.store.opening import FILE_NAME, open_store

HEADER = [
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT",
]  # fmt: skip
ME = ("Mara Lindqvist", "https://www.linkedin.com/in/mara-lindqvist")


def write_messages(path: Path, rows: int, seed: int = 7) -> float:
    """Writes a file of messages, newest first as LinkedIn does; returns the mean length of a text."""
    crowd = Crowd(seed)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    chars = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for _ in range(rows):
            other = crowd.person()
            text = crowd.text()
            chars += len(text)
            out = crowd.random.random() < 0.4
            sender, receiver = (ME, other) if out else (other, ME)
            at -= timedelta(seconds=crowd.random.randint(1, 120))
            thread = f"2-{other[1][-8:]}"
            date = at.strftime("%Y-%m-%d %H:%M:%S UTC")
            writer.writerow([thread, "", *sender, *receiver, date, "", text, "INBOX", "", "No", "No"])
    return chars / rows


def run_import(file: Path, home: Path) -> tuple[float, float]:
    """Imports in a process of its own on one core; seconds of the whole command and its peak in MB."""
    return run(home, "-m", "groundswell", "import", "--later", "--json", str(file))


def run(home: Path, *arguments: str) -> tuple[float, float]:
    """Runs Python on one core; seconds and peak MB."""
    command = [sys.executable, *arguments]
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home)}
    core = min(os.sched_getaffinity(0))
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_maxrss / 1024


def insert_barely(file: Path) -> None:
    """Puts the file's rows into a new store with the driver alone."""
    home = Path(os.environ["GROUNDSWELL_HOME"])
    open_store(home).close()
    conn = sqlite3.connect(home / FILE_NAME, isolation_level=None)
    conn.execute("PRAGMA cache_size = -65536")
    columns = "key, network, kind, direction, at, at_until, text, thread, flavour, has_id"
    insert = f"INSERT INTO interaction ({columns}) VALUES (?, 'linkedin', 'message', 'in', ?, ?, ?, ?, ?, 0)"
    new = "SELECT id, subject, text FROM interaction WHERE id > ?"
    index = f"INSERT INTO search_text (rowid, subject, text) {new}"
    with file.open(newline="", encoding="utf-8") as opened:
        rows = enumerate(csv.reader(opened))
        while batch := list(islice(rows, BATCH)):
            conn.execute("BEGIN IMMEDIATE")
            before = conn.execute("SELECT coalesce(max(id), 0) FROM interaction").fetchone()[0]
            conn.executemany(insert, [(f"{n:053}", n, n, row[8], row[0], row[9]) for n, row in batch])
            conn.execute(index, (before,))
            conn.execute("COMMIT")
    conn.close()


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.bare:
        insert_barely(asked.bare)
        return
    sizes: list[int] = asked.rows
    with tempfile.TemporaryDirectory() as folder:
        nothing = Path(folder, "nothing.csv")
        write_messages(nothing, 1)
        start_up, _ = run_import(nothing, Path(folder, "home-0"))
        print(f"start-up and one message: {start_up:.2f} s\n")
        print(
            "| messages | characters each | seconds | messages/s | without start-up | peak MB | bare driver |"
        )
        print("|---|---|---|---|---|---|---|")
        for rows in sizes:
            file = Path(folder, f"{rows}.csv")
            mean = write_messages(file, rows)
            seconds, peak = run_import(file, Path(folder, f"home-{rows}"))
            bare, _ = run(Path(folder, f"bare-{rows}"), "-m", "bench.import_speed", "--bare", str(file))
            net = rows / max(seconds - start_up, 1e-9)
            print(
                f"| {rows:,} | {mean:.0f} | {seconds:.2f} "
                f"| {rows / seconds:,.0f} | {net:,.0f} | {peak:.0f} | {rows / bare:,.0f} |",
                flush=True,
            )
            file.unlink()


if __name__ == "__main__":
    main()
