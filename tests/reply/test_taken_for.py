"""Where tone and words of a comment do not agree, what is said is right either way, or nothing is."""

import re
from dataclasses import replace

import pytest

from groundswell.domain.drafting import Comment, Does, Move
from groundswell.domain.words import Intent, Lane, Tone
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.phrases import frames, written
from tests.reply.build import comment

AGREES = re.compile("something in that|du vrai|de cierto|Há verdade|del vero|zit wat in|etwas dran")


def in_tone(one: Comment, supportive: float, critical: float, hostile: float = 0.0) -> Comment:
    assert one.reading is not None
    tone = {Tone.SUPPORTIVE: supportive, Tone.CRITICAL: critical, Tone.HOSTILE: hostile}
    return replace(one, reading=replace(one.reading, tone=tone))


def test_a_critic_who_tells_of_their_work_is_no_story() -> None:
    text = "My crew has an app for that. We paid for it, and I will not go back to paper slips on our boats."
    told = comment(text, Lane.DISAGREEMENT, Intent.SHARED_EXPERIENCE)
    assert Drafter().does(in_tone(told, 0.05, 0.9)) is Does.DISAGREEMENT
    assert Drafter().does(in_tone(told, 0.6, 0.3)) is Does.SHARED_EXPERIENCE


def test_a_kind_word_in_a_cold_tone_is_neither_thanked_for_nor_disputed() -> None:
    text = "Lovely that your boss has time for tea. The night crew has none."
    for lane in (Lane.UNSURE, Lane.DISAGREEMENT):
        assert Drafter().does(in_tone(comment(text, lane), 0.1, 0.85)) is Does.REMARK
    warm = comment("Lovely tea, lovely boss.", Lane.UNSURE)
    assert Drafter().does(in_tone(warm, 0.7, 0.1)) is Does.PRAISE


def test_what_may_be_mockery_gets_nothing() -> None:
    met = Drafter().crossroads(
        in_tone(comment("The kettle for president, obviously.", Lane.UNSURE), 0.1, 0.3, 0.6)
    )
    assert not met.drafts
    assert "kindly or not" in met.nothing


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tell us how the ferry got through the ice that winter", "en"),
        ("I'd love to know which of the two brothers built it.", "en"),
        ("Mich würde interessieren, wie lange so ein Dach hält.", "de"),
        ("Me gustaría saber cómo se llama ese puerto.", "es"),
        ("Je me demande comment vous avez trouvé ce moulin.", "fr"),
        ("Mi chiedo come avete fatto con la neve.", "it"),
        ("Ik ben benieuwd hoe jullie dat dak hebben gelegd.", "nl"),
        ("Gostava de saber como se chama esse porto.", "pt"),
    ],
)
def test_a_question_needs_no_question_mark(text: str, language: str) -> None:
    met = Drafter().crossroads(comment(text, Lane.UNSURE, language=language))
    assert met.does is Does.QUESTION
    assert not met.drafts


@pytest.mark.parametrize(
    ("text", "language", "asks"),
    [
        ("Zou ik dit in ons blad mogen zetten?", "nl", True),
        ("Darf ich das für unsere Mannschaft übernehmen?", "de", True),
        ("Zoiets zou ik nooit op een bord zetten.", "nl", False),
        ("Das kann ich so nicht übernehmen, das hält kein Dach aus.", "de", False),
    ],
)
def test_leave_is_asked_for_by_a_question(text: str, language: str, asks: bool) -> None:
    does = Drafter().does(comment(text, Lane.UNSURE, language=language))
    assert (does is Does.PERMISSION) is asks


def test_nobody_agrees_with_a_remark_that_may_claim_nothing() -> None:
    for language in written():
        assert not any(AGREES.search(one) for one in frames(language, Does.REMARK, Move.ACKNOWLEDGE))


def test_what_a_remark_tells_of_its_writer_is_not_weighed() -> None:
    met = Drafter().crossroads(comment("I would have hung a bell on it. The tram was late.", Lane.UNSURE))
    assert met.does is Does.REMARK
    assert met.drafts
    assert not any("hung a bell" in draft.text for draft in met.drafts)


def test_what_is_shouted_is_not_said_back() -> None:
    met = Drafter().crossroads(
        comment("ok but the HARBOUR CAT", Lane.UNSURE, post="We met the harbour cat on our first day.")
    )
    assert met.drafts
    assert not any("HARBOUR" in draft.text for draft in met.drafts)


def test_thanks_in_french_do_not_ask_for_what_was_done() -> None:
    """`Merci de demander` asks for it."""
    for does in (Does.PERMISSION, Does.GRATITUDE, Does.WISH):
        for one in frames("fr", does, Move.THANK):
            assert not re.search(r"[Mm]erci de (?:m'|me |l')?(?!avoir|être)\w+(?:er|ir|re)\b", one)
