"""Processes that tests start, watch and surely stop, and the folders in which they keep their data."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from tests.servers.waiting import Late, until

LINES_SHOWN = 40
PATIENCE_S = 10.0
"""How long a server may take to end by itself before it is made to."""


class Unavailable(Exception):
    """A server cannot start on this machine; says what is missing and how to come by it."""


@dataclass(frozen=True)
class Running:
    """A process that is running, and where it writes."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_by: signal.Signals = signal.SIGTERM

    def check(self) -> None:
        """Says so if it has ended."""
        if (code := self.process.poll()) is not None:
            raise AssertionError(f"{self.name} ended with code {code}:\n{tail(self.log)}")

    def wait_until(self, ready: Callable[[], bool], *, within: float) -> None:
        """Waits until it answers; a process that has ended is not waited for."""

        def look() -> bool:
            self.check()
            return ready()

        try:
            until(look, f"{self.name} to answer", within=within)
        except Late as late:
            raise AssertionError(f"{late}\n{tail(self.log)}") from None

    def stop(self) -> None:
        """Ends it and all that it started, by force if need be."""
        for sign in (self.stop_by, signal.SIGKILL):
            if self.process.poll() is None:
                os.killpg(self.process.pid, sign)
                with_patience(self.process)
        if self.process.stdin:
            self.process.stdin.close()


class Identity(TypedDict, total=False):
    """As whom a process runs."""

    user: str
    group: int
    extra_groups: list[int]


def as_user(name: str | None) -> Identity:
    """What makes a process run as somebody else, without root's groups."""
    if name is None:
        return {}
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


def with_patience(process: subprocess.Popen[bytes]) -> None:
    """Waits for a process that was asked to end, but not for ever."""
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        return


@contextmanager
def started(
    name: str,
    command: Sequence[str | Path],
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    cwd: Path | None = None,
    talks: bool = False,
    stop_by: signal.Signals = signal.SIGTERM,
) -> Iterator[Running]:
    """Starts a process that writes to `folder/name.log`; one that `talks` has its input and output piped."""
    log = folder / f"{name}.log"
    with ExitStack() as stack:
        written = stack.enter_context(log.open("ab"))
        process = subprocess.Popen(
            [*_bound_to_this_process(), *map(str, command)],
            stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
            stdout=subprocess.PIPE if talks else written,
            stderr=written,
            env=None if env is None else {**os.environ, **env},
            cwd=cwd or folder,
            **as_user(user),
            start_new_session=True,
        )
        running = Running(name, process, log, stop_by)
        stack.callback(running.stop)
        yield running


@contextmanager
def scratch(name: str, keep_logs: Callable[[], bool]) -> Iterator[Path]:
    """A folder for a server's data, gone afterwards; its logs stay if something failed.

    Not below pytest's own: servers run as users of their own, who may not enter there.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"groundswell-{name}-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        if keep_logs():
            _remove_all_but_logs(folder)
            print(f"logs of {name} are in {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def tail(log: Path) -> str:
    """The last lines of a log."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join([f"--- {log}", *(lines[-LINES_SHOWN:] or ["(nothing)"])])


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, and that nobody is given by chance before the server listens.

    They lie below those that the system hands out to outgoing connections, and every process of the tests
    goes on through a stretch of its own.
    """
    found: list[int] = []
    for port in _untaken:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            found.append(port)
        if len(found) == count:
            return found
    raise Unavailable("no free port was left for the test servers")


_LOWEST, _STRETCHES, _STRETCH = 12_000, 100, 190
_untaken = iter(range(_LOWEST + os.getpid() % _STRETCHES * _STRETCH, _LOWEST + _STRETCHES * _STRETCH))


def listens(port: int, host: str = "127.0.0.1") -> bool:
    """Whether somebody answers there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def program(name: str, debian: str, *folders: Path) -> Path:
    """A program from PATH, or from folders where Debian keeps what is not on every PATH."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", *map(str, folders)])
    if found := shutil.which(name, path=places):
        return Path(found)
    raise Unavailable(f"{name} was not found: install it (Debian: apt install {debian})")


def is_root() -> bool:
    """Whether this process may take other users' places and low ports."""
    return os.geteuid() == 0


def _bound_to_this_process() -> list[str]:
    """Makes Linux end the server when the tests end, even where they were killed and could not stop it."""
    return [found, "--pdeathsig", "TERM", "--"] if (found := shutil.which("setpriv")) else []


def _remove_all_but_logs(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.suffix == ".log":
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
