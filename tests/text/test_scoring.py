"""What tokens add is remembered by several threads at once, and is the same for each."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from groundswell.domain.reading import Utterance
from groundswell.triage.ngram import NgramReader

TEXTS = [Utterance(str(n), " ".join(f"word{n}x{k}" for k in range(8))) for n in range(300)]


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_meet_new_words_at_once_read_as_one_alone_does(hasty: None) -> None:
    reader = NgramReader()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda one: reader.read_batch([one])[0], TEXTS))
    alone = NgramReader()
    assert [one.tone for one in found] == [alone.read_batch([one])[0].tone for one in TEXTS]
