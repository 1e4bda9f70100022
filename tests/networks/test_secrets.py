"""Secrets are kept by many at once, outlive a keyring that is locked for a while, and the newest counts."""

import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from groundswell.domain.errors import StoreError
from groundswell.services.networks import lines as networks
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Secret, SignedIn
from tests.networks import scripted
from tests.networks.scripted import ACCOUNT, Script, ScriptedLine
from tests.networks.scripted import script as script

TIMES = 25

_KEEPER = """
import sys, keyring
from pathlib import Path
from keyring.backends import fail
from groundswell.services.secrets import Secrets
keyring.set_keyring(fail.Keyring())
for number in range(int(sys.argv[3])):
    Secrets(Path(sys.argv[1])).keep(f"{sys.argv[2]}-{number}", {"token": sys.argv[2]})
"""


class Ring(KeyringBackend):
    """A keyring that can be locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[str, str] = {}
        self.locked = False

    def _open(self) -> dict[str, str]:
        if self.locked:
            raise KeyringLocked("the user did not unlock it")
        return self.held

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()[username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self._open().get(username)

    def delete_password(self, service: str, username: str) -> None:
        del self._open()[username]


@pytest.fixture
def ring(workspace: Workspace) -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_threads_and_programs_that_keep_at_once_lose_nothing(workspace: Workspace) -> None:
    begin = [sys.executable, "-c", _KEEPER, str(workspace.home)]
    programs = [subprocess.Popen([*begin, f"program-{number}", str(TIMES)]) for number in range(2)]

    def keep(name: str) -> None:
        for number in range(TIMES):
            Secrets(workspace.home).keep(f"{name}-{number}", {"token": name})

    with ThreadPoolExecutor() as threads:
        kept = [threads.submit(keep, f"thread-{number}") for number in range(4)]
    for one in kept:
        one.result()
    assert [program.wait(60) for program in programs] == [0, 0]
    names = [f"thread-{number}" for number in range(4)] + [f"program-{number}" for number in range(2)]
    secrets = Secrets(workspace.home)
    lost = [
        f"{name}-{number}"
        for name in names
        for number in range(TIMES)
        if secrets.of(f"{name}-{number}") != {"token": name}
    ]
    assert lost == []
    left = {path.name for path in workspace.home.iterdir() if path.name.startswith("secrets")}
    assert left <= {"secrets.age", "secrets.age.lock"}
    if sys.platform != "win32":
        assert stat.S_IMODE((workspace.home / "secrets.age").stat().st_mode) == 0o600


def test_what_was_renewed_while_the_keyring_was_locked_counts_afterwards(
    workspace: Workspace, ring: Ring
) -> None:
    secrets = Secrets(workspace.home)
    secrets.keep("one", {"token": "old"})
    ring.locked = True
    secrets.keep("one", {"token": "new"})
    assert secrets.of("one") == {"token": "new"}
    ring.locked = False
    assert secrets.of("one") == {"token": "new"}
    assert "new" in ring.held["one"]
    assert not (workspace.home / "secrets.age").exists()


def test_a_secret_from_before_there_was_a_keyring_still_opens(workspace: Workspace, ring: Ring) -> None:
    ring.held["one"] = '{"token": "plain"}'
    assert Secrets(workspace.home).of("one") == {"token": "plain"}


def test_signing_out_while_the_keyring_is_locked_says_that_nothing_was_forgotten(
    workspace: Workspace, script: Script, ring: Ring
) -> None:
    networks.connect(workspace, scripted.NAME, {"name": "Ada"})
    ring.locked = True
    with pytest.raises(StoreError, match=r"keyring is locked.*Unlock it"):
        networks.disconnect(workspace, ACCOUNT.key)
    assert len(networks.followed(workspace)) == 1
    ring.locked = False
    networks.disconnect(workspace, ACCOUNT.key)
    assert networks.followed(workspace) == []
    assert ring.held == {}


def test_signing_in_works_while_the_keyring_is_locked(
    workspace: Workspace, script: Script, ring: Ring
) -> None:
    ring.locked = True
    networks.connect(workspace, scripted.NAME, {"name": "Ada"})
    assert Secrets(workspace.home).of(ACCOUNT.key) == {"name": "Ada"}


@pytest.fixture
def keeps(monkeypatch: pytest.MonkeyPatch, script: Script) -> list[Callable[[Secret], None]]:
    """With what each line that was opened keeps what it renews; each sign-in gives a token of its own."""
    opened: list[Callable[[Secret], None]] = []
    tokens = iter(f"token {number}" for number in range(9))

    def sign_in(_self: object, given: object, kept: object) -> SignedIn:
        return SignedIn(ACCOUNT, {"token": next(tokens)})

    def open_(_self: object, account: object, secret: object, keep: Callable[[Secret], None]) -> ScriptedLine:
        opened.append(keep)
        return ScriptedLine()

    monkeypatch.setattr(scripted.Scripted, "sign_in", sign_in)
    monkeypatch.setattr(scripted.Scripted, "open", open_)
    return opened


def test_a_line_from_before_a_new_sign_in_does_not_bring_its_secret_back(
    workspace: Workspace, keeps: list[Callable[[Secret], None]]
) -> None:
    account = networks.connect(workspace, scripted.NAME, {"name": "Ada"})
    networks.line_of(workspace, account)
    networks.connect(workspace, scripted.NAME, {"name": "Ada"})
    keeps[0]({"token": "renewed"})
    assert Secrets(workspace.home).of(account.key) == {"token": "token 1"}
    networks.disconnect(workspace, account.key)
    keeps[0]({"token": "renewed"})
    assert Secrets(workspace.home).of(account.key) is None


@pytest.mark.parametrize("meanwhile", ["nothing", "signed out", "signed in anew"])
def test_what_is_renewed_while_the_keyring_is_locked_counts_if_it_is_still_of_the_last_sign_in(
    workspace: Workspace, ring: Ring, keeps: list[Callable[[Secret], None]], meanwhile: str
) -> None:
    account = networks.connect(workspace, scripted.NAME, {"name": "Ada"})
    networks.line_of(workspace, account)
    if meanwhile == "signed out":
        networks.disconnect(workspace, account.key)
    elif meanwhile == "signed in anew":
        networks.connect(workspace, scripted.NAME, {"name": "Ada"})
    ring.locked = True
    for turn in range(2):
        keeps[0]({"token": f"renewed {turn}"})
    ring.locked = False
    counts = {"nothing": {"token": "renewed 1"}, "signed out": None, "signed in anew": {"token": "token 1"}}
    assert Secrets(workspace.home).of(account.key) == counts[meanwhile]
    assert not (workspace.home / "secrets.age").exists()


def test_lines_of_one_sign_in_renew_in_turn(
    workspace: Workspace, keeps: list[Callable[[Secret], None]]
) -> None:
    account = networks.connect(workspace, scripted.NAME, {"name": "Ada"})
    for _ in range(2):
        networks.line_of(workspace, account)
    for turn, keep in enumerate([keeps[0], keeps[1], keeps[0]]):
        keep({"token": f"renewed {turn}"})
        assert Secrets(workspace.home).of(account.key) == {"token": f"renewed {turn}"}
