"""Imports files: finds out what each is, streams it into the store, and accounts for every record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from groundswell.domain.errors import InputError, StoreError, UsageError
from groundswell.domain.keys import linkedin_post_key
from groundswell.domain.records import Part, Record, SetAside
from groundswell.services.collecting import no_collecting
from groundswell.services.files.sources import recognised, source_for
from groundswell.services.workspace import Workspace
from groundswell.sources.protocol import Asked, Given
from groundswell.store import keeping, placing, runs
from groundswell.store.intake import Intake
from groundswell.store.people import Acquaintance

BATCH = 10_000
"""Records in one transaction: what a kill can cost, against what a commit costs."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to import, with the name it had where it came from."""

    path: Path
    name: str


@dataclass(slots=True)
class PartResult:
    """What came of one file or of one part of it; `aside` holds at most `runs.MOST_KEPT` rows."""

    path: str
    kind: str
    new: int = 0
    known: int = 0
    set_aside: int = 0
    aside: list[SetAside] = field(default_factory=list)

    @property
    def read(self) -> int:
        """All records: new, known and set aside."""
        return self.new + self.known + self.set_aside


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come: files done of all, and the part that is being read."""

    run_id: int
    file: int
    files: int
    part: PartResult


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought; the numbers are what is new."""

    run_id: int
    parts: tuple[PartResult, ...]
    posts: int
    interactions: Mapping[str, int]
    counts: int
    people: int

    @property
    def set_aside(self) -> int:
        """Rows set aside in all parts."""
        return sum(part.set_aside for part in self.parts)


def import_files(
    workspace: Workspace,
    uploads: Sequence[Upload],
    *,
    post: str = "",
    mapping: Mapping[str, str] | None = None,
    tell: Callable[[Progress], None] = lambda progress: None,
    run_id: int | None = None,
) -> Imported:
    """Imports files and folders, one after the other; a file that cannot be read does not stop the next.

    Args:
        post: Link (or key) of the post that comments without a link belong to.
        mapping: For tables of comments: field → column header.
        tell: Called about each batch.
        run_id: The log entry of an interrupted import that is taken up again.

    Raises:
        StoreError: Nothing can be stored; what was stored before stays.
        UsageError: `post` is no link of a post.
    """
    request: dict[str, object] = {
        "files": [[str(one.path), one.name] for one in uploads],
        "post": post,
        "mapping": dict(mapping or {}),
    }
    store, key = workspace.store, _post_key(post)
    with store.writing() as conn:
        run = run_id if run_id is not None else runs.begin(conn, request, workspace.now())
        before = keeping.marks(conn)
    work = _Run(workspace, run, key, dict(mapping or {}), tell)
    try:
        with no_collecting():
            single = list(_singly(uploads))
            for number, upload in enumerate(single, start=1):
                work.file, work.files = number, len(single)
                work.take(upload)
    except StoreError as error:
        work.give_up(str(error))
        raise
    with store.writing() as conn:
        for path, kind in work.unlogged:
            runs.open_part(conn, run, path, kind)
        placing.settle_answered(conn)
        runs.finish(conn, run, "done", "", workspace.now())
        gained = keeping.gained(conn, before)
    return Imported(run, tuple(work.results), gained.posts, gained.interactions, gained.counts, gained.people)


def _post_key(post: str) -> str:
    key = linkedin_post_key(post)
    if post and not key:
        mend = "Copy it from the post's menu: “Copy link to post”."
        raise UsageError(f"{post!r} is not the link of a LinkedIn post", mend=mend)
    return key


def _singly(uploads: Sequence[Upload]) -> Iterator[Upload]:
    """The uploads, with what a folder holds in place of a folder that is no archive."""
    for one in uploads:
        if one.path.is_dir() and not recognised(Given.at(one.path, one.name)):
            inside = sorted(path for path in one.path.rglob("*") if path.is_file() and path.name[0] != ".")
            yield from (Upload(path, f"{one.name}/{path.relative_to(one.path)}") for path in inside)
        else:
            yield one


@dataclass(slots=True)
class _Run:
    workspace: Workspace
    run_id: int
    post: str
    mapping: dict[str, str]
    tell: Callable[[Progress], None]
    file: int = 0
    files: int = 0
    results: list[PartResult] = field(default_factory=list)
    intake: Intake = field(init=False)
    _part_id: int = 0
    unlogged: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.intake = Intake(Acquaintance(self.workspace.now()))

    def take(self, upload: Upload) -> None:
        """Imports one file; what is wrong with it becomes a row set aside."""
        try:
            given = Given.at(upload.path, upload.name)
            source = source_for(given)
        except OSError as error:
            self._refuse(
                upload.name, f"cannot be read ({error.strerror})", "Check that it is there and yours."
            )
            return
        except InputError as error:
            self._refuse(upload.name, error.what, error.mend)
            return
        with self.workspace.store.reading() as conn:
            accounts = keeping.accounts(conn)
        limits = self.workspace.settings.limits.as_limits()
        asked = Asked(self.workspace.now(), accounts, self.post, self.mapping, limits)
        self._drain(source.read(given, asked), given.name, source.kind)

    def give_up(self, problem: str) -> None:
        """Logs that the import failed, if the store still takes it."""
        try:
            with self.workspace.store.writing() as conn:
                runs.finish(conn, self.run_id, "failed", problem, self.workspace.now())
        except StoreError:
            # The run stays marked as running, so that the next start takes it up again.
            return

    def _drain(self, stream: Iterator[Part | Record | SetAside], name: str, kind: str) -> None:
        batch: list[Record | SetAside] = []
        opened = False
        try:
            for one in stream:
                if isinstance(one, Part):
                    self._write(batch)
                    batch = []
                    self._open(f"{name}/{one.name}" if one.name else name, one.kind)
                    opened = True
                    continue
                if not opened:
                    self._open(name, kind)
                    opened = True
                batch.append(one)
                if len(batch) >= BATCH:
                    self._write(batch)
                    batch = []
        except InputError as error:
            if not opened:
                self._open(name, kind)
            batch.append(SetAside(error.where or name, error.what, error.mend))
        else:
            if not opened:
                self._open(name, kind)
        self._write(batch)

    def _refuse(self, name: str, why: str, mend: str) -> None:
        self._open(name, "unrecognised")
        self._write([SetAside(name, why, mend)])

    def _open(self, path: str, kind: str) -> None:
        self.results.append(PartResult(path, kind))
        # Logged together with what it brings: each commit waits for the disk.
        self.unlogged.append((path, kind))

    def _write(self, batch: Sequence[Record | SetAside]) -> None:
        if not batch:
            return
        part = self.results[-1]
        records = [one for one in batch if isinstance(one, Record)]
        aside = [one for one in batch if isinstance(one, SetAside)]
        keep = aside[: max(0, runs.MOST_KEPT - len(part.aside))]
        with self.workspace.store.writing() as conn:
            for path, kind in self.unlogged:
                self._part_id = runs.open_part(conn, self.run_id, path, kind)
            new = sum(self.intake.write(conn, records)) if records else 0
            known = len(records) - new
            runs.add_to_part(conn, self._part_id, new=new, known=known, rows=keep, set_aside=len(aside))
        self.unlogged.clear()
        part.new += new
        part.known += known
        part.set_aside += len(aside)
        part.aside.extend(keep)
        self.tell(Progress(self.run_id, self.file, self.files, part))
