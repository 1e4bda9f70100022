"""What was left over of a template: places that nobody filled."""

import re
from collections.abc import Iterator

_LEFT = re.compile(
    r"\[(?:[A-ZÄÖÜ][\w’' /-]{1,40}|[a-z]+(?:[ _][a-z]+)*(?: name| title| company| role| date))\]"
    r"|\{\{.{1,80}?\}\}|\{%.{1,80}?%\}|<%.{1,80}?%>|[$#]\{[^{}\n]{1,80}\}|\*\|\w{1,40}\|\*"
    r"|\{\s*[\w. -]{1,40}\s*\}|<<?[A-Za-z][\w ]{1,30}>>?|%[A-Z_]{3,30}%|\$\{?[A-Z_]{3,30}\}?"
    r"|\b(?:INSERT|TODO|XXX+|FNAME|FIRSTNAME|First ?Name|Company ?Name)\b"
)


def left_over(text: str) -> Iterator[tuple[int, int]]:
    """Where places stand that a template had for a name, a firm, a date."""
    for found in _LEFT.finditer(text):
        yield found.span()
