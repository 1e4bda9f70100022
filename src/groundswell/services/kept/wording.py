"""How kinds and stages of leads are called, in words that fit what they are."""

from datetime import date, tzinfo

from groundswell.domain.kept import LeadKind, Stage
from groundswell.domain.when import from_ms

KIND_NAMES = {
    LeadKind.CLIENT: "Client",
    LeadKind.JOB: "Job",
    LeadKind.TALK: "Talk",
    LeadKind.PRESS: "Press",
    LeadKind.COLLABORATION: "Working together",
}
_STAGES = {
    Stage.NEW: "New",
    Stage.TALKING: "Talking",
    Stage.AGREED: "Agreed",
    Stage.WON: "Won",
    Stage.NOT_NOW: "Not now",
}
_ENDS = {
    (LeadKind.JOB, Stage.AGREED): "Offered",
    (LeadKind.JOB, Stage.WON): "Job found",
    (LeadKind.TALK, Stage.WON): "Talk given",
    (LeadKind.PRESS, Stage.WON): "Published",
    (LeadKind.COLLABORATION, Stage.WON): "Done together",
}


def stage_name(stage: Stage, kind: LeadKind | None = None) -> str:
    """A stage as it is called for that kind of lead; for none, as it is called for most."""
    return _STAGES[stage] if kind is None else _ENDS.get((kind, stage), _STAGES[stage])


def day_said(day: str, now: int, zone: tzinfo | None = None) -> str:
    """A day such as `2026-12-03` as one says it: "today", "tomorrow", "Thu 3 Dec", with another year."""
    today, that = from_ms(now).astimezone(zone).date(), date.fromisoformat(day)
    ahead = (that - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(ahead, "")
    said = near or f"{that:%a} {that.day} {that:%b}" + (f" {that.year}" if that.year != today.year else "")
    return f"{said}, overdue" if ahead < 0 else said
