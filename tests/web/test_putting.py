"""What a press on the words that a remark offers makes of the text."""

import pytest

from groundswell.domain.checking import Fault, Remark
from groundswell.web.remarks import put_in


@pytest.mark.parametrize(
    ("text", "marked", "instead", "becomes"),
    [
        (
            "I'm sorry you feel that way, but you did not read the post.",
            "I'm sorry you feel that way,",
            "I am sorry.",
            "I am sorry. You did not read the post.",
        ),
        (
            "Es tut mir leid, dass Sie das so empfinden, aber Rechnen kann ich.",
            "Es tut mir leid, dass Sie das so empfinden,",
            "Das tut mir leid.",
            "Das tut mir leid. Rechnen kann ich.",
        ),
        (
            "Thank you for telling me, but you never listen. I will change it.",
            "but you never listen.",
            "What would have been better?",
            "Thank you for telling me. What would have been better? I will change it.",
        ),
        ("You never listen.\nBest, Ana", "You never listen.", "I hear you.", "I hear you.\nBest, Ana"),
        (
            "Dear Ana, call me. Bye",
            "call me.",
            "one small question, if I may:",
            "Dear Ana, one small question, if I may: Bye",
        ),
    ],
)
def test_whole_sentences_stand_on_their_own(text: str, marked: str, instead: str, becomes: str) -> None:
    start = text.index(marked)
    remark = Remark(start, start + len(marked), Fault.DEFENSIVE, "Why.", instead)
    assert put_in(text, remark) == becomes
