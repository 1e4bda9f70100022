"""A report as a PDF: tagged (PDF/UA-1), its text selectable, its language and title told.

Typst sets it, from data and never from markup.
"""

import json
import re
from dataclasses import asdict
from pathlib import Path

import typst

from groundswell.domain.errors import GroundswellError
from groundswell.services.report.accents import accents_of
from groundswell.services.report.blocks import Block, Document, Pictures
from groundswell.services.report.files import File
from groundswell.services.report.letters import Json, Letters

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_FONT = "Libertinus Serif"
"""Typst brings it along, so that a PDF looks the same on every machine."""
_UNSHOWN = re.compile(r'the text `?"(.*?)"`? could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_MOST_TRIES = 60
_STYLE = (
    "<style>.line{{fill:none;stroke:{accent};stroke-width:2.4;stroke-linejoin:round}}"
    ".came{{fill:none;stroke:{accent};stroke-width:1.4;stroke-linejoin:round}}"
    ".middle{{fill:none;stroke:#56636b;stroke-width:1.4;stroke-dasharray:4 3}}"
    ".whisker{{fill:none;stroke:#56636b;stroke-width:1.4}}.dot{{fill:#56636b}}"
    ".band{{fill:#bfe0df}}.wide{{fill:#dcefee}}.usual{{fill:#f1ece2}}"
    ".rule{{stroke:#d8d2c8;stroke-width:1}}.now{{stroke:#56636b;stroke-width:1;stroke-dasharray:2 3}}"
    ".bar{{fill:{accent}}}.mark{{stroke:#a8481f;stroke-width:3}}"
    "text{{font-family:'" + _FONT + "';fill:#4c585f;font-size:{small}px}}"
    ".label{{fill:#1d292f;font-size:{size}px}}.end{{text-anchor:end}}</style>"
)


class PdfFailed(GroundswellError):
    """The PDF could not be set."""


def pdf_of(document: Document, paper: str = "a4", *, bare: bool = False) -> File:
    """The whole PDF.

    Args:
        paper: One of `papers.PAPERS`.
        bare: Without the fonts of this machine, to see what others will.

    Raises:
        PdfFailed: It could not be set; the error says why.
    """
    letters, made_s = Letters(), document.made // 1000
    for _ in range(_MOST_TRIES):
        letters.unset.clear()
        files = _files(document, paper, letters)
        try:
            # The stub does not say that several files may be handed over, as a dictionary by their names.
            content = typst.compile(  # type: ignore[call-overload]
                files,
                format="pdf",
                ignore_system_fonts=bare,
                pdf_standards=["ua-1"],
                timestamp=made_s,
            )
        except typst.TypstError as error:
            unshown = _UNSHOWN.search(error.message)
            if unshown is None or not letters.miss(_ESCAPED.sub(_sign, unshown[1])):
                raise PdfFailed(f"the PDF could not be set: {error.message}", mend="Use HTML.") from error
            continue
        assert isinstance(content, bytes)
        return File(content, letters.notes)
    raise PdfFailed("the PDF holds letters of too many kinds", mend="Use HTML.")


def _files(document: Document, paper: str, letters: Letters) -> dict[str, bytes]:
    """The template, the data, and the pictures, as files that lie nowhere."""
    accent, _ = accents_of(document.accent)
    files = {"main": _TEMPLATE.read_bytes()}
    told: dict[str, Json] = {
        "title": document.title, "lines": list(document.lines), "foot": list(document.foot),
        "accent": accent, "paper": paper, "fonts": [_FONT], "logo": "", "logo_bytes": [], "logo_width": 0,
        "blocks": [_block(block, files, accent, letters) for block in document.blocks],
    }  # fmt: skip
    if document.logo is not None:
        told["logo"] = document.logo.kind
        # As numbers: files that are handed over have to be text.
        told["logo_bytes"] = list(document.logo.content)
        told["logo_width"] = min(160.0, 52.0 * document.logo.width / document.logo.height)
    files["data.json"] = json.dumps(letters.fit(told), ensure_ascii=False).encode("utf-8", "replace")
    return files


def _block(block: Block, files: dict[str, bytes], accent: str, letters: Letters) -> Json:
    told: dict[str, Json] = json.loads(json.dumps(asdict(block)))
    told["kind"] = type(block).__name__
    if isinstance(block, Pictures):
        small = len(block.pictures) > 1
        drawn: list[Json] = []
        for one in block.pictures:
            name = f"chart{len(files)}.svg"
            svg = letters.fit(_styled(one.svg, accent, small=small))
            files[name] = str(svg).encode("utf-8", "replace")
            drawn.append({"title": one.title, "sentence": one.sentence, "file": name})
        told["pictures"] = drawn
    return told


def _styled(svg: str, accent: str, *, small: bool) -> str:
    """The chart with its colours in it; a narrow chart is drawn larger, so its letters are smaller."""
    style = _STYLE.format(accent=accent, small=11 if small else 13, size=12 if small else 14)
    head, body = svg.split(">", 1)
    return f"{head}>{style}{body}"


def _sign(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
