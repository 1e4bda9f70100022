"""Whether today was hard: a no came in, or much of what was said was hostile. For one quiet line, no more."""

from enum import StrEnum

from groundswell.domain.letters import Letter
from groundswell.domain.when import DAY
from groundswell.domain.words import Kind, Lane
from groundswell.letters.receiving import rejects
from groundswell.services.lean.trusting import held_in
from groundswell.services.workspace import Workspace
from groundswell.store import lean

_MANY_HOSTILE = 10
"""Hostile texts of a day from which on it is no single one that could be shrugged off."""
_LOOKED_AT = 400


class Hard(StrEnum):
    """What made it hard."""

    REJECTED = "rejected"
    HOSTILE = "hostile"


def hard_day(workspace: Workspace) -> Hard | None:
    """What made the last day hard; none where nothing did, or she has turned to somebody already."""
    since = workspace.now() - DAY
    with workspace.store.reading() as conn:
        came = [one for one in lean.came_lately(conn, _LOOKED_AT) if one.at >= since]
        turned = any(one.leaned.at >= since for one in held_in(conn, workspace.now()).leaning.times)
    if turned:
        return None
    messages = (one for one in came if one.kind is Kind.MESSAGE)
    if any(rejects(Letter("", one.text, one.subject)) for one in messages):
        return Hard.REJECTED
    hostile = sum(one.lane is Lane.HOSTILE for one in came)
    return Hard.HOSTILE if hostile >= _MANY_HOSTILE else None
