"""The log of changes: what the member did in the last 28 days, as rows of the archive's tables.

An event is written as the row that the next snapshot or archive will have for it, and read by the archive's
readers, so that it is known when it comes again that way.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import quote

from groundswell.domain.activity import Fact, Interaction
from groundswell.domain.keys import linkedin_comment_key, linkedin_post_key
from groundswell.domain.records import Record, SetAside
from groundswell.sources.common import linkedin
from groundswell.sources.common.dates import BadDate
from groundswell.sources.linkedin_archive.cells import BadRow, Columns
from groundswell.sources.linkedin_archive.context import Context
from groundswell.sources.linkedin_archive.reading import READERS
from groundswell.sources.linkedin_portability.calls import Json

_OTHERS_WAY = "It comes with the daily snapshot, with LinkedIn's mails, or with the saved page."
_UNNAMED = frozenset({"messages", "invitations"})
_ABOUT_THE_PROFILE = "people"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "linkedin-reactions": ("Date", "Type", "Link"),
    "linkedin-comments": ("Date", "Link", "Message"),
    "linkedin-shares": ("Date", "ShareLink", "ShareCommentary"),
    "linkedin-reposts": ("Date", "Link"),
}


class Changes:
    """Reads events with the archive's readers."""

    def __init__(self, context: Context) -> None:
        self._readers = {kind: READERS[kind](Columns(columns), context) for kind, columns in _COLUMNS.items()}
        self._kinds: Mapping[str, Callable[[Json, str], Fact]] = {
            "socialActions/likes": self._reaction,
            "socialActions/comments": self._comment,
            "ugcPosts": self._post,
            "instantReposts": self._repost,
        }

    def facts(self, events: Iterable[Json]) -> tuple[Record | SetAside, ...]:
        """What events tell; what is no concern of ours, failed or was taken back is left out."""
        found = (self._one(event) for event in events)
        return tuple(one for one in found if one is not None)

    def _one(self, event: Json) -> Record | SetAside | None:
        where, what = f"change {event.get('id', '')}", str(event.get("resourceName", ""))
        if event.get("method") == "DELETE" or event.get("activityStatus") == "FAILURE":
            return None  # What was taken in stays, as with an archive.
        if what.partition("/")[0] == _ABOUT_THE_PROFILE:
            return None
        if what in _UNNAMED or (what in self._kinds and event.get("actor") != event.get("owner")):
            return SetAside(where, f"{what}: LinkedIn does not say here with whom", _OTHERS_WAY)
        read = self._kinds.get(what)
        if read is None:
            return SetAside(where, f"a kind of change that is not read ({what[:60]})")
        if event.get("method") != "CREATE":
            return None
        try:
            return Record(where, (read(_map(event, "activity"), _date(event)),))
        except (BadRow, BadDate) as error:
            return SetAside(where, f"{what}: {error}", _OTHERS_WAY)

    def _reaction(self, activity: Json, date: str) -> Fact:
        target = str(activity.get("object") or activity.get("root") or "")
        flavour = str(activity.get("reactionType") or "LIKE")
        return self._read("linkedin-reactions", date, flavour, _link(target))

    def _comment(self, activity: Json, date: str) -> Fact:
        post, above = str(activity.get("object") or ""), _above(activity)
        link = _link(above or post)
        fact = self._read("linkedin-comments", date, link, str(_map(activity, "message").get("text") or ""))
        number, place = str(activity.get("id") or ""), _place(linkedin_post_key(link))
        urn = f"urn:li:comment:({place},{number})"
        key = linkedin_comment_key(urn)
        if not isinstance(fact, Interaction) or not place or not key:
            return fact
        return fact._replace(key=key, url=linkedin.comment_link(urn), has_id=True)

    def _post(self, activity: Json, date: str) -> Fact:
        content = _map(_map(activity, "specificContent"), "com.linkedin.ugc.ShareContent")
        text = str(_map(content, "shareCommentary").get("text") or "")
        return self._read("linkedin-shares", date, _link(str(activity.get("id") or "")), text)

    def _repost(self, activity: Json, date: str) -> Fact:
        shared = _map(activity, "repostedContent")
        return self._read("linkedin-reposts", date, _link(str(shared.get("share") or shared.get("ugcPost"))))

    def _read(self, kind: str, *cells: str) -> Fact:
        (fact,) = self._readers[kind]([*cells, ""])
        return fact


def _date(event: Json) -> str:
    """As the archive writes it: its dates are those at which the log caught the events, in whole seconds."""
    at = event.get("capturedAt")
    if not isinstance(at, int) or not 0 < at < 10**14:
        raise BadRow("there is no time")
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _link(urn: str) -> str:
    """The link that the archive has for a post or comment. Raises BadRow if it is neither."""
    comment = linkedin.comment_urn(urn)
    post = _place(linkedin_post_key(urn))
    if not post:
        raise BadRow("what it is about is no post")
    page = f"{linkedin.HOME}/feed/update/{quote(f'urn:li:{post}', safe='')}"
    return f"{page}?commentUrn={quote(comment, safe='')}" if comment else page


def _place(post: str) -> str:
    """`activity:7345…` from a post's key."""
    return post.removeprefix("linkedin:")


def _above(activity: Json) -> str:
    """The URN of the comment that a comment answers; empty if it answers the post."""
    told = (activity.get("parentComment"), _map(activity, "responseContext").get("parent"))
    return next((str(one) for one in told if linkedin.comment_urn(str(one))), "")


def _map(told: Json, name: str) -> Json:
    found = told.get(name)
    return found if isinstance(found, dict) else {}
