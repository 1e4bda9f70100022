"""The whole tree of errors. Faces turn it into exit codes, pages and JSON, in one place each.

GroundswellError
├── InputError             what was given cannot be used               (exit 1)
│   ├── UnrecognisedFile   no source knows this file
│   ├── UnsafeFile         a limit was passed or the file is a trap
│   ├── DamagedFile        recognised, but cannot be read on
│   └── MappingNeeded      a table whose columns must be named by hand
├── UsageError             the call itself is wrong                    (exit 2)
├── NotFound               no such interaction, person, post or import (exit 1)
├── NetworkError           a live network cannot be used               (exit 1)
│   ├── SignInAgain        it no longer takes the account's tokens
│   └── NotReady           it cannot be reached or asks to wait
├── StoreError             the store cannot be used                    (exit 1)
└── ServeError             the web app cannot be served                (exit 1)
"""


class GroundswellError(Exception):
    """Something the user can act on: what happened, where, and the mend.

    Args:
        what: What is wrong, in one short sentence without a full stop.
        where: The file, row or setting it happened at; may be empty.
        mend: What to do about it; may be empty.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f". {self.mend}" if self.mend else "")


class InputError(GroundswellError):
    """What was given cannot be used."""


class UnrecognisedFile(InputError):
    """No source knows this file."""


class UnsafeFile(InputError):
    """A limit was passed, or the file is built as a trap."""


class DamagedFile(InputError):
    """The file was recognised but cannot be read any further."""


class MappingNeeded(InputError):
    """A table of comments whose columns must be named by hand.

    Args:
        columns: The headers found, in their order.
        missing: The fields that no header could be matched to, such as `text`.
    """

    def __init__(
        self, columns: tuple[str, ...], missing: tuple[str, ...], *, where: str = "", mend: str = ""
    ) -> None:
        self.columns, self.missing = columns, missing
        named = ", ".join(missing)
        super().__init__(f"cannot tell which column holds: {named}", where=where, mend=mend)


class UsageError(GroundswellError):
    """The call itself is wrong."""

    exit_code = 2


class NotFound(GroundswellError):
    """There is no such interaction, person, post or import."""


class NetworkError(GroundswellError):
    """A live network cannot be used."""


class SignInAgain(NetworkError):
    """The network no longer takes what the account signed in with."""


class NotReady(NetworkError):
    """The network cannot be reached, is failing, or asks to wait.

    Args:
        wait_s: Seconds after which it may be asked again; none if it did not say.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "", wait_s: float | None = None) -> None:
        self.wait_s = wait_s
        super().__init__(what, where=where, mend=mend)


class StoreError(GroundswellError):
    """The store cannot be used: read-only, full, locked or newer than this program."""


class ServeError(GroundswellError):
    """The web app cannot be served: the port is in use, or the address is not this machine."""
