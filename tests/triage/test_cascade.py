"""Two readers, one after the other."""

from collections.abc import Sequence
from dataclasses import replace

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Lane, Tone
from groundswell.triage.cascade import CascadeReader


class Fixed:
    """Says one thing of every text, and remembers which it was asked about."""

    def __init__(self, name: str, lane: Lane, confidence: float) -> None:
        self.name, self.asked = name, list[str]()
        tone = dict.fromkeys(Tone, 0.25)
        self._said = Reading("", "en", tone, {}, {}, lane, 0.5, confidence, (), name)

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        self.asked += [one.id for one in utterances]
        return [replace(self._said, id=one.id) for one in utterances]


TEXTS = [Utterance("a", "one"), Utterance("b", "two")]


def test_the_careful_reader_is_not_asked_about_what_is_sure() -> None:
    careful = Fixed("careful", Lane.QUESTION, 0.5)
    readings = CascadeReader(Fixed("fast", Lane.KIND_WORDS, 0.99), careful, sure=0.9).read_batch(TEXTS)
    assert [(one.id, one.lane) for one in readings] == [("a", Lane.KIND_WORDS), ("b", Lane.KIND_WORDS)]
    assert careful.asked == []


def test_what_is_doubtful_or_would_be_hidden_is_read_twice() -> None:
    for lane, confidence in ((Lane.KIND_WORDS, 0.8), (Lane.HOSTILE, 0.99), (Lane.SPAM, 0.99)):
        careful = Fixed("careful", Lane.QUESTION, 0.5)
        readings = CascadeReader(Fixed("fast", lane, confidence), careful, sure=0.9).read_batch(TEXTS)
        assert [(one.id, one.lane) for one in readings] == [("a", Lane.QUESTION), ("b", Lane.QUESTION)]


def test_readings_carry_the_name_of_the_cascade() -> None:
    reader = CascadeReader(Fixed("fast", Lane.OTHER, 0.99), Fixed("careful", Lane.OTHER, 0.9))
    assert {one.model for one in reader.read_batch(TEXTS)} == {reader.name} == {"fast+careful"}
