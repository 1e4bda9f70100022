"""The page that a friend gets: one file by itself, or what stands behind a link. It loads nothing."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from groundswell.domain.handing import LONGEST_ANSWER, LONGEST_NAME, Sheet
from groundswell.services.replies.handed_back import seal_of_sheet
from groundswell.web.rendering import templates

_STATIC = Path(__file__).parent / "static"
_STYLE, _SCRIPT = "sheet.css", "sheet.js"
_NOTHING = Sheet("", "", "", "", "", "", (), (), redacted=True)


def sheet_file(sheet: Sheet) -> str:
    """A page to be opened from a disk: its script makes a file or lines of the answer."""
    return _page(sheet, policy=policy(linked=False), script=_inline(_SCRIPT), seal=seal_of_sheet(sheet))


def sheet_page(sheet: Sheet, *, problem: str = "", typed: str = "") -> str:
    """The page behind a link, which takes the answer itself and has no script."""
    return _page(sheet, linked=True, problem=problem, typed=typed)


def thanks_page(*, again: bool) -> str:
    """What is shown when the answer has arrived."""
    return _page(_NOTHING, linked=True, done=True, again=again)


def gone_page() -> str:
    """What is shown where no link leads to, whatever the reason."""
    return _page(_NOTHING, linked=True, gone=True)


def policy(*, linked: bool) -> str:
    """What the page may do: show its own style, and run its own script or send its own form."""
    allowed = "form-action 'self'" if linked else f"form-action 'none'; script-src {_hash(_SCRIPT)}"
    return f"default-src 'none'; style-src {_hash(_STYLE)}; base-uri 'none'; {allowed}"


def _page(sheet: Sheet, **more: object) -> str:
    told = {
        "linked": False, "done": False, "again": False, "gone": False, "problem": "", "typed": "",
        "script": "", "seal": "", "policy": policy(linked=True), "style": _inline(_STYLE),
        "longest": LONGEST_ANSWER, "longest_name": LONGEST_NAME, "sheet": sheet,
    }  # fmt: skip
    return templates().get_template("sheet.html").render({**told, **more})


@cache
def _inline(name: str) -> Markup:
    # Our own file, which holds no `</`: it is put between the tags as it is.
    return Markup((_STATIC / name).read_text(encoding="utf-8"))  # noqa: S704


@cache
def _hash(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_inline(name).encode()).digest()).decode()}'"
