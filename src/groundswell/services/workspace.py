"""What every use case needs: the store, the settings, and a clock."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from groundswell.domain.errors import UsageError
from groundswell.services.settings import Settings, data_folder, load_settings
from groundswell.sources.live import LiveSource
from groundswell.store import Store, open_store


def real_time() -> int:
    """Now, in epoch milliseconds."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open data folder.

    Attributes:
        now: Gives the time in epoch milliseconds, so that a rehearsal can have its own and tests can stop it.
        played: In a rehearsal the networks that it plays, by name: there are no others there. None elsewhere.
        outside: In a rehearsal the real data folder. Only who is there for somebody in danger is read there.
    """

    home: Path
    store: Store
    settings: Settings
    now: Callable[[], int] = field(default=real_time)
    played: Mapping[str, LiveSource] | None = None
    outside: Path | None = None

    @property
    def spool(self) -> Path:
        """Where files dropped into the page wait to be imported."""
        return self.home / "spool"

    def only_real(self, what: str) -> None:
        """Raises UsageError in a rehearsal, since `what` is nothing for one."""
        if self.played is not None:
            raise UsageError(f"this is a rehearsal: {what}", mend="Do it in Groundswell itself.")

    def close(self) -> None:
        """Closes the store."""
        self.store.close()


def open_workspace(home: Path | None = None) -> Workspace:
    """Opens the data folder, making it on the first day. Raises StoreError or UsageError."""
    settings = load_settings()
    folder = home or data_folder()
    return Workspace(folder, open_store(folder), settings)
