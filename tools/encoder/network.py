"""The network as it is trained: an encoder and linear heads on the mean of its states."""

import math
from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from tools.encoder.pretrained import Floats, Pretrained, unpacked


class Layer(nn.Module):
    """One layer: attention, then feed-forward, each added and normalised after."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.drop = heads, dropout
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)
        self.aln, self.oln = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States of shape (texts, pieces, width); `mask` of shape (texts, 1, 1, pieces), true where read."""
        texts, pieces, width = states.shape
        shape = (texts, pieces, self.heads, width // self.heads)
        q, k, v = (part(states).view(shape).transpose(1, 2) for part in (self.q, self.k, self.v))
        drop = self.drop if self.training else 0.0
        met = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=drop)
        met = self.ao(met.transpose(1, 2).reshape(texts, pieces, width))
        states = self.aln(states + functional.dropout(met, self.drop, self.training))
        made = self.fo(functional.gelu(self.fi(states)))
        normal: Tensor = self.oln(states + functional.dropout(made, self.drop, self.training))
        return normal


class Network(nn.Module):
    """Piece ids in, one row of scores out for each text.

    Args:
        start: The weights to begin with.
        kept: Old ids of the vocabulary's pieces.
        layers: How many of the lower layers to keep.
        columns: How many scores.
    """

    def __init__(
        self, start: Pretrained, kept: list[int], layers: int, columns: int, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.packed = np.ascontiguousarray(start.words[kept])
        words = torch.from_numpy(unpacked(self.packed))
        # Frozen: what ships is the 4-bit blocks, and rare words keep their place among the others.
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        self.places = nn.Embedding.from_pretrained(torch.from_numpy(start.places.copy()), freeze=False)
        self.ln = nn.LayerNorm(start.width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(start.width, start.heads, start.inner, dropout) for _ in range(layers)
        )
        self.head = nn.Linear(start.width, columns)
        self.dropout = dropout
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self._fill(start.arrays)

    def _fill(self, arrays: Mapping[str, Floats]) -> None:
        with torch.no_grad():
            self.ln.weight.copy_(torch.from_numpy(arrays["emb.ln.w"].copy()))
            self.ln.bias.copy_(torch.from_numpy(arrays["emb.ln.b"].copy()))
            for place, layer in enumerate(self.layers):
                for name, parameter in layer.named_parameters():
                    part, kind = name.split(".")
                    value = arrays[f"l{place}.{part}.{'w' if kind == 'weight' else 'b'}"]
                    parameter.copy_(torch.from_numpy(value.reshape(parameter.shape).copy()))

    def mean_state(self, ids: Tensor, mask: Tensor, counted: Tensor | None = None) -> Tensor:
        """The mean over what is read, or over what of it counts, shape (texts, width)."""
        places = torch.arange(ids.shape[1])
        states = functional.dropout(
            self.ln(self.words(ids) + self.places(places)), self.dropout, self.training
        )
        read = mask[:, None, None, :]
        for layer in self.layers:
            states = layer(states, read)
        weight = (mask if counted is None else counted)[:, :, None].to(states.dtype)
        mean: Tensor = (states * weight).sum(1) / weight.sum(1)
        return mean

    def forward(self, ids: Tensor, mask: Tensor, counted: Tensor | None = None) -> Tensor:
        """Scores, shape (texts, columns), of ids of shape (texts, pieces); `mask` is true for pieces."""
        mean = functional.dropout(self.mean_state(ids, mask, counted).float(), self.dropout, self.training)
        scores: Tensor = self.head(mean)
        return scores


def learning_groups(network: Network, rate: float, decay: float = 0.85) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers, which hold what languages share, learn more slowly."""
    depth = len(network.layers)
    groups: list[dict[str, object]] = [
        {"params": list(network.head.parameters()), "lr": rate * 10},
        {"params": [*network.ln.parameters(), network.places.weight], "lr": rate * math.pow(decay, depth)},
    ]
    for place, layer in enumerate(network.layers):
        groups.append({"params": list(layer.parameters()), "lr": rate * math.pow(decay, depth - 1 - place)})
    return groups
