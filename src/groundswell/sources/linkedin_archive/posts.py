"""Posts of the owner, and what the owner did on posts: comments, reactions, reposts, votes."""

import re

from groundswell.domain.activity import Fact, Interaction, Post
from groundswell.domain.keys import (
    comment_fingerprint,
    digest,
    linkedin_comment_key,
    linkedin_created,
    linkedin_post_key,
)
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.linkedin_archive.cells import BadRow, Columns, RowReader, any_words, told, words
from groundswell.sources.linkedin_archive.context import Context

_WRAPPED = re.compile(r'"(\r?\n)"')
_REMEMBERED = 50_000


def unwrapped(text: str) -> str:
    """A commentary in which every newline is written as newline in literal quotation marks, without them."""
    if '"' not in text or len(_WRAPPED.findall(text)) < text.count("\n"):
        return text
    return _WRAPPED.sub(r"\1", text)


def shares_reader(columns: Columns, context: Context) -> RowReader:
    """The owner's posts; the same link again is the same post."""
    pick = columns.pick("date", "sharelink", "sharecommentary", "visibility")
    seen: dict[str, Post] = {}

    def read(cells: list[str]) -> tuple[Fact, ...]:
        date, link, commentary, visibility = pick(cells)
        link, text = told(link), any_words(unwrapped(commentary), context.text_chars)
        if not link and not text:
            raise BadRow("neither a link nor a text")
        key = linkedin_post_key(link) or f"linkedin:link:{digest(link or text)}"
        when = context.when(date, linkedin_created(key))
        post = Post(Network.LINKEDIN, key, when.earliest, text, link, told(visibility))
        before = seen.get(key)
        if before is not None and (before.text or not text):
            return (before,)
        if len(seen) < _REMEMBERED:
            seen[key] = post
        return (post,)

    return read


def comments_reader(columns: Columns, context: Context) -> RowReader:
    """The owner's comments. The link is the post's; that of an answer names the comment it answers."""
    pick = columns.pick("date", "link", "message")

    def read(cells: list[str]) -> tuple[Fact, ...]:
        date, link, message = pick(cells)
        one = _done(context, Kind.COMMENT, date, link, text=words(message, context.text_chars))
        account = context.owner.account
        if account is None or not one.post:
            return (one,)
        return (one._replace(fingerprint=comment_fingerprint(one.post, account.key, one.text)),)

    return read


def reactions_reader(columns: Columns, context: Context) -> RowReader:
    """The owner's reactions to posts and comments."""
    pick = columns.pick("date", "type", "link")

    def read(cells: list[str]) -> tuple[Fact, ...]:
        date, flavour, link = pick(cells)
        return (_done(context, Kind.REACTION, date, _there(link), flavour=told(flavour)),)

    return read


def reposts_reader(columns: Columns, context: Context) -> RowReader:
    """What the owner reposted without a word."""
    pick = columns.pick("date", "link")

    def read(cells: list[str]) -> tuple[Fact, ...]:
        date, link = pick(cells)
        return (_done(context, Kind.REPOST, date, _there(link)),)

    return read


def votes_reader(columns: Columns, context: Context) -> RowReader:
    """The owner's votes in polls."""
    pick = columns.pick("date", "link", "optiontext")

    def read(cells: list[str]) -> tuple[Fact, ...]:
        date, link, option = pick(cells)
        text = any_words(option, context.text_chars)
        return (_done(context, Kind.REACTION, date, _there(link), text=text, flavour="vote"),)

    return read


def _there(link: str) -> str:
    if not told(link):
        raise BadRow("there is no link")
    return link


def _done(
    context: Context, kind: Kind, date: str, link: str, *, text: str = "", flavour: str = ""
) -> Interaction:
    """Something that the owner did on a post or on a comment under it."""
    link = told(link)
    post, thread = linkedin_post_key(link), linkedin_comment_key(link)
    when = context.when(date, linkedin_created(thread or post))
    instant = str(when.earliest) if told(date) else ""
    return Interaction(
        f"linkedin:{kind}:{digest(Direction.OUT, link, instant, flavour, text)}",
        Network.LINKEDIN,
        kind,
        Direction.OUT,
        when,
        post=post,
        text=text,
        thread=thread,
        flavour=flavour,
        url=link,
    )
