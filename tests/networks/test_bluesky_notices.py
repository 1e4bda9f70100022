"""How Bluesky's notifications are walked when many come, by the library's own shapes of pages."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from atproto import models
from atproto_client.models import get_or_create

from groundswell.sources.bluesky import notices
from groundswell.sources.bluesky.notices import Place

FROM = datetime(2026, 11, 30, tzinfo=UTC)
CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"
PAGE = 100


class Server:
    """Notifications as the AppView keeps them, the newest first."""

    def __init__(self) -> None:
        self.kept: list[tuple[float, int]] = []
        self.asked = 0

    def add(self, number: int, second: float) -> None:
        """Somebody likes something at a second."""
        self.kept = sorted([*self.kept, (second, number)], reverse=True)

    def pages(self, cursor: str) -> Iterator[Any]:
        """All from a cursor on."""
        while True:
            self.asked += 1
            rest = [one for one in self.kept if not cursor or one < (float(cursor), 0)]
            page = rest[:PAGE]
            cursor = str(page[-1][0]) if len(rest) > PAGE else ""
            yield get_or_create(
                {"notifications": [_shown(*one) for one in page], "cursor": cursor or None},
                models.AppBskyNotificationListNotifications.Response,
            )
            if not cursor:
                return


def _shown(second: float, number: int) -> dict[str, Any]:
    at = (FROM + timedelta(seconds=second)).isoformat()
    return {
        "uri": f"at://did:plc:bbbbbbbbbbbbbbbbbbbbbbbb/app.bsky.feed.like/{number}",
        "cid": CID,
        "author": {"did": "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb", "handle": "someone.test"},
        "reason": "like",
        "record": {"$type": "app.bsky.feed.like", "createdAt": at},
        "isRead": False,
        "indexedAt": at,
    }


def look(server: Server, cursor: str, most: int = 1_000) -> tuple[list[int], str]:
    """What a look tells of, and the cursor after its last page that was stored."""
    place, told = Place.of(cursor), list[int]()
    for _, page in zip(range(most), notices.since(server.pages, place), strict=False):
        told += [int(one.uri.rpartition("/")[2]) for one in page]
        cursor = place.cursor()
    return told, cursor


def begun(server: Server) -> str:
    """The cursor of a first look."""
    place = Place()
    notices.begin(server.pages, place)
    return place.cursor()


def filled(begin: int, end: int, a_second: int = 60) -> Server:
    """So many each second."""
    server = Server()
    server.kept = sorted(((n / a_second, n) for n in range(begin, end)), reverse=True)
    return server


def test_the_first_look_asks_for_one_page_however_many_there_were() -> None:
    server = filled(0, 20_000)
    begun(server)
    assert server.asked == 1


def test_while_many_come_a_look_asks_for_what_is_new_and_some_seconds_and_tells_nothing_twice() -> None:
    server = filled(0, 20_000)
    _, cursor = look(server, begun(server))
    server.kept = filled(0, 20_300).kept
    server.asked = 0
    told, cursor = look(server, cursor)
    assert sorted(told) == list(range(20_000, 20_300))
    assert server.asked <= 17
    assert len(cursor) < 40_000
    assert look(server, cursor)[0] == []


def test_what_comes_to_be_seen_late_by_some_seconds_is_not_lost() -> None:
    server = filled(0, 6_000)
    _, cursor = look(server, begun(server))
    server.add(9_001, 6_000 / 60 - 15)
    told, cursor = look(server, cursor)
    assert told == [9_001]
    server.add(9_002, 6_000 / 60 - 10)
    assert look(server, cursor)[0] == [9_002]


def test_what_is_done_by_a_clock_that_is_far_behind_is_not_lost_where_few_come() -> None:
    server = filled(0, 90)
    _, cursor = look(server, begun(server))
    for number, before in ((9_001, 3_600), (9_002, 86_400)):
        server.add(number, -before)
        told, cursor = look(server, cursor)
        assert told == [number]
    server.asked = 0
    assert (look(server, cursor)[0], server.asked) == ([], 1)


def test_a_look_that_was_broken_off_in_a_long_gap_goes_on_where_it_was() -> None:
    server = filled(0, 1_000)
    cursor = begun(server)
    server.kept = filled(0, 9_000).kept
    first, cursor = look(server, cursor, most=40)
    server.asked = 0
    server.kept = filled(0, 9_200).kept
    second, cursor = look(server, cursor)
    assert set(range(1_000, 9_200)) <= {*first, *second}
    assert len(second) < 9_200 - 1_000 - 4_000 + 1_500
    assert server.asked < 80
    assert look(server, cursor)[0] == []
