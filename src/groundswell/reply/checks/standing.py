"""Where whole texts stand, as the network of the check sees them; for engines beside this one."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

import numpy as np

from groundswell.reply.checks.files import Floats, Parts, load
from groundswell.text.network import Network
from groundswell.text.pieces import Cutter
from groundswell.text.words import words


class Standing:
    """The check's network without its heads.

    Args:
        parts: Other files than those that ship.
        threads: How many cores one batch may use; 0 for all.

    Raises:
        DamagedFile: The files are not what they should be.
    """

    def __init__(self, parts: Parts | None = None, threads: int = 0) -> None:
        held = parts or load()
        shared = words()
        self._cut = Cutter(shared.vocabulary)
        self._network = Network(held.graph, shared, held.places, held.weights, held.bias, threads)
        self._width = held.weights.shape[0]
        # Heads that were fitted to one graph mean nothing over another, whatever it is called.
        self.name = f"{held.name}-{sha256(held.graph).hexdigest()[:8]}"

    def states(self, texts: Sequence[str]) -> Floats:
        """Where each text stands, (texts, width)."""
        made = np.zeros((len(texts), self._width), dtype=np.float32)
        for place, state in self._network.means(self._cut(texts)):
            made[place] = state
        return made


@cache
def built_in() -> Standing:
    """The one that ships, loaded once."""
    return Standing()
