"""The files of a report, opened by libraries that nobody here wrote: whole, readable, and doing nothing."""

import re
import struct
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from groundswell.domain.errors import InputError, UsageError
from groundswell.domain.report import Logo
from groundswell.services.report import accents
from groundswell.services.report.blocks import (
    Document,
    Head,
    Items,
    Picture,
    Pictures,
    PostBlock,
    Said,
    Say,
    Table,
    Tables,
    Tile,
    Tiles,
    Voice,
    Voices,
)
from groundswell.services.report.logos import MOST_BYTES, logo_in
from groundswell.services.report.page import html_page, policy
from groundswell.services.report.pdf import pdf_of

CRUEL = '</title></style><script>alert(1)</script>"\'><img src=x onerror=alert(1)> #eval("1") $x$ *b* @a \\ ]'
CHART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 9"><path class="line" d="M0 0L9 9"/></svg>'
TONGUES = {
    "el": "Καλημέρα σε όλους", "uk": "Дякую за ці слова", "ar": "شكرا على هذه الكلمات",
    "hi": "बहुत अच्छा लिखा है", "zh": "写得真好", "ja": "とても良い", "ko": "정말 좋아요",
    "en": "Thank you 🎉 for this",
}  # fmt: skip


def document(text: str = CRUEL, quotes: tuple[Said, ...] = (), logo: Logo | None = None) -> Document:
    """A document with every kind of block, each holding the text."""
    table = Table(text, (text, "n"), ((text, "1"),), (1,))
    return Document(
        f"Title {text}", (text,), "", logo,
        (
            Head(2, text), Say(text), Say(text, "lede"), PostBlock(text, text, "https://example.org/a?b=c&d"),
            Tiles((Tile("1", text, text),)), table, Tables((table, table)), Head(3, text),
            Pictures((Picture(CHART, text, text),)),
            Voices((Voice(text, text, 0.5, (Said(text, "en", text), *quotes)),)), Items((text,)),
        ),
        (text,), 1_795_000_000_123,
    )  # fmt: skip


class Reading(HTMLParser):
    """Which elements and attributes a page has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_the_page_is_one_file_that_loads_and_runs_nothing() -> None:
    page = html_page(document())
    found = Reading(page)
    assert not found.tags & {"script", "iframe", "object", "embed", "link", "form", "base", "img"}
    assert not [name for name, _ in found.attributes if name.startswith("on") or name == "style"]
    links = [value for name, value in found.attributes if name in {"href", "src"}]
    assert links == ["https://example.org/a?b=c&d"]
    (said,) = [value for name, value in found.attributes if name == "content" and "default-src" in value]
    assert said == policy("")
    assert "url(" not in page
    assert "@import" not in page


def test_the_pdf_is_tagged_and_tells_its_title_and_language() -> None:
    pdf = PdfReader(BytesIO(pdf_of(document()).content))
    root = pdf.root_object
    assert str(part_of(root, "/MarkInfo")["/Marked"]) == "True"
    assert str(root["/Lang"]) == "en"
    assert str(part_of(root, "/ViewerPreferences")["/DisplayDocTitle"]) == "True"
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"Title {CRUEL}"
    assert pdf.xmp_metadata is not None
    assert "pdfuaid:part" in pdf.xmp_metadata.stream.get_data().decode()
    tags = tags_of(part_of(root, "/StructTreeRoot"))
    assert tags >= {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"}
    assert [one.get("/A", {}).get("/URI") for one in annotations(pdf)] == ["https://example.org/a?b=c&d"]
    assert not {"/AA", "/OpenAction", "/AcroForm"} & root.keys()


def part_of(node: DictionaryObject, name: str) -> DictionaryObject:
    found = node[name].get_object()
    assert isinstance(found, DictionaryObject)
    return found


def tags_of(node: DictionaryObject) -> set[str]:
    """The kinds of all parts below a node of the tree."""
    found = {str(node["/S"])} if "/S" in node else set()
    below = node.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        child = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(child, DictionaryObject):
            found |= tags_of(child)
    return found


def annotations(pdf: PdfReader) -> list[DictionaryObject]:
    return [one.get_object() for page in pdf.pages for one in page.get("/Annots", [])]


def test_nothing_in_the_pdf_is_read_as_markup() -> None:
    text = words(pdf_of(document()).content)
    for part in ("<script>alert(1)</script>", '#eval("1")', "$x$", "*b*", "@a"):
        assert part in text


def words(content: bytes) -> str:
    """The text of a PDF, as another library reads it."""
    opened = pypdfium2.PdfDocument(content)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in opened).split())
    finally:
        opened.close()


def test_letters_without_a_font_are_told_and_not_printed_as_boxes() -> None:
    quotes = tuple(Said(text, tongue, "") for tongue, text in TONGUES.items())
    made = pdf_of(document("Plain 🎉 words", quotes), bare=True)
    text = words(made.content)
    assert "Καλημέρα σε όλους" in text
    assert "Дякую за ці слова" in text
    assert "Thank you for this" in text
    # Arabic and Devanagari are in fonts that Typst brings along.
    for named in ("Chinese", "Japanese", "Korean"):
        assert f"[A quote in {named}, for which there was no font." in text
    (note,) = made.notes
    assert "3 quotes in Chinese, Japanese, Korean" in note
    # The page has them all: a browser finds its own fonts.
    page = html_page(document("x", quotes))
    assert all(f'lang="{tongue}">{text}' in page for tongue, text in TONGUES.items())


@pytest.mark.parametrize(("paper", "wide"), [("a4", 595), ("us-letter", 612)])
def test_both_papers(paper: str, wide: int) -> None:
    (page, *_) = PdfReader(BytesIO(pdf_of(document("x"), paper).content)).pages
    assert round(page.mediabox.width) == wide


def test_the_same_report_is_the_same_file() -> None:
    assert pdf_of(document()).content == pdf_of(document()).content
    assert html_page(document()) == html_page(document())


def png(width: int = 3, height: int = 2, extra: bytes = b"", data: bytes | None = None) -> bytes:
    raw = b"".join(b"\0" + b"\x11\x22\x33" * width for _ in range(height)) if data is None else data
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"tEXt", b"Author\0Somebody"), (b"IDAT", zlib.compress(raw)), (b"IEND", b"")]
    packed = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + packed + extra


def test_a_png_keeps_its_picture_and_nothing_else() -> None:
    logo = logo_in(png(extra=b"<script>"), "logo.png")
    assert (logo.kind, logo.width, logo.height) == ("png", 3, 2)
    assert b"Somebody" not in logo.content
    assert b"<script>" not in logo.content
    assert 'src="data:image/png;base64,' in html_page(document("x", logo=logo))
    assert b"/Image" in pdf_of(document("x", logo=logo)).content


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a", "neither a PNG nor an SVG"),
        (png()[:-20], "damaged"),
        (png().replace(b"\x11", b"\x12"), "damaged"),
        (png(9_000, 9_000, data=b""), "too large"),
        (png(8_000, 2_000, data=b""), "damaged"),
        (png(1, 1, data=bytes(30_000_000)), "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"x" * (MOST_BYTES + 1), "too large"),
    ],
    ids=["gif", "cut", "changed", "huge", "empty", "bomb", "headless", "heavy"],
)
def test_what_is_no_picture_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        logo_in(content, "logo")


HOSTILE_SVG = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20"
 onload="alert(1)"><script>alert(2)</script>
<style>@import url(https://evil.example/x.css); .a{fill:#f00;background:url(https://evil.example/)}</style>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(3)</script></body></foreignObject>
<image href="https://evil.example/p.png"/><use xlink:href="#b"/>
<a href="javascript:alert(4)"><rect width="9" height="9"/></a>
<animate attributeName="href" values="javascript:alert(5)"/>
<filter id="f"><feImage href="https://evil.example"/></filter>
<path id="b" class="a" d="M0 0L9 9" onclick="alert(6)" style="stroke:url(https://evil.example/);opacity:.5"
 fill="url(#g)"/>
<text x="1" y="9">Acme &amp; &lt;Sons&gt;</text></svg>"""


def test_an_svg_keeps_its_shapes_and_nothing_else() -> None:
    logo = logo_in(HOSTILE_SVG, "logo.svg")
    text = logo.content.decode()
    found = Reading(text)
    assert found.tags == {"svg", "path", "text"}
    assert not re.search(r"evil|alert|script|href|onload|onclick|style", text)
    assert 'fill="#f00"' in text
    assert 'opacity=".5"' in text
    assert "Acme &amp; &lt;Sons&gt;" in text
    assert (logo.width, logo.height) == (40, 20)
    assert pdf_of(document("x", logo=logo)).content.startswith(b"%PDF")


def test_clips_within_clips_do_not_become_an_endless_drawing() -> None:
    shape = '<rect width="9" height="9" clip-path="url(#c{})"/>'
    clips = "".join(f'<clipPath id="c{n}">{shape.format(n - 1) * 2}</clipPath>' for n in range(1, 60))
    drawn = f'<svg width="9" height="9"><defs>{clips}</defs>{shape.format(59)}</svg>'
    assert logo_in(drawn.encode(), "logo.svg").content.count(b"clip-path=") == 1


@pytest.mark.parametrize("sheet", ["a" * 400_000, "/*" * 200_000, ".a," * 60_000 + "{" + "fill:red;" * 9_000])
def test_a_style_sheet_without_an_end_is_looked_through_once(sheet: str) -> None:
    drawn = f'<svg width="9" height="9"><style>{sheet}</style><rect width="9" height="9"/></svg>'
    assert b"<rect" in logo_in(drawn.encode(), "logo.svg").content


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg><text>&b;</text></svg>', "entities"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>', "entities"),
        (b"<svg>" + b"<g>" * 200 + b"</g>" * 200 + b"</svg>", "too many parts"),
        (b"<svg>" + b"<g/>" * 6_000 + b"</svg>", "too many parts"),
        (b"<svg><path d=", "cannot be read"),
        (b"<svg><g/></svg>", "no shapes"),
        (b"<html><svg><path/></svg></html>", "no shapes"),
        (
            b"<svg><style>.a{stroke-dasharray:"
            + b"1 " * 90_000
            + b"}</style>"
            + b"<rect class='a'/>" * 4_000
            + b"</svg>",
            "too large",
        ),
    ],
    ids=["bomb", "outside", "deep", "many", "broken", "empty", "html", "repeated"],
)
def test_an_svg_that_is_more_than_a_drawing_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        logo_in(content, "logo.svg")


@pytest.mark.parametrize("colour", ["#ffffff", "#000", "#ffee00", "#0f6a73", "#f06292", "#12191C"])
def test_an_accent_can_be_read_on_both_grounds(colour: str) -> None:
    light, dark = accents.accents_of(accents.accent_of(colour))
    assert accents.contrast(light, "#ffffff") >= accents.LEAST
    assert accents.contrast(dark, "#12191c") >= accents.LEAST
    assert bool(accents.moved(accents.accent_of(colour))) is (light != accents.accent_of(colour))


@pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "url(x)", "#fff;}*{"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(UsageError, match="no colour"):
        accents.accent_of(colour)


def test_the_accent_is_in_the_page() -> None:
    page = html_page(replace(document("x"), accent="#f06292"))
    assert "--accent-dark: #f06292" in page
    assert policy("#f06292") in page.replace("&#39;", "'")
