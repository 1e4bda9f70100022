"""What a command says while it works: one line on a terminal, gone when it is done."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def working(doing: str) -> Iterator[None]:
    """Says what is being done while it lasts, on standard error; a pipe or a file gets nothing.

    It is begun before the command's own parts are loaded, which takes as long as some commands do.
    """
    from rich.console import Console

    with Console(stderr=True).status(doing):
        yield
