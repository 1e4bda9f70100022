"""A report as one HTML file: no script, nothing loaded, its own style; it opens from a disk."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from groundswell import __version__
from groundswell.domain.report import Logo
from groundswell.services.report.accents import accents_of
from groundswell.services.report.blocks import Block, Document, Picture, Pictures, Voice, Voices

_HERE = Path(__file__).parent / "templates"


def html_page(document: Document) -> str:
    """The whole file."""
    style = _style(document.accent)
    return _templates().get_template("report.html").render(
        document=document,
        blocks=[_drawn(block) for block in document.blocks],
        style=style,
        policy=policy(document.accent),
        logo=_logo(document.logo),
        logo_alt="Logo",
        version=__version__,
    )  # fmt: skip


def policy(accent: str) -> str:
    """What the file may do: show its own style and the picture that it holds."""
    return (
        f"default-src 'none'; style-src '{_hash(_style(accent))}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _drawn(block: Block) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(block, name) for name in type(block).__dataclass_fields__}
    told["kind"] = type(block).__name__
    if isinstance(block, Pictures):
        told["pictures"] = [_picture(one) for one in block.pictures]
    if isinstance(block, Voices):
        told["voices"] = [_voice(one) for one in block.voices]
    return told


def _picture(one: Picture) -> dict[str, object]:
    # Our own drawing: of what came from outside it holds numbers and escaped words alone. What it says
    # stands in the caption before it, for eyes and for screen readers alike.
    drawn = Markup(one.svg.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704
    return {"title": one.title, "sentence": one.sentence, "drawn": drawn}


def _voice(one: Voice) -> dict[str, object]:
    quotes = [{"text": q.text, "who": q.who, "language": q.language} for q in one.quotes]
    return {
        "title": one.title, "note": one.note, "width": round(100 * one.share, 1), "quotes": quotes,
    }  # fmt: skip


def _logo(logo: Logo | None) -> str:
    if logo is None:
        return ""
    kind = "image/svg+xml" if logo.kind == "svg" else "image/png"
    return f"data:{kind};base64,{b64encode(logo.content).decode()}"


def _style(accent: str) -> Markup:
    light, dark = accents_of(accent)
    own = (_HERE / "report.css").read_text(encoding="utf-8")
    # Our own file and two checked colours, which hold no `</`: put between the tags as they are.
    return Markup(f":root {{ --accent-light: {light}; --accent-dark: {dark}; }}\n{own}")  # noqa: S704


def _hash(style: str) -> str:
    return f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
