"""The archive that LinkedIn gives its members ("Get a copy of your data"), of 2018 to 2026.

A ZIP, its unpacked folder, or one table out of it. Files are known by their headers. What a member did
comes as outgoing interactions, what reached them (messages, invitations, endorsements, recommendations) as
incoming ones; who commented on their posts, LinkedIn does not tell.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO

from groundswell.domain.errors import DamagedFile, InputError, UnrecognisedFile
from groundswell.domain.records import Yielded
from groundswell.sources.common.archive import Member, file_member, folder_members, zip_members
from groundswell.sources.common.tables import text_of
from groundswell.sources.linkedin_archive.kinds import expected, header_of, may_be_table
from groundswell.sources.linkedin_archive.reading import look_at, read_members, read_needed
from groundswell.sources.protocol import Asked, Given, Limits

__all__ = ["LinkedInArchive"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OFFICE = (b"[Content_Types].xml", b"xl/", b"word/", b"mimetype")
_MOST_LOOKED_AT = 30
_SURE, _MAYBE = 0.95, 0.4


class LinkedInArchive:
    """The source for LinkedIn archives."""

    kind = "linkedin-archive"
    title = "LinkedIn archive"

    def recognise(self, given: Given) -> float:
        """How sure, 0–1, that this is an archive or a table out of one.

        What looks like one and is damaged gets a little, so that reading it tells what is wrong.
        """
        try:
            if given.path.is_dir():
                return _score(folder_members(given.path, Limits()))
            if given.head.startswith(_ZIP):
                with zip_members(given.path, Limits()) as members:
                    return _score(members)
            head, _ = text_of(BytesIO(given.head))
            return _SURE if head.strip() and header_of(head, given.name) else 0.0
        except InputError:
            return 0.0 if any(mark in given.head for mark in _OFFICE) else _MAYBE

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        """Streams the archive, see `groundswell.sources.protocol.Source.read`."""
        if given.path.is_dir():
            yield from read_members(folder_members(given.path, asked.limits), asked)
        elif given.head.startswith(_ZIP):
            with zip_members(given.path, asked.limits) as members:
                yield from read_members(members, asked)
        else:
            found = look_at(file_member(given.path, given.name))
            if found is None:
                raise UnrecognisedFile(
                    "not a table out of a LinkedIn archive",
                    where=given.name,
                    mend="Give the archive as it was downloaded, or a file out of it with its header.",
                )
            yield from read_needed([found], asked, alone=True)


def _score(members: Iterable[Member]) -> float:
    tables = [(expected(one.name) is None, one) for one in members if may_be_table(one.name)]
    score = 0.0
    for unexpected, member in sorted(tables, key=lambda pair: pair[0])[:_MOST_LOOKED_AT]:
        try:
            if look_at(member):
                return _SURE
        except DamagedFile:
            score = score if unexpected else _MAYBE
    return score
