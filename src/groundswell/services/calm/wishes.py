"""How the user wants to look and to be reached; kept in the store, the password among the secrets alone."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from groundswell.domain.errors import StoreError, UsageError
from groundswell.domain.when import MINUTE, from_ms, to_ms
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, keeping

SETTING = "calm"
_DAY_MINUTES = 24 * 60
_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[?[0-9a-fA-F:]{2,45}\]?")
HERE = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


class Wishes(BaseModel):
    """Everything that is chosen; minutes count from midnight in the machine's time zone.

    Attributes:
        on: Whether she chose a budget at all: without one nothing is counted.
        budget: Looks a day.
        begin, till: Her day of looking, in minutes.
        hours: When digests are made, in minutes, ascending.
        evening: Whether there is a quiet evening, from `evening_from` until `evening_till`.
        keeps_looks: Whether looks are kept beyond today, to be shown.
        reactions: Whether reactions are shown in lists and numbers; replies always are.
        mail: Whether digests go out by mail, to `mail_to`.
        security: `tls`, `starttls`, or `none`, which is taken only on this machine.
        desktop: Notifications: `off`, `page` (by the browser) or `system`.
        urgent: Whether what cannot wait is told the same ways at once.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    on: bool = False
    budget: int = Field(4, ge=1, le=24)
    begin: int = Field(8 * 60, ge=0, lt=_DAY_MINUTES)
    till: int = Field(21 * 60, ge=0, le=_DAY_MINUTES)
    hours: tuple[int, ...] = (8 * 60 + 30, 13 * 60, 18 * 60 + 30)
    evening: bool = False
    evening_from: int = Field(20 * 60, ge=0, lt=_DAY_MINUTES)
    evening_till: int = Field(8 * 60, ge=0, lt=_DAY_MINUTES)
    keeps_looks: bool = False
    reactions: bool = True
    mail: bool = False
    mail_to: str = Field("", max_length=254)
    mail_from: str = Field("", max_length=254)
    host: str = Field("", max_length=253)
    port: int = Field(465, ge=1, le=65_535)
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str = Field("", max_length=254)
    desktop: Literal["off", "page", "system"] = "off"
    urgent: bool = True

    @model_validator(mode="after")
    def _fits(self) -> "Wishes":
        if self.till <= self.begin:
            raise ValueError("the day of looking ends before it begins; choose a later end")
        if any(not 0 <= one < _DAY_MINUTES for one in self.hours) or len(self.hours) > 12:
            raise ValueError("the hours of digests are no times of a day, or more than twelve")
        if self.mail:
            self._can_be_mailed()
        return self

    def _can_be_mailed(self) -> None:
        for name, one in (("To", self.mail_to), ("From", self.mail_from or self.mail_to)):
            if not _ADDRESS.fullmatch(one):
                raise ValueError(f"“{name}” is no mail address such as mara@example.org")
        if not _HOST.fullmatch(self.host):
            raise ValueError("the mail server's name is missing or is none, such as smtp.example.org")
        if self.security == "none" and self.host.casefold() not in HERE:
            raise ValueError("without encryption only a server on this machine is used; choose TLS")
        if any(ord(sign) < 32 for sign in self.user):
            raise ValueError("the user name for the mail server holds signs that no name has")


def wishes(workspace: Workspace) -> Wishes:
    """What is chosen; what was never chosen is as it ships."""
    with workspace.store.reading() as conn:
        return wishes_in(conn)


def wishes_in(conn: Connection) -> Wishes:
    """The same in a transaction that there is already."""
    told = keeping.setting(conn, SETTING)
    return Wishes.model_validate(told) if isinstance(told, dict) else Wishes()


def wish(workspace: Workspace, changes: Mapping[str, object], password: str = "") -> Wishes:
    """Changes what is chosen.

    Args:
        password: Of the mail server; empty leaves the one that is kept.

    Raises:
        UsageError: Something of it cannot be, or not in a rehearsal; nothing is changed.
    """
    before = wishes(workspace)
    try:
        after = Wishes.model_validate({**before.model_dump(), **changes})
    except ValidationError as error:
        first = error.errors()[0]
        said = str(first["msg"]).removeprefix("Value error, ")
        named = "".join(f"{one}: " for one in first["loc"])
        raise UsageError(f"{named}{said}", mend="Change it and save again.") from error
    if after.mail or after.desktop == "system":
        workspace.only_real("no mail and no word to the desktop leaves it")
    if password:
        Secrets(workspace.home).keep(_account(after), {"password": password})
    if _account(after) != _account(before):
        Secrets(workspace.home).forget(_account(before))
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, SETTING, after.model_dump(mode="json"))
    return after


def password(workspace: Workspace) -> str:
    """The password of the mail server; empty for none."""
    return (Secrets(workspace.home).of(_account(wishes(workspace))) or {}).get("password", "")


def _account(wanted: Wishes) -> str:
    """Under what the password is kept: it belongs to the server and the name for which it was typed, and goes
    to no other, whatever a store that was put back says."""
    told = f"{wanted.host.casefold()}:{wanted.port} {wanted.user}"
    return f"calm:mail:{sha256(told.encode()).hexdigest()[:16]}"


def has_password(workspace: Workspace) -> bool:
    """Whether one is kept and can be read; where it cannot, the page that mends it must open all the same."""
    with suppress(StoreError):
        return bool(password(workspace))
    return False


def minutes(text: str) -> int:
    """Minutes since midnight from "17:40". Raises UsageError."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        raise UsageError(f"{text[:20]!r} is no time of day", mend="Write it as 17:40.")
    return int(found[1]) * 60 + int(found[2] or 0)


def clock(at: int) -> str:
    """ "17:40" from minutes since midnight."""
    return f"{at // 60 % 24:02}:{at % 60:02}"


def day_of(now: int, wanted: Wishes) -> tuple[int, int, int]:
    """When her day of looking begins and ends, and when the next one begins, in epoch milliseconds: of the
    day that `now` is in."""
    return _on(now, wanted.begin), _on(now, wanted.till), _on(now, wanted.begin, days=1)


def midnight(now: int) -> int:
    """When this day began."""
    return _on(now, 0)


def calm_preferences(workspace: Workspace) -> dict[str, str]:
    """What follows for all pages: whether reactions are `shown` or `muted`, and in the quiet evening that
    hostile words are out of sight."""
    wanted = wishes(workspace)
    told = {"reactions": "shown" if wanted.reactions else "muted", "notices": wanted.desktop}
    return {**told, "hostile": "hidden"} if in_evening(workspace.now(), wanted) else told


def in_evening(now: int, wanted: Wishes) -> bool:
    """Whether it is the quiet evening."""
    if not wanted.evening:
        return False
    local = from_ms(now).astimezone()
    at, begin, end = local.hour * 60 + local.minute, wanted.evening_from, wanted.evening_till
    return begin <= at < end if begin < end else at >= begin or at < end


def slot(now: int, wanted: Wishes, late: int = 6 * 60 * MINUTE) -> tuple[str, int] | None:
    """The newest of her hours that has come, as the key of its digest and its instant; none where none came
    within the last hours.

    Args:
        late: How long after its hour a digest is still made, in milliseconds: a machine that slept through
            the night does not send yesterday's.
    """
    passed = [
        (at, minute, days)
        for days in (-1, 0)
        for minute in wanted.hours
        if now - late < (at := _on(now, minute, days=days)) <= now
    ]
    if not passed:
        return None
    at, minute, _ = max(passed)
    return f"digest:{from_ms(at).astimezone():%Y-%m-%d}T{clock(minute)}", at


def next_hour(now: int, wanted: Wishes) -> int | None:
    """When the next digest is due; none where she wants none."""
    coming = [at for days in (0, 1) for minute in wanted.hours if (at := _on(now, minute, days=days)) > now]
    return min(coming, default=None)


def _on(now: int, minute: int, days: int = 0) -> int:
    """A time of the machine's own day, which may have 23 or 25 hours."""
    local = from_ms(now).astimezone()
    day = datetime(local.year, local.month, local.day) + timedelta(days=days)
    return to_ms((day + timedelta(minutes=minute)).astimezone())
