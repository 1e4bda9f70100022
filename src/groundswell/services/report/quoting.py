"""What people said, as others may read it: nobody cruel, nobody in need, and nobody's name by accident."""

import re
from collections.abc import Sequence
from dataclasses import replace

from groundswell.domain.keys import digest, folded
from groundswell.domain.report import Report
from groundswell.domain.report_parts import Quote, View
from groundswell.domain.words import Intent, Kind, Lane, Tone
from groundswell.services.reading.crowd import Heard, heard_under
from groundswell.services.report.naming import Crowd, crowd_of, personal_struck, struck
from groundswell.services.saying import cut
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, items, reports
from groundswell.store.items import Item
from groundswell.store.waves import PostRow
from groundswell.text.danger import in_danger

LONGEST = 180
"""A quote is ended at a word before it has more characters."""

QUOTED = 3
"""So many quotes at most stand for one perspective."""

_LOOKED_AT = 2_000
"""Characters that are looked through for names: a hundred thousand of a stranger would take seconds."""

_SLIGHT, _CHANCE, _SURE = 0.15, 0.3, 0.5
_LEAST = 12
_TO_SOMEBODY = re.compile(r"^(?:\[name\][,:]?\s*)+")
_SAID_OF = {
    "They stand by you": "They stand by the author",
    "They thank you": "They thank the author",
    "They are in a hard place": "They are in a hard place themselves",
}


def views_of(
    workspace: Workspace, post: PostRow, *, names: bool, quotes: bool, left_out: frozenset[str]
) -> tuple[View, ...]:
    """The perspectives under a post, the most shared first, with quotes that may be shown.

    What is left out leaves a gap: nothing moves up that was not looked at.
    """
    heard = heard_under(workspace, post.id)
    with workspace.store.reading() as conn:
        ids = [quote.id for one in heard for quote in one.quotes] if quotes else []
        there = {one.id: one for one in items.items(conn, ids)}
        keys = {row_id: digest("quoted", key) for row_id, key in reports.keys_of(conn, ids).items()}
        shown = [
            [there[one.id] for one in view.quotes if one.id in there and fits(there[one.id], view)][:QUOTED]
            for view in heard
        ]
        crowd = crowd_of(conn, post)
        quoted = {
            item.id: _quote(conn, crowd, item, keys[item.id], names=names) for some in shown for item in some
        }
    called = crowd.parts
    views = [
        View(
            one.lane,
            _SAID_OF.get(one.title, one.title),
            tuple(word for word in one.words if folded(word) not in called),
            one.n,
            one.share,
            tuple(
                quoted[item.id]
                for item in some
                if keys[item.id] not in left_out and len(quoted[item.id].text) >= _LEAST
            ),
        )
        for one, some in zip(heard, shown, strict=True)
    ]
    return together(views)


def together(views: Sequence[View]) -> tuple[View, ...]:
    """Views of one name as one, the most shared first: what the reader sees twice under a name looks like a
    mistake, since what sets them apart is how they are worded."""
    found: dict[tuple[str, Lane], View] = {}
    for one in views:
        known = found.get((one.title, one.lane))
        found[one.title, one.lane] = (
            one
            if known is None
            else replace(
                known,
                words=(),
                n=known.n + one.n,
                share=known.share + one.share,
                quotes=known.quotes + one.quotes,
            )
        )
    return tuple(sorted(found.values(), key=lambda one: -one.n))


def fits(item: Item, view: Heard) -> bool:
    """Whether words may stand for a view before others: surely of that kind, neither cruel, nor bait, nor of
    somebody in a hard place."""
    reading = item.reading
    return (
        item.kind is Kind.COMMENT
        and item.lane is view.lane
        and item.lane not in (Lane.HOSTILE, Lane.NEEDS_YOU, Lane.SPAM)
        and reading.confidence >= _SURE
        and (item.lane is not Lane.KIND_WORDS or reading.tone.get(Tone.SUPPORTIVE, 0.0) >= _SURE)
        and reading.tone.get(Tone.HOSTILE, 0.0) < _SLIGHT
        and max(reading.abuse.values(), default=0.0) < _SLIGHT
        and reading.intents.get(Intent.NEEDS_SUPPORT, 0.0) < _CHANCE
        # Whatever the reading says of it.
        and not in_danger(item.text)
    )


def without_names(conn: Connection, post: PostRow, texts: Sequence[str]) -> list[str]:
    """Short texts of the user's own that may hold words of others, such as titles of points."""
    if not texts:
        return []
    crowd = crowd_of(conn, post)
    return [struck(conn, crowd, text).text for text in texts]


def doubts_in(report: Report) -> list[str]:
    """Words in the quotes of a report that may still be names, each once."""
    quotes = (quote for wave in report.waves for view in wave.views for quote in view.quotes)
    return list(dict.fromkeys(doubt for quote in quotes for doubt in quote.doubts))


def _quote(conn: Connection, crowd: Crowd, item: Item, key: str, *, names: bool) -> Quote:
    language, text = item.reading.language, item.text
    if len(text) > _LOOKED_AT:
        text = text[:_LOOKED_AT].rpartition(" ")[0] or text[:_LOOKED_AT]
    if names:
        return Quote(key, cut(personal_struck(text), LONGEST), language, item.person_name)
    made = struck(conn, crowd, text, item.person_id)
    words = cut(_TO_SOMEBODY.sub("", made.text), LONGEST)
    return Quote(key, words, language, doubts=tuple(one for one in made.doubts if one in words))
