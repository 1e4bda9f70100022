"""Mails as letters, one (`.eml`) or many (`.mbox`)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from groundswell.domain.letters import Letter
from groundswell.domain.records import SetAside
from groundswell.sources.common.mime import Headers, leaves
from groundswell.sources.common.text import clean, one_line, plain
from groundswell.sources.letters.stripping import forwarded, own_words
from groundswell.sources.mail.box import Mail, mails
from groundswell.sources.protocol import Limits

_BULK = frozenset({"bulk", "junk", "auto_reply", "list"})
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,300}>")
_MOST_IDS = 50


def letters_of(
    file: BinaryIO, name: str, limits: Limits, *, whole: bool = False
) -> Iterator[Letter | SetAside]:
    """A letter, or one row set aside, for each mail, in memory bounded by one mail.

    Args:
        whole: Whether what a mail quotes, and what stands below its signature's mark, belongs to it.
    """
    for mail in mails(file, limits.page_bytes, lambda _: True):
        where = f"{name}, mail {mail.number}"
        if mail.too_long or mail.body is None:
            why = f"a mail of more than {limits.page_bytes:,} bytes"
            yield SetAside(where, why, "Raise page_bytes in the settings.")
            continue
        yield _letter(mail, mail.body, where, limits, whole)


def _letter(mail: Mail, data: bytes, where: str, limits: Limits, as_it_is: bool) -> Letter | SetAside:
    headers = mail.headers
    whole, subject = _text(headers, data), one_line(headers.get("Subject"))
    passed_on = None if as_it_is else forwarded(subject, whole)
    text = passed_on.body if passed_on else whole if as_it_is else own_words(whole)
    if not text:
        return SetAside(
            where, "there are no words in it", "Letters that are pictures or attachments cannot be read."
        )
    if len(text) > limits.text_chars:
        why = f"a text of more than {limits.text_chars:,} characters"
        return SetAside(where, why, "Raise text_chars in the settings.", text[:120])
    return Letter(
        id=one_line(headers.get("Message-ID")).strip("<>") or f"{mail.number}",
        body=text,
        subject=(passed_on and one_line(passed_on.subject)) or subject,
        sender=(passed_on and one_line(passed_on.sender)) or one_line(headers.get("From")),
        to="" if passed_on else one_line(headers.get("To")),
        where=where,
        at=headers.date(),
        reply_to="" if passed_on else one_line(headers.get("Reply-To")),
        thread=_thread(headers),
        automatic=_is_automatic(headers),
    )


def _text(headers: Headers, data: bytes) -> str:
    rich = ""
    for leaf in leaves(headers, data):
        if leaf.headers.get("Content-Disposition").lower().startswith("attachment"):
            continue
        if leaf.kind == "text/plain":
            words = clean(leaf.text())
            if words:
                return words
        elif leaf.kind == "text/html" and not rich:
            rich = plain(leaf.text())
    return rich


def _thread(headers: Headers) -> tuple[str, ...]:
    told = f"{headers.get('In-Reply-To')} {headers.get('References')}"
    ids = (found.strip("<>") for found in _MESSAGE_ID.findall(told))
    return tuple(dict.fromkeys(ids))[:_MOST_IDS]


def _is_automatic(headers: Headers) -> bool:
    told = headers.get("Auto-Submitted").lower()
    return bool(
        (told and not told.startswith("no"))
        or headers.get("Precedence").lower() in _BULK
        or headers.get("X-Auto-Response-Suppress")
    )
