"""What is wrong with a form or an address, in the words of the page: never by the names of fields within."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError

LABELS: Mapping[str, str] = {
    "a_month": "Times a month that they can bear",
    "accent": "Accent colour",
    "again": "The same again",
    "answers": "What it answers",
    "applications": "A list of your applications",
    "begin": "My day begins",
    "body": "The letter",
    "budget": "Looks a day",
    "character": "What kind of wave?",
    "client": "For whom",
    "country": "Country",
    "due": "By",
    "evening_from": "The evening begins",
    "evening_till": "and lasts until",
    "fact": "Something only you can say",
    "further": "Strike out as well",
    "host": "Mail server",
    "hours": "Digests at these hours",
    "last": "Who wrote last",
    "letter": "Its words",
    "listed": "The list, pasted",
    "logo": "Logo",
    "mail_from": "From, if another address",
    "mail_to": "To",
    "mails": "Your mails",
    "paper": "Paper of the PDF",
    "passphrase": "A passphrase",
    "password": "Password",
    "phone": "Telephone",
    "port": "Port",
    "rest_days": "Days of rest in between",
    "round": "Your message number",
    "security": "Encryption",
    "seed": "Number of the wave",
    "sender": "From",
    "sleeps": "until, hour",
    "speed": "How fast",
    "subject": "Subject",
    "support": "What would help just now?",
    "till": "and ends",
    "timeout_s": "Seconds that drafts may take",
    "title": "Title",
    "user": "User name",
    "wakes": "A message is fine from, hour",
    "whom": "To whom",
    "words": "What happened, in a few words",
    "zone": "Time zone",
}
"""What stands beside a field on its page. One that is called otherwise on each page, or that nobody sees, is
not here: it is not named."""

_WRITTEN = ("/circle/lean", "/circle/lean/to")
"""Where `words` is what somebody wrote; elsewhere it is a list that no page shows."""

_NOT_OFFERED = frozenset({"enum", "literal_error", "bool_parsing"})
_NO_NUMBER = frozenset({"int_parsing", "float_parsing", "int_type", "float_type", "int_from_float"})
_MOST_TOLD = 5


def refused(error: RequestValidationError, path: str) -> tuple[str, str]:
    """What is wrong, and the mend.

    Args:
        path: The path of the request.
    """
    wrong: Sequence[Mapping[str, Any]] = error.errors()
    in_form = [one for one in wrong if one["loc"][0] == "body"]
    if not in_form:
        return "This address leads nowhere as it stands", "Go back and choose again."
    told = dict.fromkeys(line for one in in_form if (line := _line(one, path)))
    if not told:
        return "This form cannot be used as it was sent", "Go back, reload the page and choose again."
    return "; ".join([*told][:_MOST_TOLD]), "Go back and put it right: what you wrote is still there."


def _line(one: Mapping[str, Any], path: str) -> str:
    """What is wrong with one field; empty where it has no name on the page."""
    field = str(one["loc"][-1])
    label = LABELS.get(field, "")
    if field == "text":
        label = "Your words"
    if not label or (field == "words" and path not in _WRITTEN):
        return ""
    return f"“{label}” {_why(one)}"


def _why(one: Mapping[str, Any]) -> str:
    kind, limits = str(one["type"]), one.get("ctx", {})
    if kind == "missing":
        return "is missing"
    if kind == "string_too_long":
        return f"has more than {limits['max_length']:,} signs"
    if kind == "less_than_equal":
        return f"is more than {limits['le']:,}"
    if kind == "greater_than_equal":
        return f"is less than {limits['ge']:,}"
    if kind in _NO_NUMBER:
        return "is no whole number" if kind.startswith("int") else "is no number"
    return "is none of what is offered" if kind in _NOT_OFFERED else "cannot be used as it is"
