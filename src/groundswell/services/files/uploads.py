"""Files dropped into the page: kept in the spool until they are imported, so that a kill loses none."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from groundswell.domain.errors import StoreError
from groundswell.domain.records import SetAside
from groundswell.services.files.importing import Upload
from groundswell.services.workspace import Workspace
from groundswell.store import runs
from groundswell.store.runs import RunRow

_NAME_CHARS = 120
_MOST_REFUSALS = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as a browser sends it.

    Attributes:
        saved: When it was last written at the user's, in epoch milliseconds; "2w" in it counts from then.
    """

    name: str
    stream: BinaryIO
    saved: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported, and how."""

    files: tuple[Upload, ...]
    post: str
    mapping: Mapping[str, str]


def receive(
    workspace: Workspace,
    files: Sequence[Sent],
    post: str = "",
    mapping: Mapping[str, str] | None = None,
) -> int:
    """Copies uploads into the spool and logs their import; returns its id.

    The name that a file has at the user's is kept for messages only; in the spool it gets one of our own.

    Raises:
        StoreError: The spool cannot be written.
        UsageError: It is a rehearsal's workspace.
    """
    workspace.only_real("nothing real is taken into it")
    folder = workspace.spool / token_hex(8)
    kept = []
    try:
        folder.mkdir(parents=True, mode=0o700)
        for number, sent in enumerate(files):
            path = folder / f"{number}"
            with path.open("wb") as file:
                shutil.copyfileobj(sent.stream, file, 1024 * 1024)
            if sent.saved is not None and 0 <= sent.saved <= workspace.now():
                os.utime(path, ns=(sent.saved * 1_000_000,) * 2)
            kept.append([str(path), Path(sent.name.replace("\\", "/")).name[:_NAME_CHARS] or "file"])
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreError(
            f"the files cannot be kept ({error.strerror})",
            where=str(folder),
            mend="Free some space and try again.",
        ) from error
    request: dict[str, object] = {"files": kept, "post": post, "mapping": dict(mapping or {})}
    with workspace.store.writing() as conn:
        return runs.begin(conn, request, workspace.now())


def order(workspace: Workspace, run_id: int) -> Order:
    """What a logged import is to do. Raises NotFound."""
    with workspace.store.reading() as conn:
        request = runs.run(conn, run_id).request
    files, mapping = request["files"], request["mapping"]
    assert isinstance(files, list)
    assert isinstance(mapping, dict)
    return Order(tuple(Upload(Path(path), name) for path, name in files), str(request["post"]), mapping)


def interrupted(workspace: Workspace) -> list[int]:
    """Imports that a kill interrupted and whose files are still there."""
    with workspace.store.reading() as conn:
        open_runs = runs.unfinished(conn)
    return [run.id for run in open_runs if all(one.path.exists() for one in order(workspace, run.id).files)]


def tidy(workspace: Workspace, run_id: int) -> None:
    """Removes an import's files from the spool."""
    for one in order(workspace, run_id).files:
        if workspace.spool in one.path.parents:
            shutil.rmtree(one.path.parent, ignore_errors=True)


def recent_runs(workspace: Workspace) -> Sequence[RunRow]:
    """The latest imports, newest first."""
    with workspace.store.reading() as conn:
        return runs.recent(conn)


def refusals(workspace: Workspace, imported: Sequence[RunRow]) -> dict[int, SetAside]:
    """Why nothing came of parts that gave nothing, by part: the first row set aside in each."""
    empty = [
        part.id for run in imported for part in run.parts if part.set_aside and not part.new + part.known
    ]
    with workspace.store.reading() as conn:
        first = {part_id: runs.kept_aside(conn, part_id, limit=1) for part_id in empty[:_MOST_REFUSALS]}
    return {part_id: rows[0][1] for part_id, rows in first.items() if rows}


def kept_aside(workspace: Workspace, part_id: int, after: int = 0) -> list[tuple[int, SetAside]]:
    """Rows set aside in a part, with the id to continue after."""
    with workspace.store.reading() as conn:
        return runs.kept_aside(conn, part_id, after)
