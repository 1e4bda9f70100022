"""Accent colours that can be read: what is too pale or too dark for its ground is moved until it is not."""

import re

from groundswell.domain.errors import UsageError

LEAST = 4.5
"""Contrast with the ground, as WCAG 2 measures it; text in the accent needs so much."""

OWN = "#0f6a73"
_LIGHT, _DARK = "#ffffff", "#12191c"
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEP = 0.04

_Rgb = tuple[float, float, float]


def accent_of(text: str) -> str:
    """A colour as `#rrggbb`, also from `#rgb`; empty for none. Raises UsageError for anything else."""
    named = text.strip().lower()
    if not named:
        return ""
    if not _COLOUR.fullmatch(named):
        raise UsageError(f"{named[:20]!r} is no colour", mend="Write it as #0f6a73.")
    return named if len(named) == 7 else "#" + "".join(sign * 2 for sign in named[1:])


def accents_of(accent: str) -> tuple[str, str]:
    """The accent on white and on dark ground, each moved as little as it takes to be read."""
    chosen = accent or OWN
    return _moved(chosen, _LIGHT, towards=0.0), _moved(chosen, _DARK, towards=1.0)


def moved(accent: str) -> tuple[str, ...]:
    """What is to be said where a chosen colour could not be read as it was."""
    if not accent or accents_of(accent)[0] == accent:
        return ()
    light, _ = accents_of(accent)
    return (f"the accent {accent} is too pale on white to be read, so {light} is used there.",)


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, 1–21 (WCAG 2)."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _moved(colour: str, ground: str, *, towards: float) -> str:
    rgb = _rgb(colour)
    while contrast(_named(rgb), ground) < LEAST:
        red, green, blue = (part + _STEP * (towards - part) for part in rgb)
        rgb = (red, green, blue)
    return _named(rgb)


def _luminance(rgb: _Rgb) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(colour: str) -> _Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _named(rgb: _Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)
