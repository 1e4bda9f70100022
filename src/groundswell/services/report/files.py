"""A finished file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """A finished file, and what whoever made it should know, in sentences."""

    content: bytes
    notes: tuple[str, ...] = ()
