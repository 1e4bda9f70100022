"""Everything kept as files for other programs, by their format."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from groundswell.services.kept.calendar import calendar
from groundswell.services.kept.cards import cards
from groundswell.services.kept.facts import document
from groundswell.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Form:
    """One format: the file's ending and type, and what writes it."""

    ending: str
    type: str
    write: Callable[[Workspace], Iterator[str]]


def _json(workspace: Workspace) -> Iterator[str]:
    yield json.dumps(document(workspace), ensure_ascii=False, indent=2) + "\n"


FORMS: Mapping[str, Form] = {
    "vcard": Form("vcf", "text/vcard", cards),
    "vcard3": Form("vcf", "text/vcard", lambda workspace: cards(workspace, "3.0")),
    "ical": Form("ics", "text/calendar", calendar),
    "json": Form("json", "application/json", _json),
}
"""What only what was kept can be written as."""
