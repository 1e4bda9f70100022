"""A PostgreSQL of its own, in a temporary folder, run by a user who is not root."""

import itertools
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.process import Unavailable, as_user, free_ports, is_root, program, started

SUPERUSER = "groundswell"
DEBIAN = "postgresql"


@dataclass(frozen=True)
class Postgres:
    """A server that trusts everybody on loopback, and can be given databases."""

    port: int
    createdb: Path
    log: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def create_database(self) -> str:
        """A new, empty database; gives its URL."""
        name = f"tests_{next(self._numbers)}"
        subprocess.run(
            [self.createdb, "-h", "127.0.0.1", "-p", str(self.port), "-U", SUPERUSER, name],
            check=True,
            capture_output=True,
        )
        return f"postgres://{SUPERUSER}@127.0.0.1:{self.port}/{name}"


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """Starts one whose writes are not synchronised: its data need not outlive it."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    newest = versions[-1:]
    server, initdb, createdb, ready = (
        program(name, DEBIAN, *newest) for name in ("postgres", "initdb", "createdb", "pg_isready")
    )
    user, home = _user(), folder / "postgres"
    home.mkdir()
    if user:
        shutil.chown(home, user, user)
    data = home / "data"
    how = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync"]
    made = subprocess.run(
        [str(initdb), "-D", str(data), *how],
        **as_user(user),
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise AssertionError(f"initdb ended with code {made.returncode}: {made.stderr}")
    (port,) = free_ports(1)
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "max_connections": "200",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command = [str(server), "-D", str(data), "-p", str(port), *options]
    with started("postgres", command, folder, user=user, cwd=home) as running:
        ask = [str(ready), "-q", "-h", "127.0.0.1", "-p", str(port), "-U", SUPERUSER]
        running.wait_until(lambda: not subprocess.run(ask, check=False).returncode, within=60)
        yield Postgres(port, createdb, running.log)


def _user() -> str | None:
    """Whose place to take: PostgreSQL refuses to be run by root."""
    if not is_root():
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise Unavailable("there is no user postgres, and PostgreSQL does not run as root") from None
