"""Reads pasted page text into comments, the post and its totals."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain

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
_LINKS, _LAST_LINES, _BEGINNING = 8, 3, 1_000
_NEVER = 2**62
_LONGEST_LINE = 1_000_000
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
        pieces = list(decoded(BytesIO(given.head)))
        text = "".join(pieces)
        if _OTHER_KIND.match(text) or _looks_like_table(text):
            return 0.0
        marks = Counter(one.mark for one in tell(_lines(pieces)))
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
        outline = _Outline(given, asked.limits.page_bytes)
        with given.open() as file:
            reading = _Reading(outline, linkedin.written_at(given, asked), asked)
            yield from reading.records(_lines(decoded(file)))


class _Outline:
    """What has to be known of the whole text before its lines are read: the post's link, the language.

    Raises:
        UnsafeFile: The text is too long.
    """

    def __init__(self, given: Given, most: int) -> None:
        self._early: list[Line] = []
        self._late: deque[Line] = deque(maxlen=_LAST_LINES)
        spoken: Counter[str] = Counter()
        size = 0
        with given.open() as file:
            for line in _lines(decoded(file)):
                size += len(line.text) + 1
                if size > most:
                    raise UnsafeFile(
                        f"the text is longer than {most:,} characters",
                        where=given.name,
                        mend="Paste one post's page at a time, or raise page_bytes in the settings.",
                    )
                spoken[words.language(line.text)] += 1
                if len(self._early) < _LINKS and _names_post(line.text):
                    self._early.append(line)
                self._late.append(line)
        del spoken[""]
        self.language = next((code for code, _ in spoken.most_common(1)), "")

    def link(self, first: int) -> str:
        """The post's address: on a line of its own before the first comment, or at the end."""
        before = (line for line in self._early if line.number < first)
        after = (line for line in self._late if _names_post(line.text))
        return next((line.text for line in (*before, *after)), "")


class _Reading:
    def __init__(self, outline: _Outline, saved: int, asked: Asked) -> None:
        self._outline, self._saved, self._asked = outline, saved, asked
        self._url, self._post = "", asked.post

    def records(self, lines: Iterable[Line]) -> Iterator[Yielded]:
        """Yields the post, its totals and the comments, holding little of the text at a time."""
        beginning: list[Told] = []
        found = blocks(_captured(tell(lines), beginning))
        first = next(found, None)
        self._url = self._outline.link(first.number if first else _NEVER)
        self._post = linkedin_post_key(self._url) or self._asked.post
        post = first if isinstance(first, Block) and first.is_post else None
        comment = next(found, None) if post else first
        if post and self._post:
            yield self._of_post(post)
        counts = _counts(beginning, comment.number if comment else _NEVER, self._post, self._saved)
        if counts and self._post:
            yield Record("totals", tuple(counts))
        for one in chain((comment,) if comment else (), found):
            if isinstance(one, Unread):
                yield SetAside(f"line {one.number}", one.why, excerpt=clean(one.excerpt)[:_EXCERPT])
            elif not one.is_post:
                yield self._comment(one)

    def _of_post(self, block: Block) -> Record:
        text = clean(block.text)[: self._asked.limits.text_chars]
        at, url = linkedin_created(self._post), linkedin.safe_link(self._url)
        post = Post(Network.LINKEDIN, self._post, at, text, url)
        return Record(f"line {block.number}", (post, *self._viewer(block)))

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
        own = block.by_author or block.by_viewer
        own = own or linkedin.own_account(person, self._asked.accounts) is not None
        when = relative_time(block.time, self._saved, self._outline.language)
        when = when or linkedin.some_time_until(self._saved, self._post)
        return Record(where, (linkedin.comment(self._post, text, when, person, own=own),))


def _lines(pieces: Iterable[str]) -> Iterator[Line]:
    number, rest = 0, ""
    for piece in pieces:
        *whole, rest = (rest + piece).split("\n")
        for line in whole:
            number += 1
            yield Line(number, line.strip())
        if len(rest) > _LONGEST_LINE:
            yield Line(number + 1, rest)
            rest = ""
    yield Line(number + 1, rest.strip())


def _captured(told: Iterable[Told], into: list[Told]) -> Iterator[Told]:
    """The same, with the first ones kept for another look."""
    for one in told:
        if len(into) < _BEGINNING:
            into.append(one)
        yield one


def _names_post(text: str) -> bool:
    return _LINK_ALONE.match(text) is not None and linkedin_post_key(text) != ""


def _counts(told: Sequence[Told], first: int, post: str, saved: int) -> list[Count]:
    """The post's totals, which stand before the first comment; exact ones win over "7.3M"."""
    found: dict[str, tuple[Count, bool]] = {}
    for at, one in enumerate(told):
        if one.line.number >= first:
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
