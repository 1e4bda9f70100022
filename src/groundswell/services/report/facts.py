"""A report's facts as JSON, as `groundswell report --json` prints them."""

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass

from groundswell.domain.report import Logo, Report, WaveReport
from groundswell.domain.report_parts import Course, Foretold, Influx, Outcomes
from groundswell.domain.when import from_ms

_INSTANTS: Mapping[type, frozenset[str]] = {
    Report: frozenset({"made"}),
    WaveReport: frozenset({"at", "until"}),
    Course: frozenset({"at"}),
    Foretold: frozenset({"known_until", "of"}),
    Influx: frozenset({"start", "end"}),
    Outcomes: frozenset({"until"}),
}


def facts(report: Report) -> dict[str, object]:
    """The report by the names of `domain.report`; instants in ISO 8601, but for `points` and `band`, which
    begin with epoch milliseconds. The logo is left out."""
    told = _told(report)
    assert isinstance(told, dict)
    del told["logo"]
    return told


def _told(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type | Logo):
        instants = _INSTANTS.get(type(value), frozenset())
        return {
            each.name: _instant(getattr(value, each.name))
            if each.name in instants
            else _told(getattr(value, each.name))
            for each in fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): _told(one) for key, one in value.items()}
    if isinstance(value, Set):
        return sorted(str(one) for one in value)
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    return value if not isinstance(value, Logo) else None


def _instant(value: object) -> str | None:
    return from_ms(value).isoformat() if isinstance(value, int) else None
