"""What those are after who write, and when it is time to write, from what is in the store."""

import pytest

from groundswell.domain.etiquette import Moment
from groundswell.domain.incoming import Approach
from groundswell.domain.when import DAY, HOUR
from groundswell.services.inbox import paging as inbox
from groundswell.services.reading.incoming import approached, last_approach
from groundswell.services.replies.manners import fitting
from groundswell.services.workspace import Workspace
from tests.web.conftest import foretold, home
from tests.web.world import NOW, comment, facts, fill, message

__all__ = ["foretold", "home"]

SCAM = "You have been selected. Pay the visa fee of $90 and send your passport by Telegram. #opportunity"
PITCH = "We help companies like yours to 30 booked calls. Free audit, worth a quick chat? #needs_you"


@pytest.fixture
def written(home: Workspace) -> Workspace:
    """A store with a scam, a pitch, an answer of the user's, and a comment."""
    told = [
        *facts(),
        message("Eve Fast", SCAM, NOW - 2 * HOUR),
        message("Pat Push", PITCH, NOW - 12 * DAY),
        message("Pat Push", "Not now.", NOW - 10 * DAY, out=True),
        comment("Quentin Moss", f"{PITCH} #question", NOW - HOUR),
    ]
    fill(home, told)
    return home


def person_of(workspace: Workspace, name: str) -> int:
    found = inbox.find(workspace, name).people
    assert found
    return found[0].id


def test_a_scam_is_told_with_what_keeps_one_safe(written: Workspace) -> None:
    told = last_approach(written, person_of(written, "Eve"))
    assert told is not None
    assert told.sight.approach is Approach.SCAM
    assert "before any work" in told.line
    assert any("Do not pay" in one for one in told.safe)
    assert not told.answer


def test_a_pitch_is_offered_a_kind_no(written: Workspace) -> None:
    told = last_approach(written, person_of(written, "Pat"))
    assert told is not None
    assert told.sight.approach is Approach.PITCH
    assert told.answer.startswith("Thank you for writing.")
    assert not told.safe


def test_comments_are_left_to_their_lanes(written: Workspace) -> None:
    found = inbox.find(written, "Quentin").people[0].id
    assert last_approach(written, found) is None


def test_a_thank_you_is_no_scam(written: Workspace) -> None:
    told = last_approach(written, person_of(written, "Sam"))
    assert told is None or (told.sight.approach is not Approach.SCAM and not told.safe)


def test_when_to_write_follows_from_dates_and_who_wrote_last(written: Workspace) -> None:
    follow = fitting(written, person_of(written, "Pat"))
    assert follow is not None
    assert (follow.moment, follow.round) == (Moment.FOLLOW_UP, 2)
    turn = fitting(written, person_of(written, "Eve"))
    assert turn is not None
    assert turn.moment is Moment.MY_TURN
    assert fitting(written, person_of(written, "Quentin")) is None


def test_the_item_itself_is_looked_at(written: Workspace) -> None:
    listed = inbox.find(written, "selected visa").said
    assert listed
    told = approached(inbox.whole(written, listed[0].id).item)
    assert told is not None
    assert told.words[told.sight.evidence[0].start : told.sight.evidence[0].end]
