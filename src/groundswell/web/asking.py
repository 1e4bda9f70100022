"""Who asks for a page: the browser itself, or the script of a page that is already open."""

from starlette.requests import Request


def by_script(request: Request) -> bool:
    """Whether htmx asks, which puts the answer into an open page; a browser is answered with a whole page."""
    return "hx-request" in request.headers
