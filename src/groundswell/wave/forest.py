"""Which past waves are like this one: randomised trees, each of which puts it in a leaf with a few others.

Past waves count by how many trees put them together with this one, which makes the forest an estimate of the
whole distribution of what comes, not of its mean alone (quantile regression forests, Meinshausen 2006).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundswell.wave.observing import Floats

Singles = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as flat arrays. The left child of a node is the next node.

    Attributes:
        roots: Where each tree begins, shape (trees,), int32.
        split: For each node the input that it looks at, or -1 for a leaf, shape (nodes,), int16.
        below: Inputs up to this go left, shape (nodes,), float32.
        right: The right child of a node, or the number of a leaf, shape (nodes,), int32.
        begins: Where each leaf's members begin, and where the last one's end, shape (leaves + 1,), int32.
        members: Past waves by leaf, as places in the model's arrays, shape (all members,), uint16 or uint32.
        missing: What stands for an unknown input, shape (inputs,), float32.
    """

    roots: npt.NDArray[np.int32]
    split: npt.NDArray[np.int16]
    below: Singles
    right: npt.NDArray[np.int32]
    begins: npt.NDArray[np.int32]
    members: npt.NDArray[np.unsignedinteger]
    missing: Singles

    def like(self, row: Singles, weights: Floats, trees: Places | None = None) -> tuple[Places, Floats]:
        """The past waves that some tree puts together with this one.

        Args:
            row: Inputs, NaN where unknown, shape (inputs,).
            weights: What each past wave counts, shape (past waves,).
            trees: Numbers of the trees to ask; all if not given.

        Returns:
            Their places, which may recur, and what each of them counts, in all 1.
        """
        leaves = self._leaves(row, self.roots if trees is None else self.roots[trees])
        first, last = self.begins[leaves], self.begins[leaves + 1]
        places = np.concatenate([self.members[a:b] for a, b in zip(first, last, strict=True)]).astype(
            np.int64
        )
        counts = weights[places]
        lengths = last - first
        starts = np.append(0, np.cumsum(lengths)[:-1])
        return places, counts / np.repeat(np.add.reduceat(counts, starts) * len(leaves), lengths)

    def _leaves(self, row: Singles, nodes: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        known = np.where(np.isnan(row), self.missing, row)
        while True:
            split = self.split.take(nodes)
            walking = split >= 0
            if not walking.any():
                return self.right.take(nodes)
            # At a leaf the last input is looked at, for nothing.
            left = known.take(split) <= self.below.take(nodes)
            nodes = np.where(walking, np.where(left, nodes + 1, self.right.take(nodes)), nodes)
