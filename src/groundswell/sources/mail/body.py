"""What a notification mail shows: its lines, its links, and the words that it passes on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from groundswell.domain.keys import folded
from groundswell.sources.common.linkedin import without_secrets
from groundswell.sources.common.markup import attributes, tell
from groundswell.sources.common.mime import Headers, leaves
from groundswell.sources.common.text import clean
from groundswell.sources.mail.wording import said

_LINES = 400
_LINKS = 400
_BLOCKS = {"p", "div", "br", "li", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "blockquote"}
_NO_TEXT = {"head", "select", "svg"}
_URL = re.compile(r"https?://[^\s<>\"]{1,4000}")
_FOOTER = re.compile(
    r"[-–—_.=*~\s]{6,}\Z|© ?20\d\d|linkedin (?:corporation|ireland|und das|and the linkedin)"
    r"|this email was intended for|you are receiving|you[’']re receiving|unsubscribe"
    r"|diese e-?mail (?:war|ist|wurde)|sie erhalten|cet e-?mail|vous recevez|este (?:correo|e-?mail)|recib"
    r"|esta mensagem|você (?:está )?receb|questa e-?mail|(?:hai )?ricev|deze e-?mail|u ontvangt|ta wiadomość"
    r"|otrzymujesz|bu e-?posta|このメール",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|hallo|bonjour|hola|olá|oi|ciao|dear|lieber?|hoi|cześć|dzień dobry|merhaba|guten tag)\b"
    r"[^.?]{0,40}[,:]\Z",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"(?:view|see|read|reply|like|accept|ignore|visit|open|respond|antworten|annehmen|voir|répondre|accepter|ver"
    r"|responder|aceptar|aceitar|visualizza|rispondi|accetta|bekijk|beantwoord|accepteren|zobacz|odpowiedz|yanıtla)\b"
    r"|.{1,60}\b(?:anzeigen|ansehen|bekijken|weergeven|görüntüle|gör)\Z",
    re.IGNORECASE,
)
_OF_MAIL = re.compile(r"linkedin\.com/(?:comm|e)/|midToken=|trk=eml")
_BLANKS = re.compile(r"\n{3,}")
_QUOTES = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "「": "」"}


@dataclass(slots=True)
class Body:
    """A mail's visible lines, and its links as (address, words) with all their parameters."""

    lines: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


def body_of(headers: Headers, data: bytes) -> Body:
    """The plain text and the links of all parts; the lines of the HTML where there is no plain text."""
    plain, rich = Body(), Body()
    for leaf in leaves(headers, data):
        if leaf.kind == "text/plain" and not plain.lines:
            plain = _from_plain(leaf.text())
        elif leaf.kind == "text/html" and not rich.lines:
            rich = _from_html(leaf.text())
    return Body(plain.lines or rich.lines, (rich.links + plain.links)[: 2 * _LINKS])


def words_of(body: Body, subject: str, name: str) -> str:
    """What somebody wrote, without the mail's own words, without links' secrets.

    Args:
        subject: The mail's subject, which the body tends to repeat.
        name: Who wrote it; their name and headline stand above the words.
    """
    buttons = {folded(words) for _, words in body.links if _ACTION.match(words)}
    lines = [line for line in _until_footer(body.lines) if not _is_of_mail(line, subject, buttons)]
    text = _below_name(lines, name, headlines=1) or _below_name(lines, name, headlines=0)
    return without_secrets(_unquoted(text))


def _below_name(lines: Iterable[str], name: str, headlines: int) -> str:
    """The lines without those that are the name and the headline below it."""
    kept, skip = [], 0
    for line in lines:
        if line and folded(line) == folded(name):
            skip = headlines
        elif line and skip:
            skip -= 1
        else:
            kept.append(line)
    return _BLANKS.sub("\n\n", "\n".join(kept)).strip()


def _is_of_mail(line: str, subject: str, buttons: set[str]) -> bool:
    """Whether LinkedIn wrote the line rather than a person."""
    same = folded(line)
    if not same:
        return False
    if (len(same) > 5 and folded(subject).endswith(same)) or same in buttons:
        return True
    if said(line) is not None or _GREETING.match(line):
        return True
    return any(map(_OF_MAIL.search, _URL.findall(line))) and len(_URL.sub("", line).split()) <= 5


def _until_footer(lines: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if _FOOTER.match(line):
            break
        kept.append(line)
    return kept


def _unquoted(text: str) -> str:
    """The words between quotation marks, if the text is nothing else."""
    for opening, closing in _QUOTES.items():
        if len(text) > 2 and text.startswith(opening) and text.endswith(closing):
            return text[1:-1].strip()
    return text


def _from_plain(text: str) -> Body:
    lines = [clean(line) for line in text.split("\n", _LINES)[:_LINES]]
    links = [(found[0], "") for line in lines for found in _URL.finditer(line)]
    return Body(lines if any(lines) else [], links[:_LINKS])


def _from_html(markup: str) -> Body:
    reader = _Reader()
    tell(markup, reader)
    reader.flush()
    return reader.body


class _Reader:
    """Listens to an HTML mail; see `markup.Listener`."""

    def __init__(self) -> None:
        self.body = Body()
        self._line: list[str] = []
        self._link: tuple[str, list[str]] | None = None
        self._hidden = ""

    def start(self, tag: str, inner: str, closed: bool) -> None:
        """A start tag."""
        if tag in _BLOCKS:
            self.flush()
        if self._hidden or closed:
            return
        if tag in _NO_TEXT:
            self._hidden = tag
        elif tag == "a":
            self._link = (attributes(inner).get("href", ""), [])

    def end(self, tag: str) -> None:
        """An end tag."""
        if tag == self._hidden:
            self._hidden = ""
        elif tag == "a" and self._link is not None:
            if self._link[0] and len(self.body.links) < _LINKS:
                self.body.links.append((self._link[0], " ".join("".join(self._link[1]).split())))
            self._link = None
        elif tag in _BLOCKS:
            self.flush()

    def text(self, text: str) -> None:
        """Characters between tags."""
        if self._hidden:
            return
        self._line.append(text)
        if self._link is not None and len(self._link[1]) < _LINKS:
            self._link[1].append(text)

    def raw(self, tag: str, text: str) -> None:
        """Scripts and style sheets are not shown."""

    def flush(self) -> None:
        """The end of a line."""
        if self._line:
            line = " ".join(clean("".join(self._line)).split())
            if line and len(self.body.lines) < _LINES:
                self.body.lines.append(line)
            self._line = []
