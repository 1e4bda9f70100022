"""How long from the files of the sample wave to a complete page Today, with every text read.

    python -m bench.first_look [--times 5]

The commands are those of `make run`, each in a process of its own: `groundswell import --quick FILES`, then
`groundswell serve`; the clock stops when the page has come whole. The pages then read again with care.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from sqlalchemy import text

from groundswell.store import open_store

SAMPLE = Path(__file__).parents[1] / "sample"
COMMAND = [sys.executable, "-m", "groundswell"]


def first_look(home: Path) -> tuple[float, float, int]:
    """Seconds until all is imported and read, until Today is there, and the page's size as sent."""
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home)}
    files = [str(path) for path in sorted(SAMPLE.iterdir()) if path.name != "README.md"]
    begin = time.perf_counter()
    bring = [*COMMAND, "import", "--quick", *files]
    done = subprocess.run(bring, env=environment, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr.decode())
    imported = time.perf_counter() - begin
    server = subprocess.Popen(
        [*COMMAND, "serve", "--no-browser"], env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        address = next(line for line in server.stderr if " is at " in line).split()[3]
        code = server.stderr.readline().partition("code is ")[2].split()[0]
        with httpx.Client(base_url=address, headers={"origin": address}, timeout=60) as client:
            client.post("/enter", data={"code": code})
            page = client.get("/").raise_for_status()
        if "<h1" not in page.text:
            raise SystemExit("this is not the page")
        whole = time.perf_counter() - begin
    finally:
        server.terminate()
        server.wait()
    return imported, whole, page.num_bytes_downloaded


def unread(home: Path) -> tuple[int, int]:
    """Texts that should have been read and were not, and how many were."""
    store = open_store(home)
    with store.reading() as conn:
        missing = text(
            "SELECT count(*) FROM interaction WHERE direction = 'in' AND text <> ''"
            " AND id NOT IN (SELECT interaction_id FROM reading)"
        )
        found = conn.execute(missing).scalar(), conn.execute(text("SELECT count(*) FROM reading")).scalar()
    store.close()
    return found[0] or 0, found[1] or 0


def main() -> None:
    """Prints the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    looks = []
    for _ in range(parser.parse_args().times):
        with tempfile.TemporaryDirectory() as folder:
            looks.append((*first_look(Path(folder)), *unread(Path(folder))))
    imported, whole = (statistics.median(look[place] for look in looks) for place in (0, 1))
    slowest = max(look[1] for look in looks)
    _, _, size, missing, read = looks[0]
    columns = ("texts read", "unread", "imported and read, s", "Today whole, s", "slowest", "bytes")
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    print(f"| {read:,} | {missing} | {imported:.2f} | {whole:.2f} | {slowest:.2f} | {size:,} |")


if __name__ == "__main__":
    main()
