"""A rehearsal in its folder: begun, paused, gone on with, ended, and deleted by one press.

The folder `rehearsal` in the data folder holds a whole data folder of its own, so nothing of a rehearsal is
ever among what is real, and deleting it is deleting that folder.
"""

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from groundswell.domain.errors import NotFound, StoreError, UsageError
from groundswell.domain.records import Record
from groundswell.domain.when import to_ms
from groundswell.rehearsal.characters import character
from groundswell.rehearsal.facts import NAME
from groundswell.services.rehearsal.clock import Clock
from groundswell.services.rehearsal.doings import Doings
from groundswell.services.rehearsal.looking import LookLog
from groundswell.services.rehearsal.plans import FOLDER, Plan, checked_speed, plan_in, write_plan
from groundswell.services.rehearsal.stage import Stage
from groundswell.services.secrets import APART
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import lines, open_store
from groundswell.store.intake import Intake

_DOINGS, _LOOKS = "doings.jsonl", "looks.jsonl"
_LARGEST = 2_000_000


class Rehearsal:
    """An open rehearsal. Its workspace is like any other, with a clock and a network of its own.

    Raises:
        NotFound: There is none.
        UsageError: Another program has it open: two clocks would not agree.
        StoreError: Its store or plan cannot be read.
    """

    def __init__(self, home: Path, settings: Settings) -> None:
        self._file = home / FOLDER / APART
        self._plan = plan_in(home)
        if self._plan is None:
            raise NotFound("there is no rehearsal", mend="Begin one.")
        self._turn, self._closed = threading.Lock(), False
        self._only = _alone(self._file.parent)
        self.clock = Clock(self._plan.at, self._plan.speed)
        folder = self._file.parent
        self.looks = LookLog(folder / _LOOKS)
        self.stage = Stage(self._plan.made, self._plan.begun, self.clock, Doings(folder / _DOINGS))
        self.workspace = Workspace(
            folder, open_store(folder), _own_settings(settings), self.clock, {NAME: self.stage}, home
        )
        with self.workspace.store.writing() as conn:
            Intake().write(conn, [Record(NAME, (self.stage.account,))])
            lines.open_line(conn, self.stage.account)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def plan(self) -> Plan:
        """As it stands now."""
        assert self._plan is not None
        standing = self.clock.standing
        return replace(self._plan, at=standing.at, speed=standing.speed)

    @property
    def running(self) -> bool:
        """Whether its clock runs."""
        return self.clock.standing.running

    @property
    def over(self) -> bool:
        """Whether everything has come that comes by itself."""
        return self.clock() >= self.stage.over_at

    @property
    def share(self) -> float:
        """0–1, how much of the wave has passed."""
        whole = self.stage.over_at - self.stage.begun
        return min(1.0, (self.clock() - self.stage.begun) / whole) if whole else 1.0

    def go_on(self) -> None:
        """Lets the clock run. Raises UsageError after the end."""
        if self.plan.ended:
            raise UsageError("this rehearsal has ended", mend="Begin another one.")
        self.clock.start()
        self.write_down()

    def pause(self) -> None:
        """Lets the clock stand still."""
        self.clock.pause()
        self.write_down()

    def set_speed(self, speed: float) -> None:
        """From now on it goes so many times as fast as real time. Raises UsageError."""
        self.clock.set_speed(checked_speed(speed))
        self.write_down()

    def to_the_end(self) -> None:
        """Puts the clock forward to where nothing more comes by itself."""
        self.clock.put_forward(self.stage.over_at)
        self.write_down()

    def end(self) -> None:
        """Ends it; what was done in it can still be looked at."""
        self.clock.pause()
        assert self._plan is not None
        self._plan = replace(self._plan, ended=True)
        self.write_down()

    def write_down(self) -> None:
        """Keeps how far it has come, so that a kill costs little of it."""
        with self._turn:
            write_plan(self._file, self.plan)

    def close(self) -> None:
        """Lets the clock stand still and closes the store; once more does nothing more."""
        if not self._closed:
            self._closed = True
            self.pause()
            self.workspace.close()
            self._only.release()


def begin(
    workspace: Workspace,
    name: str,
    *,
    speed: float = 60.0,
    seed: int = 1,
    events: int | None = None,
    today: Callable[[], datetime] = lambda: datetime.now().astimezone(),
) -> Plan:
    """Makes a rehearsal, in place of one that was there; its clock stands still at the post's hour.

    Args:
        workspace: The real one, in whose folder it gets a folder of its own.
        name: That of its character.

    Raises:
        UsageError: There is no such character, or it is too large or too fast, or this is a rehearsal.
        StoreError: Its folder cannot be written.
    """
    workspace.only_real("another one is begun outside of it")
    if events is not None and not 1 <= events <= _LARGEST:
        raise UsageError(f"a wave has 1 to {_LARGEST:,} events", mend="Choose fewer.")
    posted = character(name).posted_hour
    now = today()
    at = now.replace(hour=int(posted), minute=int(posted % 1 * 60), second=0, microsecond=0)
    begun = to_ms(at) if at <= now else to_ms(at) - 86_400_000
    plan = Plan(name, seed, events, checked_speed(speed), begun, begun)
    delete(workspace)
    folder = workspace.home / FOLDER
    try:
        folder.mkdir(mode=0o700)
        write_plan(folder / APART, plan)
    except OSError as error:
        raise StoreError(f"the rehearsal cannot be kept ({error.strerror})", where=str(folder)) from error
    return plan


def delete(workspace: Workspace) -> bool:
    """Deletes the rehearsal with everything in it; says whether there was one.

    Raises:
        UsageError: Another program has it open.
        StoreError: Its folder cannot be removed.
    """
    folder = workspace.home / FOLDER
    if workspace.played is not None or not folder.exists():
        return False
    _alone(folder).release()
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise StoreError(f"the rehearsal cannot be deleted ({error.strerror})", where=str(folder)) from error
    return True


def _alone(folder: Path) -> FileLock:
    lock = FileLock(folder / "open.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UsageError("another program has the rehearsal open", mend="End that one first.") from None
    return lock


def _own_settings(settings: Settings) -> Settings:
    """Those that read and write; none that lead anywhere."""
    return Settings.model_construct(
        reader=settings.reader, writer=settings.writer, own_language=settings.own_language,
        port=settings.port, limits=settings.limits,
    )  # fmt: skip
