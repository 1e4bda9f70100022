"""Drafts by the user's own model, over HTTP: what is sent, what is shown, and what happens when it fails."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.activity import Account, Post
from groundswell.domain.drafting import Crossroads
from groundswell.domain.errors import UsageError
from groundswell.domain.records import Record
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Network
from groundswell.services.doctor import examine
from groundswell.services.own_model import Model, chosen, key_of, turn_off, turn_on
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.replies.drafting import as_json, draft
from groundswell.services.thanks.thanking import thank_all
from groundswell.services.workspace import Workspace
from groundswell.store.intake import Intake
from tests.servers.endpoint import Asked, Endpoint, Told, endpoint
from tests.services.test_drafting import id_of
from tests.store.build import POST, comment, record, somebody

FERRY = (
    "My uncle ran a ferry in all weathers and told every passenger the truth. Your letter sounds like him, "
    "thank you. My number is 0151 2345 6789."
)
OTHERS = "Dana's boss drinks, she wrote me that in private."
GOOD = "Thank you, I will think of your uncle and his ferry when it gets loud here."
KEY = "sk-a-key-that-nobody-sees"
NOTED = "These drafts were written on this machine"


class Obedient:
    """Answers each request with the next sentence, in every place that it asks for; the last one stays."""

    def __init__(self, *sentences: str) -> None:
        self._sentences = list(sentences)

    def __call__(self, asked: Asked) -> Told:
        sentence = self._sentences.pop(0) if len(self._sentences) > 1 else self._sentences[0]
        return Told(filled_in(asked, sentence))


def filled_in(asked: Asked, sentence: str) -> str:
    """The JSON that a request asks for, with the same sentence everywhere."""
    plans = re.findall(r"^(draft_\d): (.*)$", asked.system, re.MULTILINE)
    assert plans
    places = {name: re.findall(r"`(\w+)`:", moves) for name, moves in plans}
    return json.dumps({name: dict.fromkeys(moves, sentence) for name, moves in places.items()})


@pytest.fixture
def said(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Workspace]:
    """A post, a story under it, and what others said elsewhere; no keyring."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    monkeypatch.setenv("GROUNDSWELL_KEY", str(tmp_path / "secrets.key"))
    post = Post(Network.LINKEDIN, POST, text="A letter, and the Monday lady who rang our help desk.")
    ana, ben = somebody("Ana Ruiz"), somebody("Ben Oduya")
    later = When.exactly(1_794_000_100_000)
    told = [
        Record("a", (Account(Network.LINKEDIN, "linkedin:me", "Mara Lindqvist"),)),
        Record("p", (post,)),
        record(comment("c1", FERRY, who=ana)),
        record(comment("c2", "The Monday lady made me cry, thank you.", who=ben)),
        record(comment("c3", OTHERS, who=ben, direction=Direction.OUT, thread="c2", at=later)),
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, told)
    read_backlog(workspace)
    yield workspace
    keyring.set_keyring(before)


@pytest.fixture
def served() -> Iterator[Endpoint]:
    """An endpoint whose model writes what may stand."""
    with endpoint(Obedient(GOOD)) as running:
        yield running


def drafted(workspace: Workspace, text: str = FERRY) -> Crossroads:
    return draft(workspace, id_of(workspace, text)).crossroads


def by_model(met: Crossroads) -> list[str]:
    return [one.text for one in met.drafts if one.by]


def test_nothing_is_sent_before_it_is_turned_on_and_nothing_after_it_is_off(
    said: Workspace, served: Endpoint
) -> None:
    assert not by_model(drafted(said))
    turn_on(said, Model(served.url, "small", 60))
    assert GOOD in drafted(said).drafts[0].text
    asked = len(served.asked)
    turn_off(said)
    assert not by_model(drafted(said))
    assert len(served.asked) == asked
    assert chosen(said) is None


def test_drafts_say_who_wrote_them_and_passed_the_same_check(said: Workspace, served: Endpoint) -> None:
    turn_on(said, Model(served.url, "small", 60))
    met = drafted(said)
    assert met.drafts[0].by == "small"
    assert all(one.check is not None for one in met.drafts)
    told = json.dumps(as_json(draft(said, id_of(said, FERRY))))
    assert '"by": "small"' in told


def test_only_what_the_exchange_needs_is_sent(said: Workspace, served: Endpoint) -> None:
    turn_on(said, Model(served.url, "small", 60), key=KEY)
    drafted(said)
    (asked,) = served.questions
    assert "ferry in all weathers" in asked.user.split("storm")[1]
    assert "Monday lady who rang" in asked.user
    for private in ("0151", "Ana", "Ruiz", "Ben", "Oduya", "Dana", "boss drinks", "Mara", "Lindqvist"):
        assert private not in asked.body
    assert KEY not in asked.body
    assert asked.key == KEY
    assert "ferry" not in asked.system


def test_what_is_drafted_for_many_is_not_sent(said: Workspace, served: Endpoint) -> None:
    turn_on(said, Model(served.url, "small", 60))
    _, made = thank_all(said)
    assert list(made)
    assert served.asked == []


def test_the_key_stands_nowhere_but_among_the_secrets(said: Workspace, served: Endpoint) -> None:
    model = Model(served.url, "small", 60)
    turn_on(said, model, key=KEY)
    served.answer = lambda asked: Told(status=401, raw=json.dumps({"error": {"message": f"bad {asked.key}"}}))
    met = drafted(said)
    assert "does not take the key" in met.notes[0]
    assert KEY not in repr(met)
    with said.store.reading() as conn:
        dump = "\n".join(conn.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert KEY not in dump
    assert key_of(said, model) == KEY
    assert key_of(said, Model("https://other.example/v1", "small", 60)) == ""
    turn_on(said, Model("http://127.0.0.1:9/v1", "other", 60))
    assert key_of(said, model) == ""
    turn_on(said, model, key=KEY)
    turn_off(said)
    assert key_of(said, model) == ""


def test_the_command_says_whom_it_asks_and_who_wrote(said: Workspace, served: Endpoint) -> None:
    turn_on(said, Model(served.url, "small", 60))
    told = CliRunner().invoke(app, ["draft", str(id_of(said, FERRY))])
    assert "Asking small at 127.0.0.1" in told.stderr
    assert f"{GOOD} (small)" in told.stdout
    assert len(served.questions) == 1


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Told(status=429, raw="{}"), "asks to wait"),
        (Told(status=500, raw="secret words of the server"), "failed with status 500"),
        (Told(status=404, raw="{}"), "does not know the address or the model"),
        (Told(status=302, headers={"location": "http://127.0.0.1:9/v1"}), "refused with status 302"),
        (Told(raw="<html>no JSON</html>"), "not what was asked for"),
        (Told(raw='{"choices": [null]}'), "not what was asked for"),
        (Told(raw="[" * 200_000), "not what was asked for"),
        (Told("I would rather talk about the weather."), "not what was asked for"),
        (Told('{"draft_1": '), "not what was asked for"),
        (Told(""), "not what was asked for"),
        (Told(raw=" " * 5_000_000 + "{}"), "too large to be one"),
        (Told(raw="\x1f\x8b", headers={"content-encoding": "gzip"}), "too large to be one"),
    ],
)
def test_what_fails_is_told_calmly_and_drafts_come_all_the_same(
    said: Workspace, served: Endpoint, told: Told, why: str
) -> None:
    turn_on(said, Model(served.url, "small", 60))
    served.answer = lambda _: told
    met = drafted(said)
    assert met.drafts
    assert not by_model(met)
    assert met.notes[0].startswith(NOTED)
    assert why in met.notes[0]
    assert "secret words" not in repr(met)


def test_an_endpoint_that_is_down_or_slow_is_not_waited_for(said: Workspace, served: Endpoint) -> None:
    held = threading.Event()

    def slow(_: Asked) -> Told:
        held.wait(30)
        return Told()

    turn_on(said, Model(served.url, "small", 1))
    served.answer = slow
    assert "took longer than 1 seconds" in drafted(said).notes[0]
    held.set()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        turn_on(said, Model(f"http://127.0.0.1:{taken.getsockname()[1]}/v1", "small", 5))
        met = drafted(said)
    assert "cannot be reached" in met.notes[0]
    assert met.drafts


def test_a_model_that_cannot_keep_to_a_schema_is_asked_without_one(said: Workspace, served: Endpoint) -> None:
    def picky(asked: Asked) -> Told:
        if "response_format" in asked.body:
            return Told(status=400, raw='{"error": {"message": "response_format is not supported"}}')
        return Told(filled_in(asked, GOOD))

    turn_on(said, Model(served.url, "small", 60))
    served.answer = picky
    assert by_model(drafted(said))


def test_words_that_cannot_stand_are_asked_for_once_more_with_the_reason(
    said: Workspace, served: Endpoint
) -> None:
    turn_on(said, Model(served.url, "small", 60))
    served.answer = Obedient("See the ferry at www.ferry.example for 20 euros.", GOOD)
    assert GOOD in by_model(drafted(said))[0]
    assert "it holds a link or an address" in served.questions[1].system
    served.answer = Obedient("See the ferry at www.ferry.example for 20 euros.")
    met = drafted(said)
    assert not by_model(met)
    assert "holds a link" in met.notes[0]
    assert len(served.questions) == 4


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://host/v1",
        "http://far.example/v1",
        "https://me:key@host/v1",
        "https://host/v1?key=1",
        "https://:key@host/v1",
        "https://ho\u202est.example/v1",
        "https://host/v1\nkey",
        "https://[/v1",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_not_said_back(said: Workspace, url: str) -> None:
    with pytest.raises(UsageError) as refused:
        turn_on(said, Model(url, "small", 60))
    assert "key" not in refused.value.what
    assert chosen(said) is None


def test_what_leaves_is_told_in_plain_words() -> None:
    near = Model("http://127.0.0.1:8080/v1", "small", 60).told
    assert "go to a program on this machine (127.0.0.1:8080)" in near
    far = Model("https://models.example/v1", "large", 10).told
    assert "leave this machine and go to models.example" in far
    assert "unencrypted" in Model("http://192.168.0.9:80/v1", "small", 60).told


def test_a_key_does_not_travel_unencrypted(said: Workspace) -> None:
    with pytest.raises(UsageError, match="unencrypted"):
        turn_on(said, Model("http://192.168.0.9/v1", "small", 60), key=KEY)


def test_the_doctor_tells_whether_it_answers(said: Workspace, served: Endpoint) -> None:
    def seen() -> list[str]:
        return [f"{one.state}: {one.say}" for one in examine() if one.what == "your own model"]

    assert seen() == ["fine: none; drafts are written on this machine"]
    turn_on(said, Model(served.url, "small", 60))
    assert seen()[0].startswith("fine: small at 127.0.0.1")
    assert not served.questions
    turn_on(said, Model("http://127.0.0.1:9/v1", "small", 60))
    assert "note: " in seen()[0]
    assert [one for one in examine(asks=False) if one.what == "your own model"] == []
