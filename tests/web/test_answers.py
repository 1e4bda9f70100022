"""Who is let in, and what is said when something is wrong: over HTTP, without a browser."""

import html
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from groundswell.services.workspace import Workspace
from groundswell.web.security import COOKIE, Door
from tests.web.conftest import Site

PATHS = (
    "/",
    "/wave",
    "/inbox",
    "/search?q=x",
    "/crossroads/5",
    "/person/1",
    "/feedback",
    "/import",
    "/settings",
    "/networks",
    "/networks/bluesky",
    "/outbox",
    "/events",
    "/export/people.csv",
)


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """Somebody with a session, without a browser."""
    cookie = site.door.enter(site.door.new_code())
    with httpx.Client(base_url=site.address, cookies={COOKIE: cookie or ""}) as opened:
        yield opened


def test_a_code_works_once_and_for_two_minutes(home: Workspace) -> None:
    clock = [home.now()]
    door = Door(Workspace(home.home, home.store, home.settings, lambda: clock[0]))
    code = door.new_code()
    cookie = door.enter(f" {code}\n")
    assert cookie is not None
    assert door.knows(cookie)
    assert door.enter(code) is None
    late = door.new_code()
    clock[0] += 121_000
    assert door.enter(late) is None
    assert not door.knows("")
    assert not door.knows(cookie + "x")
    clock[0] += 31 * 86_400_000
    assert not door.knows(cookie)


@pytest.mark.parametrize("path", PATHS)
def test_without_a_session_there_is_only_the_door(site: Site, path: str) -> None:
    for headers in ({}, {"cookie": f"{COOKIE}=guess"}):
        answer = httpx.get(site.address + path, headers=headers)
        assert (answer.status_code, answer.headers["location"]) == (303, "/enter")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8765",
        "",
        "localhost@evil",
        "127.0.0.1:80/handed/?",
        "127.0.0.1:80/static/",
    ],
)
def test_another_host_name_is_refused(client: httpx.Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {},
    ],
)
@pytest.mark.parametrize("path", ["/inbox/item/5/done", "/settings", "/import", "/enter", "/inbox/undo"])
def test_changes_from_elsewhere_are_refused(client: httpx.Client, path: str, headers: dict[str, str]) -> None:
    assert client.post(path, data={"name": "scheme", "value": "dark"}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/", "/enter", "/nowhere", "/static/app.js", "/inbox?lane=nonsense"])
def test_every_answer_carries_the_strict_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static/") else "no-store")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "There is no such page."),
        ("/inbox?item=99999", 404, "There is no item 99999."),
        ("/person/99999", 404, "There is no person 99999."),
        ("/person/somebody", 400, "This address leads nowhere as it stands."),
        (f"/wave/{10**30}", 400, "This address leads nowhere as it stands."),
        ("/wave/1?metric=joy", 400, "This address leads nowhere as it stands."),
        ("/inbox?lane=nonsense", 400, "This address leads nowhere as it stands."),
        ("/inbox?days=999999999", 400, "This address leads nowhere as it stands."),
    ],
)
def test_what_is_wrong_is_said_on_a_page(client: httpx.Client, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert f"<h1>{words}</h1>" in answer.text
    assert "Traceback" not in answer.text


def test_a_script_gets_the_same_as_a_line(client: httpx.Client) -> None:
    answer = client.get("/inbox/item/99999", headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert (
        answer.text
        == "There is no item 99999. It may be gone. Find it in the inbox: its number stands in its address."
    )


def test_a_decision_that_makes_no_sense_is_refused(client: httpx.Client) -> None:
    own = {"origin": str(client.base_url).rstrip("/")}
    answer = client.post("/inbox/item/5/lane", data={"to": "<script>"}, headers=own)
    assert answer.status_code == 400
    assert "<script>" not in answer.text.replace('<script src="/static', "")
    assert client.post("/inbox/item/5/snooze", data={"until": "never"}, headers=own).status_code == 400
    assert client.post("/inbox/item/99999/done", headers=own).status_code == 404
    assert client.post("/settings", data={"name": "scheme", "value": "pink"}, headers=own).status_code == 400


ONE = "/circle/lean/people/one"
WRONG: tuple[tuple[str, str, dict[str, str], str, str], ...] = (
    (f"{ONE}?of=linkedin:in/dele-moyo", ONE, {"a_month": "99"}, "Times a month", "is more than 30"),
    ("/rehearse", "/rehearse", {"seed": "0"}, "Number of the wave", "is less than 1"),
    ("/rehearse", "/rehearse", {"speed": "fast"}, "How fast", "is no number"),
    ("/rehearse", "/rehearse", {}, "What kind of wave?", "is missing"),
    ("/settings", "/calm/wishes", {"budget": "many"}, "Looks a day", "is no whole number"),
    ("/settings", "/calm/ways", {"port": "x"}, "Port", "is no whole number"),
    ("/report", "/report", {"paper": "papyrus"}, "Paper of the PDF", "is none of what is offered"),
    ("/check", "/check", {"text": "Hi", "round": "x"}, "Your message number", "is no whole number"),
)
UNSEEN = (
    ("/people/decide", {"one": "x", "other": "y", "says": "z"}),
    ("/settings/unlearn", {"decision": "x"}),
    ("/kept/requests/decide", {"did": "sing", "people": "1"}),
    ("/circle/lean/undo", {"words": "1" * 99}),
)


def test_what_is_wrong_with_a_form_is_said_with_the_words_of_its_page(client: httpx.Client) -> None:
    own = {"origin": str(client.base_url).rstrip("/")}
    for page, action, sent, label, why in WRONG:
        answer = client.post(action, data=sent, headers=own)
        assert answer.status_code == 400
        told = html.unescape(answer.text.split("<h1>")[1].split("</h1>")[0])
        assert f"“{label}" in told, sent
        assert why in told, sent
        assert label in html.unescape(client.get(page).text), page
    for action, sent in UNSEEN:
        answer = client.post(action, data=sent, headers=own)
        assert answer.status_code == 400
        assert "<h1>This form cannot be used as it was sent.</h1>" in answer.text


def test_empty_filters_are_no_filters(client: httpx.Client) -> None:
    answer = client.get("/inbox?lane=question&state=open&post=&kind=&network=&language=&days=")
    assert answer.status_code == 200
    assert answer.text.count("row-item") == 5


@pytest.mark.parametrize("path", ["/", "/inbox", "/settings"])
def test_a_store_that_broke_is_told_of_on_a_page(client: httpx.Client, site: Site, path: str) -> None:
    site.workspace.store.close()
    # The third file is memory that the program's other threads share; nothing else ever shortens it.
    for name in ("groundswell.db", "groundswell.db-wal"):
        (site.workspace.home / name).write_bytes(b"no store at all" * 1_000)
    answer = client.get(path)
    assert answer.status_code == 422
    assert "<h1>The file is damaged or no Groundswell store.</h1>" in answer.text
    assert "Put a backup in its place" in answer.text
    assert "content-security-policy" in answer.headers


def test_a_port_in_use_is_named_with_its_mend(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-c", "from groundswell.cli import main; main()"]
        ended = subprocess.run(
            [*command, "serve", "--no-browser", "--port", str(port)],
            env={"GROUNDSWELL_HOME": str(tmp_path), "PATH": ""},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "Groundswell is starting.",
        f"groundswell: 127.0.0.1: port {port} is in use. Choose another one with --port.",
    ]


def test_vendored_files_are_what_their_list_says() -> None:
    from hashlib import sha256

    import groundswell.web

    folder = Path(groundswell.web.__file__).parent / "static" / "vendor"
    listed = [line.split() for line in (folder / "VENDORED.txt").read_text().splitlines() if line[0] != "#"]
    for name, _licence, digest in listed:
        assert sha256((folder / name).read_bytes()).hexdigest() == digest
    assert {name for name, *_ in listed} == {
        one.name for one in folder.iterdir() if "-" in one.name and one.suffix in {".js", ".css"}
    }


def test_settings_say_what_was_learned_and_take_it_back(client: httpx.Client) -> None:
    own = {"origin": str(client.base_url).rstrip("/")}
    assert "Nothing yet." in client.get("/settings").text
    client.post("/inbox/item/2/lane", data={"to": "feedback"}, headers=own)
    page = client.get("/settings").text
    assert "1 correction of yours." in page
    decision = page.split('name="decision" value="')[1].split('"')[0]
    assert client.post("/settings/unlearn", data={"decision": decision}, headers=own).status_code == 303
    assert "Nothing yet." in client.get("/settings").text


def test_a_section_of_the_settings_is_open_when_it_holds_a_problem(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_ones() -> list[str]:
        return re.findall(
            r'<details class="section" open><summary><h\d>([^<]+)', client.get("/settings").text
        )

    assert open_ones() == []
    monkeypatch.setenv("GROUNDSWELL_LETTERS__COUNTRY", "XX")
    assert open_ones() == ["What was looked at"]
    assert "the setting letters.country is wrong" in client.get("/settings").text


def test_help_lines_stand_beside_a_plea_and_nowhere_else(client: httpx.Client) -> None:
    def pane(lane: str) -> str:
        rows = client.get(f"/inbox?lane={lane}").text
        item = rows.split('id="row-')[1].split('"')[0]
        return client.get(f"/inbox?lane={lane}&item={item}").text

    assert "116 123" in pane("needs_you")
    assert "116 123" not in pane("question")
