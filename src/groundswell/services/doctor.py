"""Says what is installed, where the data lies, and what is wrong with its mend."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from groundswell.domain.errors import GroundswellError, NetworkError
from groundswell.services.files.sources import sources
from groundswell.services.own_model import answers, chosen, key_of
from groundswell.services.secrets import Secrets, has_keyring
from groundswell.services.settings import FILE_NAME, data_folder, load_settings
from groundswell.services.workspace import Workspace, open_workspace
from groundswell.store import keeping, runs
from groundswell.store.copying import replaced
from groundswell.triage import reader_named

_LITTLE_SPACE = 500 * 1024**2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: Literal["fine", "note", "wrong"]
    say: str
    mend: str = ""


def examine(*, asks: bool = True) -> list[Finding]:
    """Looks at everything; never raises, since it is called when something is wrong.

    Args:
        asks: Whether others are asked as well, which takes seconds where they do not answer.
    """
    findings = [
        Finding("version", "fine", f"groundswell {version('groundswell')}, Python {sys.version.split()[0]}")
    ]
    for what, look in {**_LOOKS, **(_ASKS if asks else {})}.items():
        try:
            findings.extend(Finding(what, state, say, mend) for state, say, mend in look())
        except GroundswellError as error:
            findings.append(Finding(what, "wrong", error.what, error.mend))
        except Exception as error:  # noqa: BLE001 - a doctor must survive what ails the patient
            findings.append(Finding(what, "wrong", f"{type(error).__name__}: {error}", "Install it anew."))
    return findings


_Seen = Iterator[tuple[Literal["fine", "note", "wrong"], str, str]]


def _settings() -> _Seen:
    load_settings()
    where = data_folder() / FILE_NAME
    yield "fine", str(where) if where.exists() else "built-in values", ""


def _folder() -> _Seen:
    folder = data_folder()
    yield "fine", str(folder), ""
    near = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(near).free
    if free < _LITTLE_SPACE:
        yield "wrong", f"only {free // 1024**2} MB are free there", "Free some space before the next import."
    for one in replaced(folder):
        yield (
            "note",
            f"{one.path.name}, {one.size / 1024**2:.1f} MB: what a restore replaced, with everybody in it",
            "If you miss nothing, `groundswell forget --older-copies` deletes it.",
        )


def _secrets() -> _Seen:
    Secrets(data_folder()).look()
    yield "fine", "in the system's keyring" if has_keyring() else "in an encrypted file", ""


def _store() -> _Seen:
    workspace = open_workspace()
    try:
        yield from _inside(workspace)
    finally:
        workspace.close()


def _inside(workspace: Workspace) -> _Seen:
    where = Path(workspace.store.where)
    with workspace.store.reading() as conn:
        sizes = keeping.sizes(conn)
        broken = keeping.integrity(conn)
        open_runs = runs.unfinished(conn)
    rows = ", ".join(f"{n:,} {name}s" for name, n in sizes.items())
    yield "fine", f"{where.stat().st_size / 1024**2:.1f} MB; {rows}", ""
    if broken:
        yield "wrong", f"damaged: {broken}", "Put a backup in its place."
    for run in open_runs:
        yield (
            "note",
            f"import {run.id} was interrupted",
            "Import the same files again, or start `groundswell serve`.",
        )


def _parts() -> _Seen:
    yield "fine", f"SQLite {keeping.engine_version()}", ""
    yield "fine", "sources: " + ", ".join(one.kind for one in sources()), ""
    yield "fine", f"reader: {reader_named(load_settings().reader).name}", ""


_LOOKS: dict[str, Callable[[], _Seen]] = {
    "settings": _settings,
    "data folder": _folder,
    "secrets": _secrets,
    "store": _store,
    "parts": _parts,
}


def _own_model() -> _Seen:
    workspace = open_workspace()
    try:
        model = chosen(workspace)
        key = key_of(workspace, model) if model else ""
    finally:
        workspace.close()
    if model is None:
        yield "fine", "none; drafts are written on this machine", ""
        return
    try:
        yield "fine", f"{model.name} at {model.host}: {answers(model, key)}", ""
    except NetworkError as error:
        what = f"{model.name} at {model.host}: {error.what}"
        yield "note", what, error.mend or "Until it answers, drafts are written on this machine."


_ASKS: dict[str, Callable[[], _Seen]] = {"your own model": _own_model}
