"""Text from outside, made safe to store: controls out, newlines alike, no markup."""

import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029")
_BLANKS = re.compile(r"\n{3,}")
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, newlines alike, stripped.

    Zero-width and right-to-left characters stay: they belong to emoji and to scripts.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    return _CONTROLS.sub("", _NEWLINES.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Cleaned text on one line in composed form, as names, headlines and subjects are stored."""
    return " ".join(unicodedata.normalize("NFC", clean(text)).split())


def plain(markup: str) -> str:
    """The visible text of a piece of HTML; block elements become newlines."""
    if "<" not in markup and "&" not in markup:
        return clean(markup)
    tree = LexborHTMLParser(markup)
    tree.strip_tags(["script", "style", "template", "noscript"])
    pieces: list[str] = []
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        if node.tag == "-text":
            pieces.append(node.text(deep=False) or "")
        elif node.tag in _BLOCKS:
            pieces.append("\n")
    return _BLANKS.sub("\n\n", clean("".join(pieces)))
