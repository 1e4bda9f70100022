"""The heads that ship were fitted to the encoders that ship."""

from groundswell.letters.heads import heads
from groundswell.reply.checks.standing import Standing


def test_the_heads_know_the_network_that_looks_at_whole_letters() -> None:
    # If the check's network is trained anew, so must they: python -m tools.letters.train --splits train dev
    assert heads().second.encoder == Standing(threads=1).name
