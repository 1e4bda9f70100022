"""What came of answers: told from what their readers said next, and learned from in plain counts."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from groundswell.domain.actions import Act
from groundswell.domain.activity import Interaction, Person
from groundswell.domain.answers import Came, How, MadeOf, came_of
from groundswell.domain.drafting import Choice, Crossroads, Does, Draft, Move, Path, Want
from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.records import Record
from groundswell.domain.results import Round
from groundswell.domain.when import DAY, HOUR, When
from groundswell.domain.words import Direction, Kind, Lane, Network, Tone
from groundswell.services.inbox.answering import answer
from groundswell.services.networks.lines import connect
from groundswell.services.networks.sending import send_due
from groundswell.services.reading import triaging
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.replies.aftermath import followed
from groundswell.services.replies.noting import aside, note_answer
from groundswell.services.replies.results import told_by
from groundswell.services.workspace import Workspace
from groundswell.store.intake import Intake
from tests.conftest import NOW
from tests.networks.scripted import NAME, Script
from tests.networks.scripted import script as script

ASKED, ROOT = 1, f"other:{NAME}:c1"
HEAT = {"!!": (Tone.HOSTILE, 0.9), "!": (Tone.CRITICAL, 0.8)}


class MarkReader:
    """Reads a text by its exclamation marks: two are hostile, one is critical, none is kind."""

    name = "marks"

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        return [self._read(one) for one in utterances]

    def _read(self, one: Utterance) -> Reading:
        loud, share = next((HEAT[mark] for mark in ("!!", "!") if mark in one.text), (Tone.SUPPORTIVE, 0.9))
        tone = dict.fromkeys(Tone, 0.0) | {Tone.NEUTRAL: 1 - share, loud: share}
        return Reading(one.id, "en", tone, {}, {}, Lane.OTHER, 0.5, 0.9, (), "marks")


@pytest.fixture
def home(workspace: Workspace, script: Script, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Somebody is signed in, and Ben has called it a pitch."""
    monkeypatch.setattr(triaging, "reader_named", lambda name: MarkReader())
    connect(workspace, NAME, {"name": "Ada"})
    said(workspace, "c1", "Ben", "This is a pitch!!", 0)
    return workspace


def said(
    workspace: Workspace, key: str, who: str, text: str, at: int, thread: str = "", *, out: bool = False
) -> None:
    """Something comes in, and is read."""
    person = None if out else Person(Network.OTHER, f"other:{NAME}:{who.lower()}", who)
    way = Direction.OUT if out else Direction.IN
    one = Interaction(
        f"other:{NAME}:{key}", Network.OTHER, Kind.COMMENT, way, When.exactly(NOW - HOUR + at), person,
        text=text, thread=thread, has_id=True,
    )  # fmt: skip
    with workspace.store.writing() as conn:
        list(Intake().write(conn, [Record(key, (one,))]))
    read_backlog(workspace)


def later(workspace: Workspace, span: int) -> Workspace:
    return replace(workspace, now=lambda: NOW + span)


def answered(
    workspace: Workspace, text: str = "I see how it reads.", *, made_of: MadeOf | None = None
) -> str:
    """Sends an answer to Ben; it goes out at once."""
    key = answer(workspace, ASKED, Act.REPLY, text, text, grace_ms=0)
    note_answer(workspace, ASKED, How.SENT, text, text, sent=key, made_of=made_of)
    send_due(workspace)
    return key


@pytest.mark.parametrize(
    ("then", "came"),
    [
        ("Fair enough.", Came.CALMED),
        ("Still a pitch!!", Came.WENT_ON),
        ("Well, a little salesy!", Came.CALMED),
    ],
)
def test_what_they_say_next_tells_what_came_of_it(home: Workspace, then: str, came: Came) -> None:
    answered(home)
    (one,) = followed(home)
    assert (one.came, one.then) == (Came.OPEN, None)
    said(home, "c2", "Ben", then, 2 * HOUR, ROOT)
    (one,) = followed(home)
    assert one.came is came
    assert one.then is not None
    assert one.then.text == then


def test_sharper_words_are_worse_and_words_of_others_do_not_count(home: Workspace) -> None:
    assert came_of(0.1, 0.4) is Came.WORSE
    answered(home)
    said(home, "c2", "Cleo", "Well said.", 2 * HOUR, ROOT)
    said(home, "c3", "Ben", "Elsewhere, kindly.", 2 * HOUR)
    assert [one.came for one in followed(home)] == [Came.OPEN]


def test_silence_is_told_after_days_and_what_did_not_go_is_not_told_of(home: Workspace) -> None:
    answered(home)
    key = answer(home, ASKED, Act.REPLY, "Later.", "later")
    note_answer(home, ASKED, How.SENT, "Later.", "later", sent=key)
    assert [one.came for one in followed(later(home, DAY))] == [Came.OPEN]
    assert [one.came for one in followed(later(home, 4 * DAY))] == [Came.SILENT]


def test_each_answer_has_what_came_before_the_next(home: Workspace) -> None:
    answered(home)
    said(home, "c2", "Ben", "And worse!!", 2 * HOUR, ROOT)
    hours_later = later(home, 3 * HOUR)
    answered(hours_later, "Say what gave that impression.")
    said(home, "c3", "Ben", "The first line did.", 5 * HOUR, ROOT)
    assert [(one.answer.text, one.came) for one in followed(hours_later)] == [
        ("Say what gave that impression.", Came.CALMED),
        ("I see how it reads.", Came.WENT_ON),
    ]


def test_what_was_copied_counts_once_it_is_seen_on_the_network(home: Workspace) -> None:
    draft = "I get why it reads like a pitch. What gave you that impression?"
    made = MadeOf(draft, (Move.RESTATE, Move.ASK), Want.CALM, Does.CALLS_IT_A_PITCH)
    note_answer(home, ASKED, How.COPIED, draft, "1", made_of=made)
    assert followed(home) == []
    said(home, "o1", "", draft + " Tell me.", HOUR + 1, ROOT, out=True)
    said(home, "c2", "Ben", "Fair enough.", 3 * HOUR, ROOT)
    (one,) = followed(home)
    assert one.round == Round(Does.CALLS_IT_A_PITCH, Path.UNDERSTAND, (Move.RESTATE, Move.ASK), Came.CALMED)


def test_words_that_were_put_aside_wait_until_something_is_done_with_them(home: Workspace) -> None:
    note_answer(home, ASKED, How.ASIDE, "Not now.", "1")
    waiting = aside(home, ASKED)
    assert waiting is not None
    assert waiting.text == "Not now."
    answered(home)
    assert aside(home, ASKED) is None


def test_own_words_count_by_what_they_do(home: Workspace) -> None:
    answered(home, "You are an idiot and you know nothing about hiring.")
    (one,) = followed(home)
    assert one.answer.path is Path.HIT_BACK
    assert one.answer.verdict == "hold"


def crossroads(best: Path = Path.UNDERSTAND) -> Crossroads:
    drafts = (Draft("One.", (Move.RESTATE, Move.CLOSE), "en"), Draft("Two?", (Move.RESTATE, Move.ASK), "en"))
    choices = tuple(Choice(path, "", "", drafts if path is Path.UNDERSTAND else ()) for path in Path)
    return Crossroads("c", Does.DISAGREEMENT, "", best, choices)


def rounds(came: Came, *moves: Move, number: int = 1, path: Path = Path.UNDERSTAND) -> list[Round]:
    return [Round(Does.DISAGREEMENT, path, moves, came)] * number


def test_without_answers_nothing_is_told_and_nothing_moves() -> None:
    met, results = told_by([], crossroads())
    assert met == crossroads()
    assert (results.order, results.best, set(results.ways.values())) == ("", "", {""})


def test_what_went_better_comes_first_and_it_is_said_why() -> None:
    own = rounds(Came.WORSE, Move.CLOSE, number=3) + rounds(Came.CALMED, Move.ASK, number=4)
    met, results = told_by(own, crossroads())
    assert [draft.text for draft in met.drafts] == ["Two?", "One."]
    assert "4 of 4 answers that asked something went well" in results.order
    assert results.ways[Path.UNDERSTAND] == "Of 7 answers with understanding, 4 calmed it, 3 made it worse."


def test_one_good_answer_proves_nothing() -> None:
    met, results = told_by(rounds(Came.CALMED, Move.ASK), crossroads())
    assert met.drafts == crossroads().drafts
    assert results.order == ""


@pytest.mark.parametrize(
    ("came", "usual", "best", "why"),
    [
        (Came.WORSE, Path.UNDERSTAND, Path.LEAVE, "5 of your 5 answers to such comments made it worse."),
        (Came.CALMED, Path.LEAVE, Path.UNDERSTAND, "5 of your 5 answers to such comments calmed it."),
    ],
)
def test_the_best_path_follows_what_came_of_many(came: Came, usual: Path, best: Path, why: str) -> None:
    met, results = told_by(rounds(came, number=5), crossroads(usual))
    assert (met.best, results.best) == (best, why)
    met, results = told_by(rounds(came, number=4), crossroads(usual))
    assert (met.best, results.best) == (usual, "")
