"""The sample's texts: their number, their labels, and what they say of one another."""

import random
from collections import Counter

import pytest
from tools.sample_wave import story
from tools.sample_wave.cast import url_of
from tools.sample_wave.gold import gold
from tools.sample_wave.wave import MENTION, SEED, Wave, tell

from groundswell.domain.words import Abuse, Intent, Lane, Tone


@pytest.fixture(scope="module")
def told() -> Wave:
    return tell(random.Random(SEED))


def lanes_for(tone: str, intents: list[str]) -> set[str]:
    """The lanes that the labels' precedence leaves open."""
    if tone == Tone.HOSTILE:
        return {Lane.HOSTILE}
    if Intent.SPAM in intents:
        return {Lane.SPAM}
    for intent, lane in (
        (Intent.NEEDS_SUPPORT, Lane.NEEDS_YOU),
        (Intent.OPPORTUNITY, Lane.OPPORTUNITY),
        (Intent.QUESTION, Lane.QUESTION),
    ):
        if intent in intents:
            return {lane}
    either = {str(lane) for lane in (Lane.FEEDBACK, Lane.DISAGREEMENT) if lane.value in intents}
    return either or {Lane.KIND_WORDS if tone == Tone.SUPPORTIVE else Lane.OTHER}


def test_it_has_the_size_of_a_real_one(told: Wave) -> None:
    assert len(told.comments) == story.TOTALS["comments"] == 546
    assert len(told.messages) == 120
    assert sum(not one.own for one in told.notes) == 80
    assert len(story.POSTS) == 13
    assert len({row["lang"] for row in story.rows("comments")}) == 11


def test_every_text_is_its_own(told: Wave) -> None:
    texts = Counter(
        one.text.casefold() for one in (*told.comments, *told.earlier, *told.messages, *told.notes)
    )
    assert [text for text, n in texts.items() if n > 1 and text != "following"] == []


@pytest.mark.parametrize("name", story.TEXT_FILES)
def test_labels_agree_with_each_other(name: str) -> None:
    for row in story.rows(name):
        if "own" in row:
            assert "lane" not in row
            continue
        tone, intents, abuse = row["tone"], list(row["intents"]), set(row["abuse"])
        assert tone in set(Tone), row
        assert set(intents) <= set(Intent), row
        assert abuse <= set(Abuse), row
        assert row["lane"] in lanes_for(tone, intents), row
        assert bool(abuse - {Abuse.PROFANITY}) == (tone == Tone.HOSTILE), row
        if {Intent.PRAISE, Intent.GRATITUDE} & set(intents):
            assert tone == Tone.SUPPORTIVE, row
        if Intent.DISAGREEMENT in intents:
            assert tone in {Tone.CRITICAL, Tone.HOSTILE}, row


def test_lanes_have_about_the_shares_of_a_real_wave() -> None:
    lanes = Counter(row["lane"] for row in story.rows("comments") if "lane" in row)
    share = {lane: n / lanes.total() for lane, n in lanes.items()}
    assert 0.5 < share[Lane.KIND_WORDS] < 0.6
    assert 0.08 < share[Lane.QUESTION] < 0.14
    assert 0.06 < share[Lane.FEEDBACK] + share[Lane.DISAGREEMENT] < 0.14
    for lane in (Lane.HOSTILE, Lane.SPAM, Lane.NEEDS_YOU, Lane.OPPORTUNITY):
        assert 0.015 < share[lane] < 0.05


def test_answers_come_after_what_they_answer_and_nothing_after_the_export(told: Wave) -> None:
    for one in (*told.comments, *told.earlier):
        assert one.post is not None
        assert (one.root.at if one.root else one.post.at) < one.at < story.EXPORTED
        assert one.number >> 22 == round(one.at.timestamp() * 1000)


def test_whoever_is_linked_to_takes_part(told: Wave) -> None:
    linked = {name for one in told.comments for name in MENTION.findall(one.text)}
    assert linked <= {one.who for one in told.comments}


def test_no_two_people_share_an_address(told: Wave) -> None:
    addresses = {url_of(name) for name in told.names}
    assert len(addresses) == len(told.names)
    assert all("-invented-" in address for address in addresses)


def test_each_text_by_others_has_its_labels_under_a_name_of_its_own(told: Wave) -> None:
    rows = list(gold(told))
    others = (*told.comments, *told.earlier, *told.messages, *told.notes)
    assert len({row["id"] for row in rows}) == len(rows) == sum(not one.own for one in others)
