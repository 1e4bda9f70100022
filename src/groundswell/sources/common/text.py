"""Text from outside, made safe to store: controls out, newlines alike, no markup."""

import re
import unicodedata
from html import unescape

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of what follows, so that a name could rearrange the line that it stands in."""
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029")
_BLANKS = re.compile(r"\n{3,}")
_BLOCKS = {"p", "div", "br", "li", "tr", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_HIDDEN = {"script", "style", "template", "noscript", "title", "iframe", "svg", "textarea"}
_OTHERS = (
    "a|abbr|b|big|body|button|center|code|col|colgroup|dd|dl|dt|em|font|footer|form|head|header|html|i|img"
    "|input|ins|label|link|main|meta|nav|object|ol|option|pre|s|section|select|small|span|strike|strong|sub"
    "|sup|table|tbody|td|tfoot|th|thead|tt|u|ul|video"
)
_TAG = re.compile(
    rf"<(/?)({_OTHERS}|{'|'.join(sorted(_BLOCKS | _HIDDEN))})\b[^<>]*>|<[!?][^<>]*>", re.IGNORECASE
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, newlines alike, stripped.

    Zero-width and right-to-left characters stay: they belong to emoji and to scripts.
    """
    if text.replace("\n", " ").isprintable():
        return text.strip()
    return _CONTROLS.sub("", _NEWLINES.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Cleaned text on one line in composed form, as names, headlines and subjects are stored."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _TURNS.sub("", clean(text)))
    return " ".join(text.split())


def plain(markup: str) -> str:
    """The visible text of a piece of HTML; block elements become newlines.

    Text that only looks like HTML ("I <3 it", "List<String>") stays as it is. Linear in the length, which a
    full HTML parser is not on elements that are opened and never closed.
    """
    if "<" not in markup and "&" not in markup:
        return clean(markup)
    pieces, hidden, position = [], "", 0
    for tag in _TAG.finditer(markup):
        name = (tag[2] or "").lower()
        if not hidden:
            pieces.append(markup[position : tag.start()])
            if name in _BLOCKS:
                pieces.append("\n")
            elif name in _HIDDEN and not tag[1]:
                hidden = name
        elif tag[1] and name == hidden:
            hidden = ""
        position = tag.end()
    if not hidden:
        pieces.append(markup[position:])
    text = _REFERENCE.sub(lambda found: unescape(found[0]), "".join(pieces))
    return _BLANKS.sub("\n\n", clean(text))
