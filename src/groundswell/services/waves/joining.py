"""Posts on several networks that say one text are one wave: recognised, and undone by the user's word."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.pairing import Says, last_words
from groundswell.domain.when import DAY
from groundswell.services.reading import crowd
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, keeping, pairs, wave_parts, waves
from groundswell.store.wave_parts import Written
from groundswell.store.waves import PostRow
from groundswell.triage.crossposts import Text, one_text, text_of

NEAR = 3 * DAY
"""Posts that are published further apart than this are not taken for one by themselves."""

_NEARBY = 14 * DAY
_MARK, _UNHEARD = "posts_compared", "crowds_unheard"


@dataclass(frozen=True, slots=True)
class Separated:
    """A post that the user told apart from this wave; taking `pairings` back undoes that."""

    post: PostRow
    pairings: tuple[int, ...]


def join_waves(workspace: Workspace) -> list[int]:
    """Finds out which posts say one text, if posts came in or changed.

    Gives the posts whose wave is another and that `hear` did not look at since: what is known of the
    crowd under them has to be worked out anew. It is kept, so that it outlives the end of the program.
    """
    with workspace.store.reading() as conn:
        before = cast(list[int] | None, keeping.setting(conn, _MARK))
        state = wave_parts.state(conn)
        if before == state:
            return _unheard(conn)
        posts = wave_parts.written(conn)
        # Where only new posts came in, nothing else is compared again.
        only_new = before is not None and wave_parts.state(conn, before[1]) == before
    fresh = {one.id for one in posts if one.id > before[1]} if before and only_new else None
    found = likely(posts, fresh)
    with workspace.store.writing() as conn:
        wave_parts.keep_same(conn, found, anew=fresh is None)
        _regroup(conn)
        keeping.set_setting(conn, _MARK, state)
        return _unheard(conn)


def hear(workspace: Workspace, ids: Sequence[int]) -> None:
    """Looks anew at the crowds of these items, read just now, and at those under waves that became others."""
    changed = join_waves(workspace)
    crowd.refresh(workspace, ids, changed)
    if changed:
        with workspace.store.writing() as conn:
            keeping.set_setting(conn, _UNHEARD, sorted(set(_unheard(conn)) - set(changed)))


def show_apart(workspace: Workspace, post_id: int) -> list[int]:
    """Takes a post out of its wave; returns the decisions, to be taken back. Raises NotFound, UsageError."""
    with workspace.store.writing() as conn:
        whole = waves.wave_post(conn, post_id)
        rest = [one.key for one in waves.posts(conn, whole.parts) if one.id != post_id]
        if not rest:
            raise UsageError("this post is a wave of its own already", mend="Reload the page.")
        key = waves.post(conn, post_id).key
        made = pairs.say(conn, "post", [(key, other) for other in rest], Says.APART, workspace.now())
        _regroup(conn)
    return made


def show_together(workspace: Workspace, post_id: int, other_id: int) -> list[int]:
    """Makes two posts one wave; returns the decisions, for taking them back. Raises NotFound, UsageError."""
    with workspace.store.writing() as conn:
        one, other = waves.post(conn, post_id), waves.post(conn, other_id)
        if other.id in wave_parts.together(conn, one.id):
            raise UsageError("these posts are shown as one wave already", mend="Reload the page.")
        made = pairs.say(conn, "post", [(one.key, other.key)], Says.SAME, workspace.now())
        _regroup(conn)
        if other.id not in wave_parts.together(conn, one.id):
            raise UsageError(
                "you said of other posts of these waves that they are to be shown apart",
                mend="Take that back first: their pages list it.",
            )
    return made


def take_back(workspace: Workspace, ids: Sequence[int]) -> None:
    """Takes decisions about posts back: everything is as if they had not been made. Raises NotFound."""
    with workspace.store.writing() as conn:
        if not pairs.take_back(conn, "post", ids, workspace.now()):
            raise NotFound("this was taken back already", mend="Reload the page.")
        _regroup(conn)


def separated(conn: Connection, whole: PostRow) -> list[Separated]:
    """Posts that the user told apart from one of this wave."""
    own = {one.key for one in waves.posts(conn, whole.ids)}
    said = [one for one in last_words(pairs.standing(conn, "post")).values() if one.says is Says.APART]
    others: dict[str, list[int]] = {}
    for one in said:
        for key, other in _both(one.one, one.other):
            if key in own and other not in own:
                others.setdefault(other, []).append(one.id)
    return [Separated(post, tuple(others[post.key])) for post in waves.by_key(conn, list(others))]


def nearby(conn: Connection, whole: PostRow, limit: int = 12) -> list[PostRow]:
    """Posts on networks where this wave has none, published within two weeks: what it may be joined with."""
    if whole.at is None:
        return []
    networks = whole.networks or (whole.network,)
    found = waves.published(conn, whole.at - _NEARBY, whole.at + _NEARBY)
    return [one for one in found if one.network not in networks and one.id not in whole.ids][:limit]


def likely(posts: Sequence[Written], fresh: Collection[int] | None = None) -> list[tuple[int, int]]:
    """Pairs of posts on different networks that say one text and were published near each other, by id.

    Args:
        posts: In the order of time. Each is held against those of the next three days, so the cost grows with
            their number and with how many are published in three days.
        fresh: Only pairs with one of these, if given.
    """
    texts: dict[int, Text] = {}

    def text(one: Written) -> Text:
        if one.id not in texts:
            texts[one.id] = text_of(one.text)
        return texts[one.id]

    found = []
    for place, one in enumerate(posts):
        for at in range(place + 1, len(posts)):
            other = posts[at]
            if other.at - one.at > NEAR:
                break
            if other.network is one.network or (
                fresh is not None and one.id not in fresh and other.id not in fresh
            ):
                continue
            if one_text(text(one), text(other)):
                found.append((one.id, other.id))
        # Nothing later is held against it.
        texts.pop(one.id, None)
    return found


def _regroup(conn: Connection) -> None:
    changed = wave_parts.regroup_posts(conn)
    if changed:
        keeping.set_setting(conn, _UNHEARD, sorted({*changed, *_unheard(conn)}))


def _unheard(conn: Connection) -> list[int]:
    return cast(list[int] | None, keeping.setting(conn, _UNHEARD)) or []


def _both(one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other), (other, one)
