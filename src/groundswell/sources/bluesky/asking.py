"""Asking the AppView, whose answers hold what strangers wrote."""

from collections.abc import Mapping
from typing import Any, get_origin

from atproto import Client, exceptions
from atproto_client import models
from atproto_client.models.dot_dict import DotDict


def ask(client: Client, call: str, asked: Mapping[str, Any]) -> Any:
    """What a call answers, in the library's shape.

    The library refuses a whole answer for one thing in it that is not as the network's rules say; such an
    answer is a plain mapping with the same names, so that only that one thing cannot be read.

    Args:
        call: Its name, such as `app.bsky.feed.getLikes`.

    Raises:
        ModelError: It is no answer to that at all.
    """
    shapes: Any = getattr(models, "".join(part[0].upper() + part[1:] for part in call.split(".")))
    params: Any = models.get_or_create(dict(asked), shapes.Params)
    content = client.invoke_query(call, params=params, output_encoding="application/json").content
    if not isinstance(content, dict):
        raise exceptions.ModelError("no answer in JSON")
    try:
        return models.get_or_create(content, shapes.Response)
    except exceptions.ModelError:
        return DotDict({**content, **_needed(content, shapes.Response)})


def _needed(content: Mapping[str, Any], shape: Any) -> dict[str, Any]:
    """What an answer must hold; of lists what can be read at all. Raises ModelError."""
    needed: dict[str, Any] = {}
    for name, field in shape.model_fields.items():
        if field.is_required():
            key = field.alias or name
            found = content.get(key)
            is_list = get_origin(field.annotation) is list
            if found is None or is_list != isinstance(found, list):
                raise exceptions.ModelError(f"an answer without {key}")
            needed[key] = [one for one in found if isinstance(one, dict)] if is_list else found
    return needed
