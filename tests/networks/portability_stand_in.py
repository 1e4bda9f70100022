"""Stands in for LinkedIn's interface for data portability, of which there is no server to be had.

It answers what LinkedIn's documentation shows and what others saw of the real one: one element a page, a
link to the next one, 404 for a part that is empty, and no names in the log of changes.
"""

import csv
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import TextIOWrapper
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

Row = Mapping[str, object]

_FILES = {
    "PROFILE": "Profile.csv",
    "CONNECTIONS": "Connections.csv",
    "MEMBER_SHARE_INFO": "Shares.csv",
    "ALL_COMMENTS": "Comments.csv",
    "ALL_LIKES": "Reactions.csv",
    "ALL_VOTES": "Votes.csv",
    "INSTANT_REPOSTS": "InstantReposts.csv",
    "MEMBER_FOLLOWING": "Member_Follows.csv",
    "INVITATIONS": "Invitations.csv",
    "INBOX": "messages.csv",
}


@dataclass
class LinkedIn:
    """What it holds, what it shall answer next, and what it was asked.

    Attributes:
        troubles: Status and headers of the next answers, in place of data.
        asked: Paths with their questions.
        fails_at: Which question, counted from 1, is answered with 503; none if 0.
        rows_a_page: Of a part of the snapshot; the real one was seen to give thousands.
    """

    address: str = ""
    token: str = "token-of-mara"
    snapshot: dict[str, list[Row]] = field(default_factory=dict)
    changes: list[dict[str, object]] = field(default_factory=list)
    troubles: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    rows_a_page: int = 10_000
    fails_at: int = 0

    def answer(self, path: str, sent: Mapping[str, str | None]) -> tuple[int, dict[str, str], object]:
        """Status, headers and body."""
        self.asked.append(path)
        if len(self.asked) == self.fails_at:
            return 503, {}, {"status": 503}
        if self.troubles:
            status, headers = self.troubles.pop(0)
            return status, headers, {"status": status, "message": f"no, {sent['Authorization']}"}
        if sent["Authorization"] != f"Bearer {self.token}":
            return 401, {}, {"status": 401, "code": "EXPIRED_ACCESS_TOKEN", "serviceErrorCode": 65602}
        if sent["Linkedin-Version"] != "202312":
            return 426, {}, {"status": 426, "code": "NONEXISTENT_VERSION"}
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        start = int(asked.get("start", 0))
        if path.startswith("/rest/memberSnapshotData?") and asked.get("q") == "criteria":
            return self._snapshot(asked.get("domain", ""), start)
        if path.startswith("/rest/memberChangeLogs?") and asked.get("q") == "memberAndApplication":
            return self._changes(int(asked.get("startTime", 0)), int(asked["count"]), start)
        return 400, {}, {"status": 400}

    def _snapshot(self, domain: str, start: int) -> tuple[int, dict[str, str], object]:
        size = self.rows_a_page
        rows = self.snapshot.get(domain, [])[start * size :]
        if not rows:
            message = "No data found for this domain and memberId."
            return 404, {}, {"status": 404, "message": message}
        href = f"/rest/memberSnapshotData?q=criteria&domain={domain}&count=10&start={start + 1}"
        links = [{"rel": "next", "type": "application/json", "href": href}] if rows[size:] else []
        element = {"snapshotDomain": domain, "snapshotData": rows[:size]}
        return 200, {}, {"paging": {"start": start, "count": 10, "links": links}, "elements": [element]}

    def _changes(self, since: int, count: int, start: int) -> tuple[int, dict[str, str], object]:
        if not 0 < count <= 50:
            return 400, {}, {"status": 400}
        events = [one for one in self.changes if int(str(one["processedAt"])) >= since]
        links = []
        if events[start + count :]:
            href = f"/rest/memberChangeLogs?q=memberAndApplication&count={count}&start={start + count}"
            links = [{"rel": "next", "type": "application/json", "href": href}]
        paging = {"start": start, "count": count, "links": links, "total": 0}
        return 200, {}, {"paging": paging, "elements": events[start : start + count]}


def tables_of(archive: Path) -> dict[str, list[Row]]:
    """The parts that the snapshot would have for an archive."""
    found: dict[str, list[Row]] = {}
    with zipfile.ZipFile(archive) as file:
        for domain, name in _FILES.items():
            with file.open(name) as raw:
                lines = list(TextIOWrapper(raw, "utf-8", newline=""))
            if lines[0].startswith("Notes:"):
                lines = lines[next(n for n, line in enumerate(lines) if line.startswith("First Name,")) :]
            escape = "\\" if name == "Comments.csv" else None
            found[domain] = list(csv.DictReader(lines, doublequote=escape is None, escapechar=escape))
    return found


@contextmanager
def linkedin() -> Iterator[LinkedIn]:
    """Runs one on loopback."""
    held = LinkedIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = held.answer(self.path, dict(self.headers))
            data = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
