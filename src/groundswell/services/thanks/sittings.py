"""A sitting of thanks: which kind words come now, how far it is, and what is left for a like."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.when import HOUR
from groundswell.reply.thanks import TOLD, WROTE, Group, Pace
from groundswell.services.people.forgetting import SinceForgotten
from groundswell.services.preferences import preferences
from groundswell.services.thanks.drafts_ahead import DraftsAhead
from groundswell.services.thanks.given import Became, Given, given
from groundswell.services.thanks.thanking import Waiting, waiting
from groundswell.services.workspace import Workspace

AHEAD = 5
"""So many drafts are written ahead of the card that is open."""

_OVER_MS = 6 * HOUR
"""Who comes back later than that after the last press begins anew."""

_FROM = {"told": TOLD, "wrote": WROTE}


@dataclass(frozen=True, slots=True)
class Part:
    """Cards that belong together: `about` and `near` as for `Group`."""

    about: str
    near: bool
    cards: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the page shows.

    Attributes:
        waiting: All that waits now; none where only the sitting itself was asked for.
        between: What lies between the user and who said it, in words, by the items' ids.
        rest: Items that wait for a like, the weightiest first.
        minutes: How long the cards take that still wait in this sitting.
    """

    parts: tuple[Part, ...]
    between: Mapping[int, str]
    waiting: Waiting | None
    rest: tuple[int, ...]
    minutes: float

    @property
    def cards(self) -> tuple[Given, ...]:
        """All cards in order."""
        return tuple(card for part in self.parts for card in part.cards)

    @property
    def left(self) -> tuple[Given, ...]:
        """The cards that still wait."""
        return tuple(card for card in self.cards if card.became is Became.WAITS)

    def after(self, item_id: int) -> int | None:
        """The next card that waits after this one, else the first that does."""
        ids = [card.item.id for card in self.cards]
        at = ids.index(item_id) if item_id in ids else -1
        waits = [
            (n <= at, n, card.item.id) for n, card in enumerate(self.cards) if card.became is Became.WAITS
        ]
        return min(waits)[2] if waits else None


@dataclass(frozen=True, slots=True)
class _Begun:
    """A sitting as it was begun: whose turn it is does not change while it goes on."""

    pace: Pace
    groups: tuple[tuple[str, bool, tuple[int, ...]], ...]
    between: Mapping[int, str]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one for _, _, ids in self.groups for one in ids)


class Sittings:
    """The sitting that is going on, and its drafts. It lives in memory: what was done in it is in the store,
    and everything else can be made again from there."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.drafts = DraftsAhead(workspace)
        self._turn = threading.Lock()
        self._begun: _Begun | None = None
        self._since = SinceForgotten(workspace)
        self._touched = 0
        self.account = ""
        """Key of the account that thanks, where there was a choice and it was made."""

    def whole(self, *, anew: bool = False) -> Sitting:
        """The sitting that is going on, and all that waits besides; begins one if there is none.

        Args:
            anew: Whether to begin the next one.
        """
        pace = pace_of(self._workspace)
        found = waiting(self._workspace, pace)
        self._drop_older()
        with self._turn:
            now = self._workspace.now()
            over = self._begun is None or self._begun.pace != pace or now - self._touched > _OVER_MS
            if over or anew:
                self._begun = _begin(found, pace)
            self._touched = now
            begun = self._begun
        assert begun is not None
        return self._shown(begun, found)

    def going(self) -> Sitting:
        """The same without what waits besides, which takes longer to find out."""
        self._drop_older()
        with self._turn:
            begun, self._touched = self._begun, self._workspace.now()
        return self._shown(begun, None) if begun is not None else self.whole()

    def _drop_older(self) -> None:
        """Lets a sitting go that was begun before somebody was forgotten: they may be in it."""
        with self._turn:
            if self._since.changed():
                self._begun = None

    def look_ahead(self, sitting: Sitting, item_id: int | None) -> None:
        """Has the drafts written for the cards that come from this one on."""
        ids = [card.item.id for card in sitting.left]
        at = ids.index(item_id) if item_id in ids else 0
        self.drafts.want(ids[at : at + AHEAD])

    def _shown(self, begun: _Begun, found: Waiting | None) -> Sitting:
        became = given(self._workspace, begun.ids)
        parts = tuple(
            Part(about, near, tuple(became[one] for one in ids if one in became))
            for about, near, ids in begun.groups
        )
        left = sum(card.became is Became.WAITS for part in parts for card in part.cards)
        rest: tuple[int, ...] = ()
        if found is not None:
            liked = sorted((one for one in found.plan.thanked if not one.words), key=lambda one: -one.worth)
            rest = tuple(found.items[one.comment.key].id for one in liked)
        return Sitting(parts, begun.between, found, rest, left * Pace().words_s / 60)


def pace_of(workspace: Workspace) -> Pace:
    """How long a sitting is and who gets words, as the user prefers it."""
    prefers = preferences(workspace)
    return Pace(sitting_min=float(prefers["sitting"]), words_from=_FROM[prefers["words_for"]])


def _begin(found: Waiting, pace: Pace) -> _Begun:
    groups = [(group.about, group.near, _first_words(found, group)) for group in found.plan.groups]
    between = {found.items[key].id: words for key, words in found.between.items()}
    return _Begun(pace, tuple(one for one in groups if one[2]), between)


def _first_words(found: Waiting, group: Group) -> tuple[int, ...]:
    return tuple(found.items[one.comment.key].id for one in group.thanked if one.words and one.sitting == 0)
