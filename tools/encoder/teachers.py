"""What networks that learned apart say of public texts, for another to learn beside the texts' own labels.

Soft labels of several for unlabelled texts, after Hinton et al. 2015 (Distilling the knowledge in a neural
network) and Xie et al. 2020 (Self-training with noisy student).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import torch

from tools.encoder.feeding import Cutter, batches, fed
from tools.encoder.learning import Floats
from tools.encoder.network import Network
from tools.encoder.targets import Columns


@dataclass(frozen=True, slots=True)
class Teachers:
    """Text → probabilities of tone and lane, of the intents, kinds of abuse and hostility."""

    chances: Mapping[bytes, Floats]

    def get(self, text: str) -> Floats | None:
        """What is taught of a text; nothing if it was not read."""
        return self.chances.get(_digest(text))

    def save(self, file: Path) -> None:
        """Keeps digests, not texts."""
        digests = np.frombuffer(b"".join(self.chances), dtype=np.uint8).reshape(len(self.chances), -1)
        np.savez(file, digests=digests, chances=np.stack(list(self.chances.values())).astype(np.float16))

    @classmethod
    def load(cls, file: Path) -> "Teachers":
        """As `save` wrote it."""
        with np.load(file) as held:
            chances = held["chances"].astype(np.float32)
            return cls({bytes(one): row for one, row in zip(held["digests"], chances, strict=True)})

    @classmethod
    def of(cls, texts: Sequence[str], said: Sequence[Floats]) -> "Teachers":
        """The mean of what several say; rows of nan are of those who do not read that text's language."""
        mean = np.nanmean(np.stack(said), axis=0).astype(np.float32)
        return cls({_digest(text): row for text, row in zip(texts, mean, strict=True)})


@torch.inference_mode()
def opinion(network: Network, cutter: Cutter, texts: Sequence[str], columns: Columns) -> Floats:
    """What a network says of texts: probabilities of its columns up to `hostile.stop`."""
    network.eval()
    said = np.zeros((len(texts), columns.hostile.stop), dtype=np.float32)
    for batch, ids, mask in batches(fed(cutter, texts), None):
        with torch.autocast("cpu", torch.bfloat16):
            scores = network(ids, mask).float()[:, : columns.hostile.stop]
        for head in (columns.tone, columns.lane):
            scores[:, head] = scores[:, head].softmax(1)
        scores[:, columns.intents.start :] = scores[:, columns.intents.start :].sigmoid()
        said[batch] = scores.numpy()
    return said


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
