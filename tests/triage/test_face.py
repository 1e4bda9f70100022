"""What can be used from outside, and that it stays."""

from collections.abc import Iterator, Sequence

import pytest

import groundswell.triage
from groundswell.domain.errors import UsageError
from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Intent, Lane, Tone
from groundswell.triage import Reader, read, reader_named


class Echo:
    """A stranger's reader that says the same of every text and remembers how it was asked."""

    name = "echo-1"

    def __init__(self) -> None:
        self.asked: list[int] = []

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        self.asked.append(len(utterances))
        tone = {tone: float(tone is Tone.NEUTRAL) for tone in Tone}
        return [
            Reading(one.id, "und", tone, {Intent.PRAISE: 0.5}, {}, Lane.OTHER, 0.1, 0.9, (), self.name)
            for one in utterances
        ]


def test_the_public_face_is_small_and_pinned() -> None:
    assert groundswell.triage.__all__ == [
        "Lesson", "Reader", "Taught", "Teachable", "as_json", "read", "reader_named", "utterance_from_json",
    ]  # fmt: skip


def test_plain_texts_get_their_place_as_id_and_utterances_keep_theirs() -> None:
    ids = [reading.id for reading in read(["one", Utterance("c7", "two"), "three"], reader=Echo())]
    assert ids == ["0", "c7", "2"]


def test_texts_are_read_in_batches() -> None:
    echo = Echo()
    assert len(list(read(map(str, range(10)), batch=4, reader=echo))) == 10
    assert echo.asked == [4, 4, 2]


def test_no_more_texts_are_held_than_a_batch() -> None:
    taken: list[str] = []

    def endless() -> Iterator[str]:
        while True:
            taken.append("Well said!")
            yield taken[-1]

    next(read(endless(), batch=3, reader=Echo()))
    assert len(taken) == 3


def test_a_batch_holds_at_least_one_text() -> None:
    with pytest.raises(UsageError, match="at least one"):
        read(["one"], batch=0, reader=Echo())


def test_the_built_in_reader_is_found_by_its_entry_point_and_made_once() -> None:
    reader: Reader = reader_named("ngram")
    assert reader.name.startswith("ngram-")
    assert reader_named("ngram") is reader


def test_an_unknown_reader_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="ngram"):
        reader_named("nobody")
