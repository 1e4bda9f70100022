"""How a friend's answer travels: as a small file, or as lines of letters that mail and chat leave whole.

Both say which exchange they answer and carry a seal: a digest of the sheet, the name and the words. Whoever
has not read the sheet cannot make one, and a word that changes on the way breaks it. The script on the sheet
(`web/static/sheet.js`) writes what is read here.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from hashlib import sha256
from itertools import islice

from groundswell.domain.errors import InputError
from groundswell.domain.handing import LONGEST_ANSWER, LONGEST_NAME, Answer, Sheet

BEGIN, END = "BEGIN GROUNDSWELL ANSWER", "END GROUNDSWELL ANSWER"
_KIND, _VERSION = "groundswell-answer", 1
_WIDTH = 60
_MOST_BYTES, _MOST_PARTS = 1_000_000, 50
_MOST_NESTED, _MOST_LINES = 10, 50_000
_GAP = r"[\s>|*]+"
# Looked for one after the other: a single pattern takes minutes over a text that begins again and again.
_SHEET = re.compile(r"<form\b[^>]*\bdata-sheet=")
_BEGINS = re.compile(_GAP.join(BEGIN.split()), re.IGNORECASE)
_ENDS = re.compile(_GAP.join(END.split()), re.IGNORECASE)
_NESTED = re.compile(rb"multipart/|message/", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")
_MARKS = re.compile(r"<[^<>]*>|&#?\w+;")
_NOT_A_LETTER = re.compile(r"[^A-Za-z0-9+/]")
_AGAIN = "Ask your friend for it once more, or copy their words into the field yourself."


def seal_of_sheet(sheet: Sheet) -> str:
    """A digest of all that stands on a sheet."""
    said = json.dumps(sheet.as_json(), ensure_ascii=False, sort_keys=True)
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def sealed(sheet_seal: str, key: str, name: str, text: str) -> str:
    """The seal of an answer."""
    said = "\n".join((_KIND, sheet_seal, key, name, text))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def as_file(answer: Answer) -> str:
    """An answer as a file: one JSON object."""
    return json.dumps(_told(answer), ensure_ascii=False) + "\n"


def armoured(answer: Answer) -> str:
    """An answer as lines of letters between two marks."""
    body = base64.b64encode(json.dumps(_told(answer), ensure_ascii=False).encode()).decode().rstrip("=")
    lines = [body[at : at + _WIDTH] for at in range(0, len(body), _WIDTH)]
    return "\n".join((BEGIN, *lines, END)) + "\n"


def is_answer(text: str) -> bool:
    """Whether a text holds an answer in one of the two shapes, whole or not; else it is plain words."""
    return BEGIN in " ".join(text.upper().split()) or f'"{_KIND}"' in text or _body(text) is not None


def answer_in(content: bytes, where: str) -> Answer:
    """The answer in a file, a mail or a message.

    Raises:
        InputError: It is none, is not whole, or was made by a newer version.
    """
    if len(content) > _MOST_BYTES:
        raise InputError("this is too large for an answer", where=where, mend="Give the file that was saved.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    if _SHEET.search(text):
        what, mend = (
            "this is the page that went out, and no answer",
            "Give what your friend saved or copied on it.",
        )
        raise InputError(what, where=where, mend=mend)
    for said in (text, *_mailed(content)):
        body = _body(said)
        if body is not None:
            return _answer(_unarmoured(body, where), where)
        if f'"{_KIND}"' in said and said.lstrip().startswith("{"):
            return _answer(said, where)
    if is_answer(text) and not text.lstrip().startswith("{"):
        raise InputError("the answer is not whole: its end is missing", where=where, mend=_AGAIN)
    return _answer(text, where)


def _body(text: str) -> str | None:
    """What stands between the two marks; none where one of them is missing."""
    begin = _BEGINS.search(text)
    end = _ENDS.search(text, begin.end()) if begin else None
    return text[begin.end() : end.start()] if begin and end else None


def _mailed(content: bytes) -> Iterator[str]:
    """The texts in a mail, attached files among them, where it is one."""
    # Mails within mails within mails take minutes to read, or cannot be read at all.
    if len(_NESTED.findall(content)) > _MOST_NESTED or content.count(b"\n") > _MOST_LINES:
        return
    mail = message_from_bytes(content)
    if "content-type" not in mail and "mime-version" not in mail:
        return
    for part in islice(mail.walk(), _MOST_PARTS):
        payload = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield payload.decode("utf-8", "replace")


def _unarmoured(body: str, where: str) -> str:
    # What mail and chat put between the lines, such as "> ", is none of the letters; marks of HTML hold some.
    letters = _NOT_A_LETTER.sub("", _MARKS.sub("", body))
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise InputError(
            "the answer came damaged: letters are missing or changed", where=where, mend=_AGAIN
        ) from error


def _answer(text: str, where: str) -> Answer:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            "this is no answer that was written on a page from here", where=where, mend=_AGAIN
        ) from error
    if not isinstance(told, dict) or told.get("kind") != _KIND:
        raise InputError("this is no answer that was written on a page from here", where=where, mend=_AGAIN)
    if told.get("version") != _VERSION:
        raise InputError("this answer is of a version that is not known here", where=where, mend=_AGAIN)
    parts = [told.get(name) for name in ("key", "name", "text", "seal")]
    if not all(isinstance(part, str) for part in parts):
        raise InputError("parts of the answer are missing", where=where, mend=_AGAIN)
    key, name, words, seal = map(str, parts)
    if any(map(_HALF.search, (key, name, words, seal))):
        raise InputError(
            "the answer came damaged: it holds half a sign, which no page from here writes",
            where=where,
            mend=_AGAIN,
        )
    return Answer(key, name, words, seal)


def within_limits(answer: Answer, where: str) -> Answer:
    """The same answer. Raises InputError if nothing or too much was written."""
    if not answer.text.strip():
        raise InputError("the answer is empty", where=where, mend=_AGAIN)
    if len(answer.text) > LONGEST_ANSWER or len(answer.name) > LONGEST_NAME:
        raise InputError(
            f"the answer is longer than {LONGEST_ANSWER:,} characters",
            where=where,
            mend="Ask for a short one.",
        )
    return answer


def _told(answer: Answer) -> dict[str, object]:
    return {
        "kind": _KIND, "version": _VERSION, "key": answer.key, "name": answer.name, "text": answer.text,
        "seal": answer.seal,
    }  # fmt: skip
