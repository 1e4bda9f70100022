"""What happened after the user's answers: derived from the store whenever it is asked for, kept nowhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from groundswell.domain.answers import SILENCE_DAYS, Answer, Came, How, came_of, heat
from groundswell.domain.results import Round
from groundswell.domain.when import DAY
from groundswell.domain.words import Kind
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, aftermaths, answers
from groundswell.store.aftermaths import Spoken
from groundswell.text.tokens import tokens

MOST = 300
"""The newest so many answers are looked at."""

_SAME_WORDS = 0.7
"""Share of words in common from which on a comment that came in is the one that was copied here."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One answer that went out, and what its reader said next.

    Attributes:
        went: When, in epoch milliseconds.
        reply: Its natural key as a comment or message; empty where it has not come in.
        then: What they said next, up to the user's next words to them; none for nothing yet.
    """

    answer: Answer
    went: int
    reply: str
    to: Spoken
    then: Spoken | None
    came: Came

    @property
    def round(self) -> Round:
        """The same without its words."""
        made = self.answer.made_of
        return Round(made.does, self.answer.path, made.moves, self.came)


def followed(workspace: Workspace) -> list[Followed]:
    """What came of the newest answers that went out, the newest first."""
    now = workspace.now()
    with workspace.store.reading() as conn:
        made = answers.latest(conn, MOST)
        to = aftermaths.targets(conn, made)
        out = [one for one in _gone(conn, made, to) if one.to.person_id is not None]
        if not out:
            return []
        people = {one.to.person_id for one in out if one.to.person_id is not None}
        said = aftermaths.heard(conn, people, min(one.went for one in out))
        imported = aftermaths.newest_import(conn)
    by_person: dict[int | None, list[Spoken]] = defaultdict(list)
    for spoken in said:
        by_person[spoken.person_id].append(spoken)
    judged: list[Followed] = []
    until: dict[tuple[int | None, str], int] = {}
    for one in sorted(out, key=lambda one: -one.went):
        exchange = (one.to.person_id, _exchange(one.to))
        then = _then(one, by_person[one.to.person_id], until.get(exchange))
        told = imported if one.answer.how is How.COPIED else now
        judged.append(replace(one, then=then, came=_came(one, then, told)))
        until[exchange] = one.went
    return judged


def _gone(conn: Connection, made: Sequence[Answer], to: Mapping[str, Spoken]) -> list[Followed]:
    """Those that are known to have gone out, with when they did."""
    sent = aftermaths.gone(conn, [one.sent for one in made if one.sent])
    copied = [one for one in made if one.how is How.COPIED and one.target in to]
    own = aftermaths.own_words(conn, {name for one in copied for name in (to[one.target].root, one.target)})
    found: list[Followed] = []
    for one in made:
        there = to.get(one.target)
        if there is None:
            continue
        if one.sent in sent:
            went, reply = sent[one.sent]
            found.append(Followed(one, went, reply, there, None, Came.OPEN))
        elif one.how is How.COPIED:
            mine = next((said for said in own if _is_it(said, one, there)), None)
            if mine is not None and all(mine.key != other.reply for other in found):
                found.append(Followed(one, max(mine.at, one.at), mine.key, there, None, Came.OPEN))
    return found


def _is_it(said: Spoken, one: Answer, to: Spoken) -> bool:
    """Whether a comment of the user's that came in is the one that was copied here."""
    return said.thread in (to.root, to.key) and _same(said.text, one.text)


def _then(one: Followed, said: Sequence[Spoken], until: int | None) -> Spoken | None:
    """The last that they said in the same exchange before the user's next words to them."""
    mine = [
        other
        for other in said
        if other.at > one.went and (until is None or other.at <= until) and _belongs(other, one)
    ]
    return mine[-1] if mine else None


def _belongs(other: Spoken, one: Followed) -> bool:
    if one.to.kind is not Kind.COMMENT:
        return other.kind is not Kind.COMMENT
    return other.kind is Kind.COMMENT and other.thread in {one.to.root, one.to.key, one.reply} - {""}


def _exchange(to: Spoken) -> str:
    return to.root if to.kind is Kind.COMMENT else ""


def _came(one: Followed, then: Spoken | None, told: int) -> Came:
    """Args:
    told: Up to when it is known what was said.
    """
    if then is None:
        return Came.SILENT if told - one.went >= SILENCE_DAYS * DAY else Came.OPEN
    if then.reading is None or one.to.reading is None:
        return Came.OPEN
    return came_of(heat(one.to.reading.tone), heat(then.reading.tone))


def _same(one: str, other: str) -> bool:
    first, second = ({form for _, _, form in tokens(text)} for text in (one, other))
    return len(first & second) >= _SAME_WORDS * max(1, len(first | second))
