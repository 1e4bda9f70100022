"""Next steps that have a day, as a calendar that other programs read."""

from collections.abc import Iterator
from datetime import date, timedelta

from groundswell.domain.when import from_ms
from groundswell.services.kept.leads import Shown, pipeline
from groundswell.services.kept.lines import line, raw
from groundswell.services.kept.wording import KIND_NAMES
from groundswell.services.workspace import Workspace

_INSTANT = "%Y%m%dT%H%M%SZ"


def calendar(workspace: Workspace) -> Iterator[str]:
    """The steps of open leads as events of a whole day, which take no time of it; lines with their ends."""
    yield "BEGIN:VCALENDAR\r\n"
    yield raw("VERSION", "2.0")
    yield raw("PRODID", "-//Groundswell//Kept//EN")
    yield raw("CALSCALE", "GREGORIAN")
    for some in pipeline(workspace).values():
        for one in some:
            if one.lead.open and one.lead.due:
                yield from _event(one)
    yield "END:VCALENDAR\r\n"


def _event(one: Shown) -> Iterator[str]:
    lead, day = one.lead, date.fromisoformat(one.lead.due)
    changed = from_ms(lead.changed).strftime(_INSTANT)
    url = next((item.url for item in one.said.values() if item.url.startswith("https://")), "")
    yield "BEGIN:VEVENT\r\n"
    # The same step has the same name whenever it is written out, so that a calendar renews it.
    yield raw("UID", f"{lead.key}@groundswell")
    yield raw("DTSTAMP", changed)
    yield raw("LAST-MODIFIED", changed)
    yield raw("SEQUENCE", str(len(lead.presses)))
    yield raw("DTSTART;VALUE=DATE", f"{day:%Y%m%d}")
    yield raw("DTEND;VALUE=DATE", f"{day + timedelta(days=1):%Y%m%d}")
    yield line("SUMMARY", f"{lead.next} ({one.name})" if one.name else lead.next)
    yield line("DESCRIPTION", "\n".join(filter(None, (lead.title, lead.note))))
    yield line("CATEGORIES", KIND_NAMES[lead.kind])
    if url:
        yield raw("URL", url)
    yield raw("TRANSP", "TRANSPARENT")
    yield "END:VEVENT\r\n"
