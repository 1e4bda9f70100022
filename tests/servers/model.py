"""A small language model with real weights, behind llama.cpp's server, which speaks the OpenAI protocol."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.servers.cache import WEIGHTS, WEIGHTS_FILE, installed
from tests.servers.process import free_ports, started

SERVE = Path(__file__).parent / "weights" / "serve.py"
READY_WITHIN_S = 180.0


@dataclass(frozen=True)
class ModelServer:
    """Where it answers, and what it calls the model."""

    url: str
    name: str
    log: Path


@contextmanager
def model_server(folder: Path) -> Iterator[ModelServer]:
    """Starts it on one core; 0.7 GB."""
    weights = installed(WEIGHTS_FILE, "the small language model")
    (port,) = free_ports(1)
    command: list[str | Path] = [sys.executable, SERVE, weights, str(port)]
    # Its own packages alone: what Python finds there must not take the place of ours.
    with started("model", command, folder, env={"PYTHONPATH": str(WEIGHTS)}) as running:
        running.wait_until(lambda: _answers(port), within=READY_WITHIN_S)
        with urlopen(f"http://127.0.0.1:{port}/v1/models") as listed:
            name = json.load(listed)["data"][0]["id"]
        yield ModelServer(f"http://127.0.0.1:{port}/v1", name, running.log)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as said:
            return bool(said.status == 200)
    except (URLError, OSError):
        return False
