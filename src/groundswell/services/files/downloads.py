"""A folder where downloads arrive: LinkedIn's exports that appear there are brought in by themselves.

Off until the user chooses it. Only what is an export of LinkedIn with certainty is touched, and only read: an
archive, recognised by its tables and called as LinkedIn calls it, or a workbook of its analytics. Everything
else in the folder is left alone, and nothing is moved or removed.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from groundswell.domain.errors import UsageError
from groundswell.services.files.importing import Imported, Progress, Upload, import_files
from groundswell.services.files.sources import surest
from groundswell.services.workspace import Workspace
from groundswell.sources.protocol import Given
from groundswell.store import keeping, runs

BY_ITSELF = "downloads"
"""What an import's request holds under `by`, if nobody pressed a button for it."""

SETTLED_MS = 3_000
"""A file that has not changed for so long between two looks has arrived."""

_SETTING, _SEEN = "downloads", "downloads_seen"
_BEFORE_MS = 7 * 24 * 3_600_000
"""What was downloaded in the week before the folder was chosen counts, too: it may be why it was chosen."""

_ARCHIVES, _WORKBOOKS = (".zip",), (".xlsx", ".xls")
_ARRIVING = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".tmp")
"""What browsers call what they have not finished, after its name or in place of it."""
_CERTAIN = 0.9
_EXPORTS = frozenset({"linkedin-archive", "creator-workbook", "post-workbook", "company-workbook"})

_Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds; another stamp is another file."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The folder that is watched.

    Attributes:
        since: Files that changed last before this instant, in epoch milliseconds, are left alone.
    """

    folder: Path
    since: int

    @property
    def there(self) -> bool:
        """Whether it can be looked into."""
        return self.folder.is_dir() and os.access(self.folder, os.R_OK | os.X_OK)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of one file: its stamp, when it was first seen with it, and whether it was dealt with."""

    stamp: _Stamp
    first: int
    dealt_with: bool


def usual_folder() -> Path:
    """Where this system's browsers put downloads."""
    return Path(platformdirs.user_downloads_dir())


def chosen(workspace: Workspace) -> Chosen | None:
    """The folder that the user chose; none if none is watched."""
    with workspace.store.reading() as conn:
        kept = keeping.setting(conn, _SETTING)
    if not isinstance(kept, dict):
        return None
    return Chosen(Path(str(kept["folder"])), int(kept["since"]))


def choose(workspace: Workspace, folder: Path | None) -> None:
    """Watches a folder from now on, or none. Raises UsageError if it cannot be looked into."""
    value: dict[str, object] | None = None
    if folder is not None:
        wanted = Chosen(folder.expanduser().absolute(), workspace.now() - _BEFORE_MS)
        if not wanted.there:
            raise UsageError(
                "this folder is not there or cannot be looked into",
                where=str(wanted.folder),
                mend=f"Give the one that your browser puts downloads in, usually {usual_folder()}.",
            )
        value = {"folder": str(wanted.folder), "since": wanted.since}
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, _SETTING, value)
        keeping.set_setting(conn, _SEEN, {})


def look(workspace: Workspace, tell: Callable[[Progress], None] = lambda progress: None) -> list[Imported]:
    """Brings in the exports that have arrived since the last look; nothing if no folder is watched.

    A file is taken when two looks have found it the same, so what has just appeared waits for the next one.
    The log of imports says of each that it came by itself.

    Args:
        tell: As for `import_files`.

    Raises:
        StoreError: Nothing can be stored.
    """
    where = chosen(workspace)
    if where is None or not where.there:
        return []
    before = _remembered(workspace)
    now = workspace.now()
    seen: dict[str, _Seen] = {}
    for name, stamp in _candidates(where).items():
        known = before.get(name)
        seen[name] = known if known and known.stamp == stamp else _Seen(stamp, now, dealt_with=False)
    brought = []
    for name, one in list(seen.items()):
        if one.dealt_with or now - one.first < SETTLED_MS:
            continue
        seen[name] = replace(one, dealt_with=True)
        path = where.folder / name
        if _is_export(path):
            upload = Upload(path, path.name)
            brought.append(import_files(workspace, [upload], tell=tell, run_id=_begun(workspace, path, seen)))
    if seen != before:
        with workspace.store.writing() as conn:
            keeping.set_setting(conn, _SEEN, _kept(seen))
    return brought


def _candidates(where: Chosen) -> dict[str, _Stamp]:
    """What might be an export by its name, with its stamp; nothing that is still arriving."""
    try:
        with os.scandir(where.folder) as entries:
            found = [one for one in entries if not one.name.startswith(".") and not one.is_symlink()]
    except OSError:
        return {}  # It went away in this very moment; the next look tells.
    names = {one.name for one in found}
    stamps = {one.name: _stamp(one) for one in found if _may_be(one) and not _is_arriving(one.name, names)}
    return {
        name: stamp
        for name, stamp in stamps.items()
        if stamp is not None and stamp[0] and stamp[1] >= where.since * 1_000_000
    }


def _may_be(entry: os.DirEntry[str]) -> bool:
    name = entry.name.lower()
    if entry.is_dir():  # Some browsers unpack archives by themselves.
        return "linkedin" in name
    return name.endswith(_WORKBOOKS) or (name.endswith(_ARCHIVES) and "linkedin" in name)


def _is_arriving(name: str, names: set[str]) -> bool:
    return name.lower().endswith(_ARRIVING) or any(f"{name}{end}" in names for end in _ARRIVING)


def _stamp(entry: os.DirEntry[str]) -> _Stamp | None:
    """Of a folder, that of what lies right in it; none if it went away."""
    try:
        if not entry.is_dir():
            told = entry.stat()
            return told.st_size, told.st_mtime_ns
        with os.scandir(entry) as inside:
            each = [one.stat(follow_symlinks=False) for one in inside]
    except OSError:
        return None
    return sum(one.st_size for one in each), max((one.st_mtime_ns for one in each), default=0)


def _is_export(path: Path) -> bool:
    try:
        source, score = surest(Given.at(path))
    except OSError:
        return False  # It went away, or is not ours to read.
    return score >= _CERTAIN and source.kind in _EXPORTS


def _begun(workspace: Workspace, path: Path, seen: Mapping[str, _Seen]) -> int:
    """Logs an import and that its file is dealt with, in one: what is interrupted is taken up by the log, and
    what fails is not tried again at every look."""
    request: dict[str, object] = {
        "files": [[str(path), path.name]],
        "post": "",
        "mapping": {},
        "by": BY_ITSELF,
    }
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, _SEEN, _kept(seen))
        return runs.begin(conn, request, workspace.now())


def _remembered(workspace: Workspace) -> dict[str, _Seen]:
    with workspace.store.reading() as conn:
        kept = keeping.setting(conn, _SEEN)
    if not isinstance(kept, dict):
        return {}
    return {
        str(name): _Seen((int(size), int(changed)), int(first), bool(dealt_with))
        for name, (size, changed, first, dealt_with) in kept.items()
    }


def _kept(seen: Mapping[str, _Seen]) -> dict[str, list[int]]:
    return {name: [*one.stamp, one.first, one.dealt_with] for name, one in seen.items()}
