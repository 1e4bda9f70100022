"""Comments are gathered by what they say, in whatever language, and titled plainly."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.words import Intent, Lane, Tone
from groundswell.triage.perspectives import MOST, Voice, perspectives

CHANCE = np.random.default_rng(4)
ABOUT = CHANCE.normal(size=(4, 64))
TONGUE = {"en": CHANCE.normal(size=64), "de": CHANCE.normal(size=64)}


def voice(
    about: int, text: str, lane: Lane = Lane.KIND_WORDS, language: str = "en", *intents: Intent
) -> Voice:
    """A comment whose place is made of what it is about, its language, and a little of its own."""
    standing = ABOUT[about] + TONGUE[language] + CHANCE.normal(scale=0.2, size=64)
    return Voice(text, lane, Tone.SUPPORTIVE, frozenset(intents), language, standing)


def test_what_is_alike_comes_together_across_languages() -> None:
    voices = [
        voice(about, f"A comment on subject {about}, number {n}", language=language)
        for about in (0, 1)
        for language in ("en", "de")
        for n in range(12)
    ]
    groups = [one.members for one in perspectives(voices)]
    assert sorted(member for group in groups for member in group) == list(range(48))
    assert all(len({member // 24 for member in group}) == 1 for group in groups)
    assert any({voices[member].language for member in group} == {"en", "de"} for group in groups)


def test_titles_say_what_most_do_and_words_tell_it_from_the_others() -> None:
    stories = [
        voice(0, f"My mother typed rejections in {year}", Lane.KIND_WORDS, "en", Intent.SHARED_EXPERIENCE)
        for year in range(1970, 1982)
    ]
    questions = [voice(1, f"Could we reuse the template, point {n}?", Lane.QUESTION) for n in range(8)]
    told = {one.lane: one for one in perspectives([*stories, *questions])}
    assert told[Lane.KIND_WORDS].title == "They tell their own story"
    assert "mother" in told[Lane.KIND_WORDS].words
    assert (told[Lane.QUESTION].title, "template" in told[Lane.QUESTION].words) == ("They ask", True)


def test_the_author_s_name_is_no_telling_word() -> None:
    voices = [voice(0, "Marlene, such honest words about letters") for _ in range(9)]
    others = [voice(1, "Which form was it, please", Lane.QUESTION) for _ in range(9)]
    assert all("marlene" not in one.words for one in perspectives([*voices, *others], ["Marlene Diaz"]))


def test_hostile_words_are_nobody_s_perspective() -> None:
    assert perspectives([voice(0, "You are rubbish", Lane.HOSTILE) for _ in range(30)]) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(list(Lane)), st.text(max_size=60)), max_size=50))
def test_every_member_stands_in_one_group_and_quotes_are_members(
    said: list[tuple[int, Lane, str]],
) -> None:
    voices = [voice(about, text, lane) for about, lane, text in said]
    found = perspectives(voices)
    members = [member for one in found for member in one.members]
    assert len(found) <= MOST
    assert len(members) == len(set(members))
    assert all(set(one.quotes) <= set(one.members) for one in found)
    assert all(voices[member].lane is one.lane for one in found for member in one.members)
