"""Whole simulated waves: the same for the same seed, in order, with everything that a wave holds."""

from collections import Counter

import pytest

from groundswell.domain.errors import UsageError
from groundswell.domain.words import Kind, Lane
from groundswell.rehearsal import CHARACTERS, wave
from groundswell.rehearsal.facts import gold_of, key_of, place_of, records
from groundswell.rehearsal.texts import texts


@pytest.mark.parametrize("name", CHARACTERS)
def test_a_wave_is_in_order_and_what_is_answered_comes_before_its_answer(name: str) -> None:
    made = wave(name, 3)
    assert all(one.seconds <= other.seconds for one, other in zip(made.events, made.events[1:], strict=False))
    assert all(event.answers < place for place, event in enumerate(made.events))
    for event in made.events:
        if event.answers >= 0:
            answered = made.events[event.answers].said
            assert answered is not None
            assert event.said is not None
            assert answered.text.id == event.said.text.to
    assert made.events[0].seconds >= 0
    assert made.events[-1].seconds <= made.character.hours * 3_600


@pytest.mark.parametrize("name", CHARACTERS)
def test_a_wave_holds_what_waves_hold(name: str) -> None:
    kinds = Counter(event.kind for event in wave(name, 1).events)
    assert kinds[Kind.REACTION] > kinds[Kind.COMMENT] + kinds[Kind.MESSAGE]
    assert kinds[Kind.COMMENT] > 10
    assert kinds[Kind.MESSAGE] > 3
    assert kinds[Kind.REPOST]
    assert kinds[Kind.FOLLOW]
    assert kinds[Kind.INVITATION]


def test_the_same_seed_makes_the_same_wave_and_another_one_another() -> None:
    assert wave("brigade", 5) == wave("brigade", 5)
    assert wave("brigade", 5) != wave("brigade", 6)


def test_each_text_is_said_once_in_a_wave_of_the_usual_size() -> None:
    said = [one.text.id for _, one in wave("kind", 2).texts if not one.copy]
    assert len(said) == len(set(said))


def test_as_many_things_happen_as_asked_for() -> None:
    assert len(wave("barrage", 1, 20_000).events) == 20_000
    assert not wave("barrage", 1, 0).events


def test_the_brigade_comes_later_together_and_with_the_same_words() -> None:
    made = wave("brigade", 4)
    copies = [seconds for seconds, one in made.texts if one.copy]
    hostile = [seconds for seconds, one in made.texts if one.text.lane is Lane.HOSTILE]
    begun = made.character.bursts[0].at_h * 3_600
    assert len(copies) > 10
    assert sum(begun <= at <= begun + 3 * 3_600 for at in hostile) > 0.7 * len(hostile)


def test_who_writes_on_in_a_conversation_is_the_same_person() -> None:
    for name in CHARACTERS:
        events = wave(name, 1).events
        for event in events:
            if event.kind is Kind.MESSAGE and event.answers >= 0:
                assert events[event.answers].guest == event.guest


@pytest.mark.parametrize("name", CHARACTERS)
def test_what_texts_answer_is_there(name: str) -> None:
    known = {one.id for one in texts(name)}
    assert all(one.to in known for one in texts(name) if one.to)
    assert {one.lane for one in texts(name)} >= {Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.QUESTION}


def test_facts_have_a_key_each_by_which_the_gold_is_found() -> None:
    made = wave("job_scam", 2)
    told = [record.facts[0] for record in records(made, 1_000_000)]
    assert len({one.key for one in told}) == len(made.events)  # type: ignore[union-attr]
    assert len(gold_of(made)) == len(made.texts)
    assert place_of(key_of(17)) == 17
    assert place_of("linkedin:17") is None


def test_an_unknown_character_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="brigade"):
        wave("stormy", 1)
