"""Kills an import at random instants, runs it again, and compares the store with an undisturbed one.

python -m bench.kill [--kills 50] [--rows 60000]
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from bench.import_speed import write_messages
from groundswell.store import open_store, schema


def import_process(file: Path, home: Path) -> subprocess.Popen[bytes]:
    """An import in a process of its own."""
    command = [sys.executable, "-m", "groundswell", "import", "--later", str(file)]
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def content(home: Path) -> str:
    """A digest of everything that was taken in, by natural keys, with what the search index finds."""
    store = open_store(home)
    digest = blake2b()
    with store.reading() as conn:
        for line in _lines(conn):
            digest.update(line.encode())
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        conn.execute(text("INSERT INTO search_text (search_text) VALUES ('integrity-check')"))
    store.close()
    return digest.hexdigest()


def _lines(conn: Connection) -> list[str]:
    one, who, post, beat = schema.interaction, schema.person.c, schema.post.c, schema.pulse.c
    said = (
        select(
            one.c.key, one.c.text, one.c.at, one.c.at_until, one.c.direction, one.c.thread, who.key, post.key
        )
        .outerjoin(schema.person, who.id == one.c.person_id)
        .outerjoin(schema.post, post.id == one.c.post_id)
        .order_by(one.c.key)
    )
    people = select(*(column for column in who if column.name != "id")).order_by(who.key)
    totals = select(schema.total.c.natural, schema.total.c.value).order_by(schema.total.c.natural)
    beats = select(beat.kind, beat.hour, beat.n).order_by(beat.kind, beat.hour)
    lines = [str(tuple(row)) for query in (said, people, totals, beats) for row in conn.execute(query)]
    found = text("SELECT count(*) FROM search_text WHERE search_text MATCH 'k*'")
    indexed = conn.execute(found).scalar_one()
    return [*lines, str(indexed), str(conn.execute(select(func.count()).select_from(one)).scalar_one())]


def kill_and_rerun(file: Path, home: Path, after: float) -> bool:
    """Kills one import after some seconds and runs it again to its end; says whether the kill hit it."""
    process = import_process(file, home)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    hit = process.wait() == -signal.SIGKILL
    if import_process(file, home).wait() != 0:
        raise SystemExit("the second run failed")
    return hit


def main() -> None:
    """Prints how many kills hit the import and how many stores came out equal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rows", type=int, default=60_000)
    asked = parser.parse_args()
    dice = random.Random(11)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "messages.csv")
        write_messages(file, asked.rows)
        begin = time.perf_counter()
        import_process(file, Path(folder, "calm")).wait()
        whole = time.perf_counter() - begin
        expected = content(Path(folder, "calm"))
        hits = equal = 0
        for turn in range(asked.kills):
            home = Path(folder, f"home-{turn}")
            hits += kill_and_rerun(file, home, dice.uniform(0, whole))
            equal += content(home) == expected
        print("| kills | hit the running import | stores equal to the undisturbed one |\n|---|---|---|")
        print(f"| {asked.kills} | {hits} | {equal} |")
        if equal != asked.kills:
            raise SystemExit(1)


if __name__ == "__main__":
    main()
