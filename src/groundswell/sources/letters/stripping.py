"""A mail's own words: without what it quotes, and without a signature below its mark."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"^--[ \u00a0]?$", re.MULTILINE)
_QUOTES = re.compile(
    r"^[ \t>]*(?:"
    r"(?:on|am|el|le|em|op|il)\b[^\n]{6,200}\n?[^\n]{0,120}"
    r"\b(?:wrote|schrieb(?: [^\n]{1,80})?|escribió|écrit|escreveu|schreef|ha scritto)\s?:"
    r"|-{2,}\s?(?:(?:original|forwarded) message|ursprüngliche nachricht|originalnachricht"
    r"|weitergeleitete nachricht|mensaje original|message (?:d'origine|original)|mensagem original)\s?-{2,}"
    r"|_{10,}\s*\n\s*(?:from|von|de)\s?:"
    r"|(?:from|von|de)\s?:[^\n]{3,200}\n[ \t>]*(?:sent|date|gesendet|datum|enviado|fecha|envoyé|data)\s?:"
    r")",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*(?:\n|\Z)", re.MULTILINE)
_PASSED_ON = re.compile(r"\s*(?:re: *|aw: *)?(?:fwd?|wg|tr|rv|enc|i)\s?:", re.IGNORECASE)
_WROTE = re.compile(
    r"(?:wrote|schrieb[^:]*|escribió|écrit|escreveu|schreef|ha scritto)\s?:\s*\Z", re.IGNORECASE
)
_FIELD = re.compile(r"[ \t>*]*([^\W\d_][\w-]{0,14})\s?:\*?[ \t]*([^\n]*)")
_FROM = frozenset({"from", "von", "de", "da"})
_SUBJECT = frozenset({"subject", "betreff", "asunto", "objet", "assunto", "oggetto"})
_BLANKS = re.compile(r"\n{3,}")


def until_quoted(text: str) -> str:
    """The text up to the first answer or forwarded mail that it repeats, so that places in it stay good.

    What begins with a quotation is quoted in order to be answered below; then nothing is cut.
    """
    found = _QUOTES.search(text)
    own = text[: found.start()] if found else text
    if not own.strip():
        return text
    mark = _MARK.search(own)
    if mark and own[: mark.start()].strip():
        own = own[: mark.start()]
    return own.rstrip()


def own_words(text: str) -> str:
    """The text of a mail without quoted lines, quoted mails and signature; newlines alike."""
    own = until_quoted(text.replace("\r\n", "\n").replace("\r", "\n"))
    left = _QUOTED_LINE.sub("", own)
    if not left.strip():
        return own.strip()
    found = _QUOTES.match(left.lstrip())
    if found:
        # An answer below what it answers: only the line that introduces the quotation is left of it.
        left = left.lstrip()[found.end() :]
    return _BLANKS.sub("\n\n", left).strip()


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail within a mail, as the program that forwarded it wrote it down.

    Attributes:
        sender, subject: Empty where they are not told.
    """

    sender: str
    subject: str
    body: str


def forwarded(subject: str, text: str) -> Forwarded | None:
    """The mail that somebody passes on, if the subject says that one is and its beginning can be found."""
    if not _PASSED_ON.match(subject):
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _QUOTES.search(text)
    if not found or _WROTE.search(found[0]):
        return None
    begin = found.start() if _FIELD.match(found[0].lstrip(" \t>_-\n")) else found.end()
    lines = text[begin:].lstrip("_- \t\n").split("\n")
    told = dict[str, str]()
    while lines and (field := _FIELD.match(lines[0])):
        told[field[1].casefold()] = field[2].strip()
        lines = lines[1:]
    body = own_words("\n".join(lines))
    if not told or not body:
        return None
    return Forwarded(
        next((value for name, value in told.items() if name in _FROM), ""),
        next((value for name, value in told.items() if name in _SUBJECT), ""),
        body,
    )
