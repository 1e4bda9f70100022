"""What the user prefers about the pages."""

from groundswell.domain.errors import UsageError
from groundswell.services.workspace import Workspace
from groundswell.store import keeping

CHOICES = {
    "scheme": ("auto", "light", "dark"),
    "hostile": ("folded", "hidden"),
    "look": ("1", "3", "10"),
    "sitting": ("30", "10", "20", "45"),
    "words_for": ("told", "wrote"),
}
"""Each preference with its choices, the first of which holds until another is chosen."""


def preferences(workspace: Workspace) -> dict[str, str]:
    """Every preference with its value."""
    with workspace.store.reading() as conn:
        chosen = {name: keeping.setting(conn, name) for name in CHOICES}
    return {name: str(chosen[name] or choices[0]) for name, choices in CHOICES.items()}


def prefer(workspace: Workspace, name: str, value: str) -> None:
    """Sets a preference. Raises UsageError if there is no such choice."""
    if value not in CHOICES.get(name, ()):
        raise UsageError(f"{name!r} cannot be {value!r}", mend="Choose one of those that the page offers.")
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, name, value)
