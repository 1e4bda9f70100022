"""Recognises saved pages, and reads them without running or fetching anything."""

import re
from collections.abc import Iterator

from groundswell.domain.records import SetAside, Yielded
from groundswell.sources.common.markup import tell
from groundswell.sources.protocol import Asked, Given
from groundswell.sources.saved_page.capture import is_archive, open_page
from groundswell.sources.saved_page.reader import Reader
from groundswell.sources.saved_page.records import Records
from groundswell.sources.saved_page.structured import Posting, posting

_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|\?xml)", re.IGNORECASE)
_WIDE_MARKUP = re.compile(rb"(?:\xff\xfe)?<\x00[!hH]|(?:\xfe\xff)?\x00<\x00[!hH]")
_LINKEDIN = re.compile(rb"linkedin\.com|licdn\.com|urn(?::|%3A|=3A)li(?::|%3A|=3A)|LinkedIn")
_POST = re.compile(
    rb"urn(?::|%3A)li(?::|%3A)(?:activity|share|ugcPost)|linkedin\.com/(?:posts|feed/update|pulse)/"
    rb"|comments-comment|SocialMediaPosting"
)


class SavedPage:
    """A post's page, saved by the browser while signed in or as a visitor."""

    kind = "saved-page"
    title = "Saved LinkedIn page"

    def recognise(self, given: Given) -> float:
        """By the beginning of a web page or web archive that speaks of LinkedIn."""
        head = given.head
        wide = _WIDE_MARKUP.match(head) is not None
        if not (wide or _begins_as_page(head) or is_archive(head)):
            return 0.0
        told = head.replace(b"\x00", b"") if wide else head
        if _POST.search(told):
            return 0.95
        return 0.7 if _LINKEDIN.search(told) else 0.1

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        """Yields the post, its totals, and every comment, reaction and repost that the page shows.

        Raises:
            UnsafeFile: The page is larger than `asked.limits.page_bytes`.
            DamagedFile: A web archive without a page in it.
        """
        page = open_page(given, asked)
        reader = Reader()
        tell(page.markup, reader)
        reader.close()
        found: Posting | None = None
        for number, source in enumerate(reader.structured, start=1):
            try:
                found = found or posting(source)
            except ValueError:
                yield SetAside(
                    f"structured data {number}", "cannot be read as JSON", excerpt=source.strip()[:120]
                )
        empty = True
        for one in Records(reader, found, page, asked).all():
            empty = False
            yield one
        if empty:
            yield SetAside(
                given.name,
                "no post and no comment could be found on the page",
                "Open the post by its time (“2w”), load all comments, and save the page again.",
            )


def _begins_as_page(head: bytes) -> bool:
    """Whether the first thing but comments is the beginning of a web page."""
    position = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    while True:
        while head[position : position + 1].isspace():
            position += 1
        if not head.startswith(b"<!--", position):
            return _MARKUP.match(head, position) is not None
        position = head.find(b"-->", position + 2) + 3
        if position < 3:
            return False
