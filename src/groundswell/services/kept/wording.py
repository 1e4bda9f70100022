"""How kinds and stages of leads are called, in words that fit what they are."""

from datetime import date, tzinfo

from groundswell.domain.kept import LeadKind, Stage
from groundswell.domain.when import from_ms
from groundswell.triage.coming import UNWELCOME, Ground, Why

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


GROUND_NAMES = {
    Ground.NEEDS: "May be in a hard place",
    Ground.OFFERS: "May offer you something",
    Ground.SPOKE: "Spoke with you before",
    Ground.NOTE: "Say something with it",
    Ground.COMMON: "Share something with you",
    Ground.TOOK_PART: "Took part without words",
    Ground.NOTHING: "Nothing is known",
    Ground.PITCH: "Likely to sell",
    Ground.SCAM: "Likely a scam",
    Ground.HOSTILE: "Were hostile",
}
_WHY = {
    Ground.NEEDS: "They may be in a hard place, by their words.",
    Ground.OFFERS: "What they wrote may be an offer.",
    Ground.SPOKE: "They wrote to you or under a post of yours.",
    Ground.NOTE: "They say it in a note.",
    Ground.COMMON: "They said nothing.",
    Ground.TOOK_PART: "They reacted to a post of yours and said nothing.",
    Ground.PITCH: "What they wrote reads like selling.",
    Ground.SCAM: "What they wrote has signs of a scam.",
    Ground.HOSTILE: "Their words were hostile; you owe no answer.",
}


def why_said(why: Why, *, headline: bool) -> str:
    """Why somebody comes, in one or two calm sentences; where nothing is known, that.

    Args:
        headline: Whether their headline is known.
    """
    known = "the name and what they do are" if headline else "the name is"
    begin = _WHY.get(why.ground, f"Nothing but {known} known.")
    if not why.common or why.ground in UNWELCOME:
        return begin
    shared = "; ".join(why.common)
    return f"{begin} {shared[:1].upper()}{shared[1:]}."
