"""What breaks through, by its words and its reading; and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.calm.urgent import cues, urgent
from groundswell.domain.calm import Alarm, Heard
from groundswell.domain.reading import Reading
from groundswell.domain.words import Abuse, Intent, Kind, Lane, Tone


def heard(
    text: str,
    language: str = "en",
    *,
    lane: Lane = Lane.UNSURE,
    headline: str = "",
    near: bool = False,
    kind: Kind = Kind.MESSAGE,
    to_another: bool = False,
    threat: float = 0.0,
    support: float = 0.0,
) -> Heard:
    tone = {Tone.SUPPORTIVE: 0.1, Tone.NEUTRAL: 0.7, Tone.CRITICAL: 0.1, Tone.HOSTILE: 0.1}
    abuse = {Abuse.THREAT: threat} if threat else {}
    intents = {Intent.NEEDS_SUPPORT: support} if support else {}
    reading = Reading("", language, tone, intents, abuse, lane, 0.5, 0.8, (), "made")
    return Heard(text, reading, headline, kind, near, to_another)


def test_a_threat_by_its_words_with_the_reasons() -> None:
    found = urgent(heard("I know where you live, and we will come for you tonight.", threat=0.3))
    assert found is not None
    assert found.alarm is Alarm.THREAT
    assert found.chance > 0.6
    assert "It says that they know where you or yours can be found" in found.why


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich weiß, wo du wohnst, und ich breche dir die Beine.", "de"),
        ("On sait où tu habites, je vais te casser la gueule.", "fr"),
        ("Sabemos dónde vives, te vamos a matar.", "es"),
        ("Wiemy gdzie mieszkasz, połamię ci nogi.", "pl"),
        ("住所は知っている。殺すぞ。必ず殺す。", "ja"),
    ],
)
def test_a_threat_in_several_languages(text: str, language: str) -> None:
    found = urgent(heard(text, language, threat=0.3))
    assert found is not None
    assert found.alarm is Alarm.THREAT


def test_a_threat_to_another_commenter_is_not_hers() -> None:
    assert urgent(heard("I know where you live, we will kill you.", threat=0.5, to_another=True)) is None


def test_a_journalist_with_a_time_and_without_one() -> None:
    asks = "I write about hiring. Could I get a comment before 4pm today?"
    found = urgent(heard(asks, headline="Reporter, The Courier"))
    assert found is not None
    assert (found.alarm, found.by) == (Alarm.PRESS, "before 4pm")
    assert urgent(heard("I write about hiring. Could we talk some time?", headline="Reporter")) is None
    assert urgent(heard(asks, headline="Talent partner")) is None


def test_a_friend_in_distress_is_urgent_and_a_stranger_waits_in_the_lane() -> None:
    words = "I can't stop crying. They let me go this morning. Are you there?"
    found = urgent(heard(words, near=True, support=0.9, lane=Lane.NEEDS_YOU))
    assert found is not None
    assert found.alarm is Alarm.FRIEND
    assert urgent(heard(words, support=0.9, lane=Lane.NEEDS_YOU, kind=Kind.COMMENT)) is None
    alone = urgent(heard(words, support=0.9, lane=Lane.NEEDS_YOU))
    assert alone is not None
    assert alone.alarm is Alarm.PLEA


def test_whoever_speaks_of_ending_their_life_is_urgent() -> None:
    found = urgent(heard("I don't want to live any more.", support=0.9, kind=Kind.COMMENT))
    assert found is not None
    assert found.alarm is Alarm.DANGER
    assert urgent(heard("Another call and I will kill myself haha 😂")) is None


@given(st.text(max_size=300), st.sampled_from([*cues(), "und"]), st.floats(0, 1), st.floats(0, 1))
def test_any_text_is_borne(text: str, language: str, threat: float, support: float) -> None:
    found = urgent(heard(text, language, threat=threat, support=support, near=True))
    assert found is None or (0 <= found.chance <= 1 and found.why)
