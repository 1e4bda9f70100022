"""When her own words are those of somebody in danger: people and help lines, at once.

Nothing is weighed here: who could come over is named in the order of the alphabet, and the lines are those of
her country. Words are looked at on this machine and nothing of them is kept: by signs, and by the head that
hears what no sign says; the journal by signs alone, unless she asks for more.
"""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from groundswell.calm.helplines import EVERYWHERE, Helpline, helplines, near
from groundswell.domain.confidants import NO_NETWORK
from groundswell.domain.errors import GroundswellError, StoreError, UsageError
from groundswell.reply.danger.heavy import is_heavy
from groundswell.services.lean.trusting import Known, held
from groundswell.services.workspace import Workspace
from groundswell.store import keeping, open_store
from groundswell.text.danger import in_danger, is_figure
from groundswell.text.language import language_of

log = logging.getLogger("groundswell.danger")

_COUNTRY, _READS_JOURNAL = "help_country", "journal_read_for_danger"


@dataclass(frozen=True, slots=True)
class Help:
    """Who is there now.

    Attributes:
        close: People whom she named as those who could come over, by name.
        lines: Lines of her country, else of where her language is spoken; may be empty.
        others: Those of all other countries.
        emergency: Numbers for sudden danger, each once, in the order of the lines.
        country: The one that she chose; empty for none.
        sure: Whether the words are those of somebody in danger; else they only sound heavy.
        everywhere: An address that lists lines of more countries.
    """

    close: tuple[Known, ...]
    lines: tuple[Helpline, ...]
    others: tuple[Helpline, ...]
    emergency: tuple[str, ...]
    country: str
    sure: bool = True
    everywhere: str = EVERYWHERE


def help_for(workspace: Workspace, text: str, *, by_signs_alone: bool = False) -> Help | None:
    """Who is there now, if her words are those of somebody in danger, or sound so heavy; else none."""
    if in_danger(text):
        return help_now(workspace, text)
    heavy = not by_signs_alone and not is_figure(text) and _is_heavy(text)
    return replace(help_now(workspace, text), sure=False) if heavy else None


def help_in_journal(workspace: Workspace, text: str) -> Help | None:
    """The same for what she writes into the journal, which no model reads unless she asked for it."""
    return help_for(workspace, text, by_signs_alone=not reads_journal(workspace))


def reads_journal(workspace: Workspace) -> bool:
    """Whether she asked that the journal is listened to more closely while she writes."""
    with workspace.store.reading() as conn:
        return keeping.setting(conn, _READS_JOURNAL) is True


def read_journal(workspace: Workspace, *, reads: bool) -> None:
    """Asks for it, or not any more."""
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, _READS_JOURNAL, reads)


def _is_heavy(text: str) -> bool:
    try:
        return is_heavy(text)
    except GroundswellError as error:
        # The signs were looked for; that the rest cannot be must keep nobody from the page.
        log.warning("%s", error)
        return False


def help_now(workspace: Workspace, text: str = "") -> Help:
    """Who is there now, whatever she wrote; `text` tells the language where she chose no country."""
    chosen, close = _own(workspace)
    if workspace.outside is not None:
        real_country, real = _real(workspace.outside, workspace)
        chosen = chosen or real_country
        # Whoever is played can come to nobody; whom she named herself can.
        named = {one.name.casefold(): one for one in close if one.key.startswith(NO_NETWORK)}
        close = tuple((named | {one.name.casefold(): one for one in real}).values())
        close = tuple(sorted(close, key=lambda one: one.name.casefold()))
    lines = near(chosen, language_of(text))
    others = tuple(one for one in helplines() if one not in lines)
    emergency = tuple(dict.fromkeys(one.emergency for one in lines))
    return Help(close, lines, others, emergency, chosen)


def _own(workspace: Workspace) -> tuple[str, tuple[Known, ...]]:
    """The country and the people of a workspace."""
    close = tuple(one for one in held(workspace).known if one.trusted.near or one.trusted.phone)
    return country(workspace), close


def _real(home: Path, workspace: Workspace) -> tuple[str, tuple[Known, ...]]:
    """Those of the real store, for a rehearsal, which has none of it and keeps none of it."""
    try:
        store = open_store(home)
        try:
            return _own(Workspace(home, store, workspace.settings))
        finally:
            store.close()
    except StoreError as error:
        # The lines of all countries are better than a page that says what is wrong.
        log.warning("%s", error)
        return "", ()


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
