"""When her own words are those of somebody in danger: people and help lines, at once.

Nothing is weighed here: who could come over is named in the order of the alphabet, and the lines are those of
her country. Words are looked at on this machine, by signs and by no model; nothing of them is kept.
"""

from dataclasses import dataclass

from groundswell.calm.helplines import EVERYWHERE, Helpline, helplines, near
from groundswell.domain.errors import UsageError
from groundswell.services.lean.trusting import Known, held
from groundswell.services.workspace import Workspace
from groundswell.store import keeping
from groundswell.text.danger import in_danger
from groundswell.text.language import language_of

_COUNTRY = "help_country"


@dataclass(frozen=True, slots=True)
class Help:
    """Who is there now.

    Attributes:
        close: People whom she named as those who could come over, by name.
        lines: Lines of her country, else of where her language is spoken; may be empty.
        others: Those of all other countries.
        emergency: Numbers for sudden danger, each once, in the order of the lines.
        country: The one that she chose; empty for none.
        everywhere: An address that lists lines of more countries.
    """

    close: tuple[Known, ...]
    lines: tuple[Helpline, ...]
    others: tuple[Helpline, ...]
    emergency: tuple[str, ...]
    country: str
    everywhere: str = EVERYWHERE


def help_for(workspace: Workspace, *texts: str) -> Help | None:
    """Who is there now, if any of her words are those of somebody in danger; else none."""
    return help_now(workspace, " ".join(texts)) if any(map(in_danger, texts)) else None


def help_now(workspace: Workspace, text: str = "") -> Help:
    """Who is there now, whatever she wrote; `text` tells the language where she chose no country."""
    chosen = country(workspace)
    lines = near(chosen, language_of(text))
    others = tuple(one for one in helplines() if one not in lines)
    close = tuple(one for one in held(workspace).known if one.trusted.near or one.trusted.phone)
    emergency = tuple(dict.fromkeys(one.emergency for one in lines))
    return Help(close, lines, others, emergency, chosen)


def country(workspace: Workspace) -> str:
    """The country that she chose for help lines; empty for none."""
    with workspace.store.reading() as conn:
        return str(keeping.setting(conn, _COUNTRY) or "")


def countries() -> list[str]:
    """The countries that can be chosen."""
    return [one.country for one in helplines()]


def live_in(workspace: Workspace, name: str) -> None:
    """Chooses the country; empty for none. Raises UsageError."""
    if name and name not in countries():
        raise UsageError("there is no line of that country here", mend=f"Look at {EVERYWHERE}.")
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, _COUNTRY, name)
