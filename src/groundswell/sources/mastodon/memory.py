"""What a line's secret remembers while it is used."""

from collections.abc import Callable

from groundswell.domain.actions import Act
from groundswell.sources.common.room import Room
from groundswell.sources.live import Secret

_UNDONE = {Act.MUTE: Act.UNMUTE, Act.MUTE_THREAD: Act.UNMUTE_THREAD}
"""What a server that lacks the first cannot undo either."""

_MOST = 20
_BEGUN = "?"


def lacking(secret: Secret) -> frozenset[Act]:
    """What the server turned out to lack."""
    return frozenset(map(Act, secret["lacks"].split()))


def lacks_of(acts: frozenset[Act]) -> str:
    """What `lacking` understands."""
    return " ".join(sorted(acts | {undo for act, undo in _UNDONE.items() if act in acts}))


def room_in(secret: Secret) -> Room | None:
    """How much a text may hold, as the server said last; none where that is not known."""
    most, _, per_link = secret.get("room", "").partition(" ")
    return Room(int(most), link=int(per_link), names_alone=True) if per_link else None


def room_text(room: Room | None) -> str:
    """What `room_in` understands."""
    return f"{room.signs} {room.link}" if room else ""


class Memory:
    """Remembers through kills what the server lacks and takes, and which reports went out.

    Args:
        keep: Called with the whole secret when something is to be remembered.
    """

    def __init__(self, secret: Secret, keep: Callable[[Secret], None]) -> None:
        self._secret, self._keep = dict(secret), keep

    def lack(self, act: Act) -> None:
        """The server cannot do this."""
        acts = {act} | {do for do, undo in _UNDONE.items() if undo is act}
        self._renew("lacks", lacks_of(lacking(self._secret) | acts))

    def hold(self, room: Room | None) -> None:
        """The server says that a text may hold so much."""
        if room_text(room) != self._secret.get("room", ""):
            self._renew("room", room_text(room))

    def begin(self, key: str) -> None:
        """A report is about to go out."""
        self._note(key, _BEGUN + key)

    def end(self, key: str) -> None:
        """A report has arrived."""
        self._note(key, key)

    def forget(self, key: str) -> None:
        """A report was not taken."""
        self._note(key, "")

    def has_begun(self, key: str) -> bool:
        """Whether a report was about to go out, and it is not known what became of it."""
        return _BEGUN + key in self._reports()

    def has_ended(self, key: str) -> bool:
        """Whether a report has arrived."""
        return key in self._reports()

    def _reports(self) -> list[str]:
        return self._secret.get("reports", "").split()

    def _note(self, key: str, as_: str) -> None:
        others = [one for one in self._reports() if one.removeprefix(_BEGUN) != key]
        self._renew("reports", " ".join([*others, as_][-_MOST:]).strip())

    def _renew(self, name: str, value: str) -> None:
        self._secret[name] = value
        self._keep(dict(self._secret))
