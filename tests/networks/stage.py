"""What the contract needs of a network to be played on it."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from socket import socket
from typing import ClassVar

import pytest

from groundswell.services.networks.lines import begin, connect
from groundswell.services.workspace import Workspace

Kinds = Counter[tuple[str, str]]
"""How many interactions there are of each kind, in each direction."""


class Stage(ABC):
    """A network with one author, whose account is signed in, and others who do things.

    What is done is there for everybody when the call that does it returns.

    Attributes:
        network: The name of its entry point.
        brought: What `wave` brings.
        within_s: How long after that everything may take to be told as news.
        has_tokens: Whether its sign-in can be taken back.
    """

    network: str
    brought: ClassVar[Kinds]
    within_s: float = 30
    has_tokens: bool = True

    @abstractmethod
    def given(self, address: str) -> Mapping[str, str]:
        """What the author gives to sign in, after having opened the address, if there is one."""

    @abstractmethod
    def wrong(self, address: str) -> Mapping[str, str]:
        """What somebody gives who may not sign in."""

    @abstractmethod
    def wave(self) -> str:
        """A post with at least the replies "How did you answer it?", which the author answers with "With two
        lines, the next day.", and "Thank you for this."; the natural key of the post."""

    @abstractmethod
    def asked(self) -> str:
        """A post with the reply "When do they answer?"; the natural key of the reply."""

    @abstractmethod
    def answers(self, key: str) -> list[str]:
        """What anybody sees right below it."""

    @abstractmethod
    def likes(self, key: str) -> int:
        """How many like it."""

    @abstractmethod
    def secrets(self, workspace: Workspace) -> list[str]:
        """What may stand in no file, no message and no table."""

    def publishes(self, text: str) -> None:
        """Whoever wrote "Thank you for this." publishes something."""
        raise NotImplementedError

    def revoke(self, workspace: Workspace) -> None:
        """Takes back what the author signed in with, on the network, until `given` is called again."""
        raise NotImplementedError

    def down(self) -> AbstractContextManager[None]:
        """While it lasts, the network cannot be reached."""
        return unplugged()


def sign_in(workspace: Workspace, stage: Stage) -> None:
    """As a user does it, who opens what is to be opened."""
    address = begin(workspace, stage.network, stage.given(""))
    connect(workspace, stage.network, stage.given(address))


@contextmanager
def unplugged() -> Iterator[None]:
    """No connection can be made from this process."""

    def refuse(*_: object) -> None:
        raise ConnectionRefusedError("the cable is pulled")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "connect", refuse)
        yield
