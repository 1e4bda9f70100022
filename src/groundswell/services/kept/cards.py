"""People kept as vCards: for address books and for programs that tend customers."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from groundswell.domain.kept import Lead, kept
from groundswell.domain.when import from_ms
from groundswell.services.kept.facts import kept_people
from groundswell.services.kept.lines import line, listed, raw
from groundswell.services.kept.wording import KIND_NAMES, stage_name
from groundswell.services.workspace import Workspace
from groundswell.store import kept as stored
from groundswell.store import leads as rows
from groundswell.store.persons import PersonRow

Version = Literal["4.0", "3.0"]


def cards(workspace: Workspace, version: Version = "4.0") -> Iterator[str]:
    """One card for each person kept, as text with its line ends; 3.0 is what older address books read."""
    with workspace.store.reading() as conn:
        people, held = kept_people(conn), kept(stored.standing(conn))
        same = rows.same_keys(conn, [one.key for one in people])
    for one in people:
        yield _card(one, held.of(same[one.key]), version)


def _card(person: PersonRow, leads: Sequence[Lead], version: Version) -> str:
    name = person.name.strip() or "Somebody"
    given, _, family = name.rpartition(" ")
    lines = ["BEGIN:VCARD\r\n", raw("VERSION", version)]
    uid = f"urn:uuid:{uuid5(NAMESPACE_URL, person.key)}"
    lines += [raw("UID", uid), line("FN", name), line("N", family, given, "", "", "")]
    for field, value in (("ORG", person.company), ("TITLE", person.headline), ("EMAIL", person.email)):
        if value.strip():
            lines.append(line(field, value.strip()))
    if person.url.startswith(("https://", "http://")):
        lines.append(raw("URL", person.url))
    if leads:
        lines.append(listed("CATEGORIES", dict.fromkeys(KIND_NAMES[one.kind] for one in leads)))
        lines.append(line("NOTE", "\n".join(map(_said, leads))))
        latest = from_ms(max(one.changed for one in leads)).astimezone(UTC)
        lines.append(raw("REV", latest.strftime("%Y%m%dT%H%M%SZ")))
    return "".join([*lines, "END:VCARD\r\n"])


def _said(lead: Lead) -> str:
    parts = [f"{KIND_NAMES[lead.kind]}, {stage_name(lead.stage, lead.kind).lower()}: {lead.title}"]
    parts += [f"Worth: {lead.value}"] if lead.value else []
    parts += [f"Next: {lead.next}{f' ({lead.due})' if lead.due else ''}"] if lead.next else []
    return "\n".join([*parts, lead.note] if lead.note else parts)
