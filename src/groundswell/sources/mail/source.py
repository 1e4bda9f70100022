"""Recognises mail files, and reads the notifications in them."""

import re
from collections.abc import Iterator

from groundswell.domain.records import SetAside, Yielded
from groundswell.sources.common.mime import Headers, split_head
from groundswell.sources.mail.box import mails
from groundswell.sources.mail.notification import read_notification, refusal
from groundswell.sources.protocol import Asked, Given

_FIELD = re.compile(rb"([!-9;-~]{1,80}):")
_FIELDS = ("from", "date", "subject", "message-id", "received", "to", "return-path", "mime-version")


class NotificationMail:
    """A saved mail, or a mailbox with any mails; those that LinkedIn did not send are set aside."""

    kind = "mail"
    title = "LinkedIn notification mails"

    def recognise(self, given: Given) -> float:
        """By mail headers at the beginning; surer if LinkedIn is the sender."""
        head = given.head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
        in_box = head.startswith(b"From ")
        if in_box:
            head = head.partition(b"\n")[2]
        if not _FIELD.match(head) or b"\x00" in head[:1_024]:
            return 0.0
        headers, _ = split_head(head)
        known = sum(1 for name in _FIELDS if headers.get(name))
        if known < 2 or not headers.get("From"):
            return 0.0
        if "<Saved by" in headers.get("From") or headers.get("Snapshot-Content-Location"):
            return 0.0
        if in_box:
            return 0.9
        return 0.9 if not refusal(headers) else 0.6

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        """Yields one record or one row set aside for every mail, in bounded memory."""
        with given.open() as file:
            for mail in mails(file, asked.limits.page_bytes, _from_linkedin):
                where = f"mail {mail.number}"
                if mail.too_long:
                    why = f"a mail of more than {asked.limits.page_bytes:,} bytes"
                    yield SetAside(where, why, "Raise page_bytes in the settings.")
                elif mail.body is None:
                    # Other people's mail is nobody's business: nothing of it is shown or kept.
                    yield SetAside(where, refusal(mail.headers))
                else:
                    yield read_notification(mail.headers, mail.body, where, asked)


def _from_linkedin(headers: Headers) -> bool:
    return not refusal(headers)
