"""Reads pasted page text into comments, the post and its totals."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

from groundswell.domain.activity import Account, Count, Post
from groundswell.domain.errors import UnsafeFile
from groundswell.domain.keys import linkedin_created, linkedin_post_key
from groundswell.domain.records import Record, SetAside, Yielded
from groundswell.domain.words import Network
from groundswell.sources.common import linkedin
from groundswell.sources.common import linkedin_words as words
from groundswell.sources.common.decoding import decoded
from groundswell.sources.common.relative_time import relative_time
from groundswell.sources.common.text import clean
from groundswell.sources.pasted_page.blocks import Block, Unread, blocks
from groundswell.sources.pasted_page.lines import Line, Mark, Told, counted_from, tell
from groundswell.sources.protocol import Asked, Given

_EXCERPT = 120
_LINK_ALONE = re.compile(r"\s*(?:https?://)?(?:[a-z]{1,3}\.)?linkedin\.com/\S{1,2000}\s*\Z", re.IGNORECASE)
_OTHER_KIND = re.compile(
    r"\s*(?:<[!a-zA-Z?]|[\[{]|(?:From|Received|Return-Path|Delivered-To|MIME-Version)[: ])"
)


class PastedPage:
    """A text file with what "select all, copy" gives on the page of a post."""

    kind = "pasted-page"
    title = "Text of a LinkedIn page"

    def recognise(self, given: Given) -> float:
        """Sure only with several times and several Reply buttons, each on a line of its own."""
        text = "".join(decoded(BytesIO(given.head)))
        if _OTHER_KIND.match(text) or _looks_like_table(text):
            return 0.0
        marks = Counter(one.mark for one in tell(_lines(text)))
        degrees = marks[Mark.DEGREE] + marks[Mark.NAME_AND_DEGREE]
        if marks[Mark.TIME] >= 2 and marks[Mark.REPLY] >= 2:
            return 0.8 if degrees else 0.6
        if marks[Mark.TIME] and marks[Mark.REPLY] and (degrees or marks[Mark.LIKE]):
            return 0.5
        return 0.2 if marks[Mark.TIME] and degrees else 0.0

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        """Yields the post with its totals, if its link is known, and every comment.

        Raises:
            UnsafeFile: The file is larger than `asked.limits.page_bytes`.
        """
        with given.open() as file:
            pieces, size = [], 0
            for piece in decoded(file):
                size += len(piece)
                if size > asked.limits.page_bytes:
                    raise UnsafeFile(
                        f"the text is longer than {asked.limits.page_bytes:,} characters",
                        where=given.name,
                        mend="Paste one post's page at a time, or raise page_bytes in the settings.",
                    )
                pieces.append(piece)
        lines = _lines("".join(pieces))
        yield from _Reading(lines, linkedin.written_at(given, asked), asked).records()


class _Reading:
    def __init__(self, lines: Sequence[Line], saved: int, asked: Asked) -> None:
        self._told = tell(lines)
        self._found = list(blocks(self._told))
        self._saved, self._asked = saved, asked
        spoken = Counter(code for one in self._told if (code := words.language(one.line.text)))
        self._language = next((code for code, _ in spoken.most_common(1)), "")
        first = self._found[0].number if self._found else len(lines) + 1
        self._url = _post_link(lines, first)
        self._post = linkedin_post_key(self._url) or asked.post

    def records(self) -> Iterator[Yielded]:
        post = next((one for one in self._found if isinstance(one, Block) and one.is_post), None)
        if self._post:
            yield from self._about_post(post)
        for one in self._found:
            if isinstance(one, Unread):
                yield SetAside(f"line {one.number}", one.why, excerpt=clean(one.excerpt)[:_EXCERPT])
            elif not one.is_post:
                yield self._comment(one)

    def _about_post(self, block: Block | None) -> Iterator[Record]:
        first = next((one.number for one in self._found if isinstance(one, Unread) or not one.is_post), None)
        if block is not None:
            text = clean(block.text)[: self._asked.limits.text_chars]
            at = linkedin_created(self._post)
            fact = Post(Network.LINKEDIN, self._post, at, text, linkedin.safe_link(self._url))
            yield Record(f"line {block.number}", (fact, *self._viewer(block)))
        counts = _counts(self._told, first, self._post, self._saved)
        if counts:
            yield Record("totals", tuple(counts))

    def _viewer(self, block: Block) -> tuple[Account, ...]:
        """The user's account, if the page says that the viewer wrote the post and it is not known yet."""
        person = linkedin.author(block.name, block.link, block.headline) if block.by_viewer else None
        if person is None or linkedin.own_account(person, self._asked.accounts):
            return ()
        return (Account(Network.LINKEDIN, person.key, person.name, person.url, person.headline),)

    def _comment(self, block: Block) -> Record | SetAside:
        where, text = f"line {block.number}", clean(block.text)
        if len(text) > self._asked.limits.text_chars:
            why = f"a comment of more than {self._asked.limits.text_chars:,} characters"
            return SetAside(where, why, "Raise text_chars in the settings.", text[:_EXCERPT])
        person = linkedin.author(block.name, block.link, block.headline, block.degree)
        if person is None:
            return SetAside(where, "a comment without a name that can be told", excerpt=text[:_EXCERPT])
        own = linkedin.writer_key(person, self._asked.accounts, block.by_author or block.by_viewer)
        when = relative_time(block.time, self._saved, self._language) or linkedin.some_time_until(
            self._saved, self._post
        )
        return Record(where, (linkedin.comment(self._post, text, when, person, own=own),))


def _lines(text: str) -> list[Line]:
    return [Line(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1)]


def _post_link(lines: Sequence[Line], first: int) -> str:
    """The post's address: on a line of its own before the first comment, or at the end."""
    for line in (*lines[: first - 1], *lines[-3:]):
        if _LINK_ALONE.match(line.text) and linkedin_post_key(line.text):
            return line.text
    return ""


def _counts(told: Sequence[Told], first: int | None, post: str, saved: int) -> list[Count]:
    """The post's totals, which stand before the first comment; exact ones win over "7.3M"."""
    found: dict[str, tuple[Count, bool]] = {}
    for at, one in enumerate(told):
        if first is not None and one.line.number >= first:
            break
        for metric, value, exact in counted_from(told, at):
            if metric not in found or (exact and not found[metric][1]):
                found[metric] = (Count(Network.LINKEDIN, metric, value, saved, post=post), exact)
    return [count for count, _ in found.values()]


def _looks_like_table(text: str) -> bool:
    """Whether the first lines have the same number of delimiters, as CSV and TSV do."""
    lines = [line for line in text.split("\n", 6)[:5] if line.strip()]
    return any(
        len(lines) > 1
        and len({line.count(delimiter) for line in lines}) == 1
        and lines[0].count(delimiter) > 1
        for delimiter in ",;\t|"
    )
