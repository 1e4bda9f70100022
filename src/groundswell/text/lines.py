"""One object of JSON Lines that holds a text, as the commands take them."""

import json

from groundswell.domain.errors import InputError

_EXCERPT = 60


def line_of(line: str, *, where: str, mend: str) -> tuple[str, str, dict[str, object]]:
    """The id, the text and the whole object of a line; an id that is missing is empty.

    Args:
        where: What to call the line in an error, such as `row 17`.
        mend: What to do about a line that is no such object.

    Raises:
        InputError: It is no object, its `text` is no string, or its `id` neither a string nor a number.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise refused(f"is not JSON: {line.strip()[:_EXCERPT]!r}", where, mend) from error
    if not isinstance(row, dict):
        raise refused("is not a JSON object", where, mend)
    if not isinstance(row.get("text"), str):
        raise refused('has no "text" that is a string', where, mend)
    key = row.get("id", "")
    if isinstance(key, bool) or not isinstance(key, str | int | float):
        raise refused('has an "id" that is neither a string nor a number', where, mend)
    return str(key), row["text"], row


def refused(what: str, where: str, mend: str) -> InputError:
    """The error that says what is wrong with a line."""
    return InputError(f"the line {what}", where=where, mend=mend)
