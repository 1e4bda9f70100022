"""Files that ship with a room: read once, each checked against a manifest, never unpickled."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from groundswell.domain.errors import DamagedFile


def checked(
    folder: Path, form: int, what: str, manifest: str = "manifest.json"
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest of a folder and the files that it names.

    Args:
        form: The format that this program reads.
        what: What the files are to the user, such as "the careful reader".

    Raises:
        DamagedFile: A file is missing, is not what the manifest says, or is of another format.
    """
    try:
        told = json.loads((folder / manifest).read_text(encoding="utf-8"))
        held = {name: (folder / name).read_bytes() for name in told["files"]}
        whole = told["format"] == form and all(
            sha256(held[name]).hexdigest() == digest for name, digest in told["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(folder, what, f"cannot be read ({error})") from error
    if not whole:
        raise damaged(folder, what, "is not what its manifest says")
    return told, held


def damaged(folder: Path, what: str, how: str) -> DamagedFile:
    """The error that says so."""
    return DamagedFile(f"{what} {how}", where=str(folder), mend="Install groundswell again")
