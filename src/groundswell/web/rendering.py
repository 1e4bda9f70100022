"""Templates, and how times and numbers are said."""

import re
from functools import cache
from pathlib import Path
from secrets import token_hex

from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from groundswell import __version__
from groundswell.domain.kept import LeadKind, Stage
from groundswell.domain.reading import Evidence
from groundswell.domain.when import DAY, HOUR, MINUTE, WEEK, When
from groundswell.services.kept.wording import GROUND_NAMES, KIND_NAMES, day_said, stage_name, why_said
from groundswell.services.reading.doubt import OFFERED, folds
from groundswell.services.reading.explaining import (
    HELP_EVERYWHERE,
    LANE_NAMES,
    folded_summary,
    heavy,
    help_lines,
    reason,
    sureness,
)
from groundswell.services.reading.incoming import EXPLAINED_AT, REPORT_AT
from groundswell.services.saying import capitalised, cut, moment, number, percent, rough, short, tongue
from groundswell.web.addresses import web_link
from groundswell.web.wording import WORDINGS

__all__ = [
    "ago", "capitalised", "cut", "initials", "marked", "moment", "number", "percent", "rough", "short",
    "templates", "tongue",
]  # fmt: skip

_HERE = Path(__file__).parent


@cache
def templates() -> Jinja2Templates:
    """The templates with everything that they may use."""
    loader = FileSystemLoader(_HERE / "templates")
    environment = Environment(
        loader=loader, autoescape=select_autoescape(["html"]), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(
        ago=ago, moment=moment, number=number, short=short, initials=initials, marked=marked, percent=percent,
        capitalised=capitalised, cut=cut, web_link=web_link, tongue=tongue, day_said=day_said,
        phone=phone,
    )  # fmt: skip
    environment.globals.update(
        version=__version__, lanes=OFFERED, folds=folds, lane_names=LANE_NAMES,
        reason=reason, sureness=sureness, folded_summary=folded_summary, heavy=heavy, help_lines=help_lines,
        help_everywhere=HELP_EVERYWHERE,
        scams_explained=EXPLAINED_AT, scams_report=REPORT_AT, fresh=_fresh, wordings=WORDINGS,
        lead_kinds=tuple(LeadKind), kind_names=KIND_NAMES, stages=tuple(Stage), stage_name=stage_name,
        ground_names=GROUND_NAMES, why_said=why_said,
    )  # fmt: skip
    return Jinja2Templates(env=environment)


def _fresh() -> str:
    """Something that no other form holds, by which pressing its button twice is known as once."""
    return token_hex(8)


def ago(when: When | int, now: int) -> str:
    """ "12 min", "3 h", "5 d", "2 to 3 weeks"; the age of an instant or an interval."""
    if isinstance(when, When) and when.latest - when.earliest > DAY:
        return f"{_age(now - when.latest)} to {_age(now - when.earliest)}"
    return _age(now - (when.latest if isinstance(when, When) else when))


def _age(span: int) -> str:
    if span < MINUTE:
        return "just now"
    for unit, name, most in ((MINUTE, "min", 60), (HOUR, "h", 48), (DAY, "d", 21), (WEEK, "weeks", 12)):
        if span < most * unit:
            return f"{span // unit} {name}"
    return f"{span // (30 * DAY)} months" if span < 730 * DAY else f"{span // (365 * DAY)} years"


def phone(number: str) -> str:
    """A telephone number as a link may hold it: its digits, and what dials abroad."""
    return re.sub(r"[^0-9+]", "", number)


def initials(name: str) -> str:
    """Up to two initials, for the round where a face would be."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "·"
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


def marked(text: str, evidence: tuple[Evidence, ...], offset: int = 0) -> Markup:
    """The text with its evidence in `<mark>`, everything escaped. `offset` is where `text` begins."""
    pieces: list[Markup | str] = []
    at = 0
    for mark in sorted(evidence, key=lambda one: one.start):
        start, end = max(at, mark.start - offset), min(len(text), mark.end - offset)
        if start >= end:
            continue
        pieces += [
            escape(text[at:start]),
            Markup('<mark title="{}">{}</mark>').format(_said(mark.label), text[start:end]),
        ]
        at = end
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)


def _said(label: str) -> str:
    return f"speaks for: {label.replace('_', ' ')}"
