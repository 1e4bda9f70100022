"""Hard ones shared: an exchange is handed to a friend to be answered in the user's stead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_hex

from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.handing import LONGEST_NAME, Handed, Line, Sheet
from groundswell.domain.keys import digest, folded
from groundswell.domain.words import Direction, Lane
from groundswell.reply.drafts.voice import Past, manner, voice_of
from groundswell.reply.handing.redacting import Doubt, Redacted, redact, strike, tidied
from groundswell.services.reading.explaining import hostility
from groundswell.services.replies.exchange import exchange_of, known_of
from groundswell.services.workspace import Workspace
from groundswell.store import handed, items, said_before
from groundswell.store.items import Item
from groundswell.store.persons import Passed

__all__ = ["Doubt", "Preview", "hand", "handed_of", "listing", "of_item", "preview", "put_back", "take_back"]

LONGEST_NOTE = 2_000
_MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave the machine, before it does.

    Attributes:
        names: What stands behind each placeholder.
        doubts: What may be a name and was left as it is.
        stamp: Tells whether the exchange is still the one that was looked at.
    """

    item: Item
    sheet: Sheet
    names: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    stamp: str

    def struck(self, words: Sequence[str]) -> "Preview":
        """The same without these words."""
        texts = (self.sheet.note, self.sheet.post, *(one.text for one in self.sheet.lines))
        note, post, *lines = strike(texts, words)
        gone = {folded(word) for word in words}
        rest = tuple(one for one in self.doubts if folded(one.text) not in gone)
        return replace(self.edited(note, post, lines), doubts=rest)

    def edited(self, note: str, post: str, texts: Sequence[str]) -> "Preview":
        """The same with other texts. Raises UsageError if they are not as many as there are lines."""
        if len(texts) != len(self.sheet.lines):
            raise UsageError("the exchange is no longer as it was", mend="Look at it once more.")
        lines = (replace(one, text=text) for one, text in zip(self.sheet.lines, texts, strict=True))
        return replace(self, sheet=replace(self.sheet, note=note, post=post, lines=tuple(lines)))


def preview(
    workspace: Workspace, item_id: int, to: str, *, redacted: bool, fold: bool, note: str = ""
) -> Preview:
    """What a friend would get to read.

    Args:
        to: The friend's name.
        redacted: Whether names and addresses are replaced.
        fold: Whether hostile words stand folded behind a neutral sentence.
        note: A line to the friend.

    Raises:
        NotFound: There is no such item.
        UsageError: No name was told, or it or the note is too long.
    """
    name = " ".join(tidied(to).split())
    if not name:
        raise UsageError("it is not told whom it is for", mend="Write your friend's name.")
    if len(name) > LONGEST_NAME or len(note) > LONGEST_NOTE:
        raise UsageError(
            "the name or the line is too long",
            mend=f"They may have {LONGEST_NAME} and {LONGEST_NOTE:,} signs.",
        )
    with workspace.store.reading() as conn:
        there = exchange_of(conn, item_id)
        texts = [note, there.post, *there.texts]
        author = said_before.own_name(conn) or "The author"
        voice = voice_of([Past(one.text, one.name) for one in said_before.replies(conn)])
        known = known_of(conn, there, texts) if redacted else []
    if redacted:
        found = redact(texts, known)
    else:
        found = Redacted(tuple(texts), (author, *(one.name for one in there.people.values())), {}, ())
    called = dict(zip((None, *there.people), found.people, strict=False))
    lines = tuple(
        _line(one, called, text, there.item, fold)
        for one, text in zip(there.passed, found.texts[2:], strict=True)
    )
    sheet = Sheet(
        "", "", "" if redacted else name, found.people[0], found.texts[0], found.texts[1], lines,
        manner(voice, signs=not redacted), redacted,
    )  # fmt: skip
    stamp = digest(
        there.post, *(f"{one.id} {text}" for one, text in zip(there.passed, there.texts, strict=True))
    )
    return Preview(there.item, sheet, found.names, found.doubts, stamp)


def hand(workspace: Workspace, item_id: int, to: str, looked_at: Preview, pressed: str) -> Handed:
    """Hands an exchange out as it was looked at. Nothing leaves the machine yet: a file or a link is next.

    Args:
        pressed: What tells one pressing of the button from another; the same one twice is one.
    """
    key = digest("handed", pressed)
    sheet = replace(looked_at.sheet, key=key, salt=token_hex(16))
    with workspace.store.writing() as conn:
        items.item(conn, item_id)
        handed.keep(conn, key, item_id, " ".join(to.split()), sheet, looked_at.names, workspace.now())
        return _there(handed.by_key(conn, key))


def handed_of(workspace: Workspace, key: str) -> Handed:
    """An exchange that was handed out. Raises NotFound."""
    with workspace.store.reading() as conn:
        return _there(handed.by_key(conn, key))


def of_item(workspace: Workspace, item_id: int) -> list[Handed]:
    """What was handed out of one item, the oldest first."""
    with workspace.store.reading() as conn:
        return handed.of_item(conn, item_id)


def listing(workspace: Workspace) -> list[tuple[Handed, Item]]:
    """What was handed out last, with what is to be answered, the newest first."""
    with workspace.store.reading() as conn:
        out = handed.latest(conn, _MOST_LISTED)
        about = {one.id: one for one in items.items(conn, [one.item_id for one in out])}
    return [(one, about[one.item_id]) for one in out if one.item_id in about]


def take_back(workspace: Workspace, key: str) -> Handed:
    """Takes an exchange back: its link leads nowhere, and answers are refused. Raises NotFound."""
    return _taken(workspace, key, workspace.now())


def put_back(workspace: Workspace, key: str) -> Handed:
    """Lets answers to an exchange that was taken back come in again; its link stays dead. Raises NotFound."""
    return _taken(workspace, key, None)


def _taken(workspace: Workspace, key: str, at: int | None) -> Handed:
    with workspace.store.writing() as conn:
        handed.take_back(conn, _there(handed.by_key(conn, key)).id, at)
        return _there(handed.by_key(conn, key))


def _there(found: Handed | None) -> Handed:
    if found is None:
        raise NotFound("no such exchange was handed out", mend="Look at the list of what is out.")
    return found


def _line(one: Passed, called: Mapping[int | None, str], text: str, item: Item, fold: bool) -> Line:
    own = one.direction is Direction.OUT
    folded_away = ""
    if fold and one.lane is Lane.HOSTILE:
        folded_away = f"This {hostility(item)}." if one.id == item.id else "These words are hostile."
    who = called[None] if own else called.get(one.person_id, "") or "Somebody"
    return Line(who, text, own, folded_away, one.id == item.id)
