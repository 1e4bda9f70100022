"""HTML told as start tags, end tags and texts, in one pass and in time linear in its length.

A page saved by a browser is well nested, so no tree has to be mended; a full HTML parser takes quadratic
time on elements that are opened and never closed (measured: 4 s for 160 KB of `<div>`).
"""

import re
from html import unescape
from typing import Protocol

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
_RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"}
_SELF_CLOSING = {
    "path",
    "circle",
    "rect",
    "line",
    "g",
    "use",
    "polygon",
    "polyline",
    "ellipse",
    "stop",
    "svg",
}
_TOKEN = re.compile(
    r"(?P<text>[^<]++)"
    r"|</(?P<end>[A-Za-z][^\s/>]*+)[^>]*+>"
    r"""|<(?P<start>[A-Za-z][^\s/>]*+)(?P<inner>(?:[^>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|["'=])*+)>"""
    r"|(?P<comment><!--)|(?P<other><[!?/])|(?P<open><(?=[A-Za-z]))|(?P<lone><++)"
)
_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+""")
_REFERENCE = re.compile(
    r"&(?:#\d{1,7}(?!\d);?|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F]);?|[A-Za-z][A-Za-z0-9]{1,31};?)"
)


class Listener(Protocol):
    """What is told a page's parts in their order."""

    def start(self, tag: str, inner: str, closed: bool) -> None:
        """A start tag; `inner` holds its attributes as written, `closed` says that no end tag follows."""

    def end(self, tag: str) -> None:
        """An end tag."""

    def text(self, text: str) -> None:
        """Characters between tags."""

    def raw(self, tag: str, text: str) -> None:
        """What stands inside a script, a style sheet or the like."""


def attributes(inner: str) -> dict[str, str]:
    """A start tag's attributes by their lower-case names."""
    if "=" not in inner:
        return {}
    return {
        name.lower(): unescaped(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(inner)
    }


def unescaped(text: str) -> str:
    """Character references replaced; hostile numbers stay as they are written."""
    return _REFERENCE.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def tell(markup: str, listener: Listener) -> None:
    """Tells `listener` the tags and texts of a page; comments and declarations are left out.

    As in a browser, a tag or comment that never ends takes the rest of the page with it.
    """
    position, end = 0, len(markup)
    match = _TOKEN.match
    while position < end:
        token = match(markup, position)
        if token is None:
            return
        kind, position = token.lastgroup, token.end()
        if kind == "text" or kind == "lone":
            listener.text(unescaped(token[0]))
        elif kind == "end":
            listener.end(token["end"].lower())
        elif kind == "inner":
            tag, inner = token["start"].lower(), token["inner"]
            listener.start(tag, inner, tag in _VOID or (inner.endswith("/") and tag in _SELF_CLOSING))
            if tag in _RAW:
                position = _tell_raw(markup, tag, position, listener)
        elif kind == "open":
            return
        else:
            position = _after(markup, "-->" if kind == "comment" else ">", token.end() - 2)


def _tell_raw(markup: str, tag: str, position: int, listener: Listener) -> int:
    close = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(markup, position)
    stop = close.start() if close else len(markup)
    listener.raw(tag, markup[position:stop])
    return stop


def _after(markup: str, mark: str, start: int) -> int:
    found = markup.find(mark, start)
    return found + len(mark) if found >= 0 else len(markup)
