"""Words of thanks, written one after the other in a thread of their own, a few ahead of being asked for."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from groundswell.domain.answers import MadeOf
from groundswell.domain.drafting import Comment, Crossroads, Want
from groundswell.domain.errors import GroundswellError
from groundswell.reply.checks.checking import built_in
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.protocol import Used
from groundswell.services.people.forgetting import SinceForgotten
from groundswell.services.replies.drafting import comment_of, drafter_of
from groundswell.services.workspace import Workspace
from groundswell.store import items

T = TypeVar("T")

log = logging.getLogger("groundswell.drafts")

_NOBODYS = Comment("", "I read it twice and sent it to my sister, who is looking for work.")
_UNKNOWN = MadeOf()
_SPENT = "All that could be said here was said. A like is honest; or write your own words."
_FAULT = "No draft could be written; the terminal says why. Your own words can go out all the same."


@dataclass(frozen=True, slots=True)
class Drafted:
    """Words for one item.

    Attributes:
        text: Empty where there are none; then `why` says why.
        why: Also what went otherwise than the user set it.
    """

    text: str
    why: str = ""
    made_of: MadeOf = _UNKNOWN


class DraftsAhead:
    """Keeps drafts by the ids of their items for as long as the program runs.

    Nothing is lost with it: what was used of it stands in the outbox, among what was said, or with the
    decision that something was answered by hand, and is read from there when the program begins anew.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._turn = threading.Condition()
        self._made: dict[int, Drafted] = {}
        self._since = SinceForgotten(workspace)
        self._wanted: deque[int] = deque()
        self._used = Used()
        self._drafter: Drafter | None = None
        self._thread: threading.Thread | None = None

    def warm(self) -> None:
        """Has everything loaded that drafts need; who is about to ask for one need not wait for it then."""
        with self._turn:
            if self._drafter is None:
                self._begin()

    def stop(self) -> None:
        """Lets the draft at hand end; what was wanted besides is not written any more."""
        with self._turn:
            self._wanted.clear()
            thread = self._thread
        if thread is not None:
            thread.join(timeout=30)

    def want(self, ids: Sequence[int]) -> None:
        """Has these drafted next, in this order; what is drafted already stays."""
        with self._turn:
            new = [one for one in ids if one not in self._made]
            rest = [one for one in self._wanted if one not in new]
            self._wanted = deque([*new, *rest])
            if self._wanted:
                self._begin()

    def get(self, item_id: int, within_s: float) -> Drafted | None:
        """The draft for an item; none if it is not there within so many seconds. It is wanted first then."""
        self._drop_older()
        if item_id not in self._made:
            self.want([item_id])
        with self._turn:
            self._turn.wait_for(lambda: item_id in self._made, within_s)
            return self._made.get(item_id)

    def made_of(self, item_id: int) -> MadeOf:
        """What the words for an item began as, as far as it is known here."""
        with self._turn:
            return self._made.get(item_id, Drafted("")).made_of

    def anew(self, item_id: int) -> None:
        """Has another draft written for an item; the sentences of the old one are not said again."""
        with self._turn:
            self._made.pop(item_id, None)
        self.want([item_id])

    def keep(self, item_id: int, text: str) -> None:
        """Keeps words of the user's own for an item, such as those that she took back."""
        self.use(text)
        self._drop_older()
        with self._turn:
            self._made[item_id] = Drafted(text, made_of=self._made.get(item_id, Drafted("")).made_of)

    def use(self, text: str) -> None:
        """Nobody is to get these sentences again."""
        self._used.take(text)

    def _drop_older(self) -> None:
        """Drops what was made before somebody was forgotten."""
        with self._turn:
            if self._since.changed():
                self._made.clear()

    def _begin(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="groundswell-drafts", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        if self._drafter is None:
            self._attempt(self._load)
        while True:
            with self._turn:
                if not self._wanted:
                    # In the same turn, so that whoever wants something more begins a new one.
                    self._thread = None
                    return
                item_id = self._wanted.popleft()
                if item_id in self._made:
                    continue
            made = self._draft(item_id)
            with self._turn:
                self._made.setdefault(item_id, made)
                self._turn.notify_all()

    def _load(self) -> Drafter:
        """The one drafter, in the user's voice as it was when the first draft was wanted."""
        if self._drafter is None:
            with self._workspace.store.reading() as conn:
                drafter = drafter_of(self._workspace, conn, self._used)
            self._drafter = drafter
            # The first draft loads the phrases, the first check its network; this one is for nobody.
            Drafter(checker=built_in()).crossroads(_NOBODYS, Want.THANK, most=1)
        return self._drafter

    def _attempt(self, job: Callable[[], T]) -> T | str:
        """Does a job, or says why it could not be done: one that breaks must not end the writing."""
        try:
            return job()
        except GroundswellError as error:
            return str(error)
        except Exception:
            log.exception("a draft could not be written")
            return _FAULT

    def _draft(self, item_id: int) -> Drafted:
        def met() -> Crossroads:
            with self._workspace.store.reading() as conn:
                comment = comment_of(conn, items.item(conn, item_id))
            return self._load().crossroads(comment, Want.THANK, most=1)

        made = self._attempt(met)
        return Drafted("", made) if isinstance(made, str) else _drafted(made)


def _drafted(met: Crossroads) -> Drafted:
    if not met.drafts:
        return Drafted("", met.nothing or _SPENT)
    (draft, *_) = met.drafts
    return Drafted(draft.text, " ".join(met.notes), MadeOf(draft.text, draft.moves, Want.THANK, met.does))
