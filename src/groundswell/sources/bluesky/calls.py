"""What can go wrong in a call to the network, as our own errors."""

from collections.abc import Iterator
from contextlib import contextmanager

from atproto import exceptions

from groundswell.domain.errors import NotReady, SignInAgain

_SIGN_IN = "Sign in to Bluesky again: groundswell connect bluesky."


@contextmanager
def calling(where: str) -> Iterator[None]:
    """Turns the library's errors into ours; no message repeats what was sent."""
    try:
        yield
    except exceptions.UnauthorizedError as error:
        raise SignInAgain("the network refuses the sign-in", where=where, mend=_SIGN_IN) from error
    except exceptions.RateLimitExceededError as error:
        wait = _wait(error)
        raise NotReady(
            "the network asks to wait", where=where, mend="It goes on later.", wait_s=wait
        ) from error
    except exceptions.BadRequestError as error:
        if _named(error) in {"ExpiredToken", "InvalidToken", "AccountDeactivated", "AccountTakedown"}:
            raise SignInAgain("the sign-in no longer holds", where=where, mend=_SIGN_IN) from error
        raise NotReady(f"the network refuses the request ({_named(error)})", where=where) from error
    except exceptions.RequestErrorBase as error:
        raise NotReady("the network cannot be reached", where=where, mend="It is tried again.") from error
    except (exceptions.ModelError, ValueError) as error:
        raise NotReady("the network answered something that cannot be read", where=where) from error


def _named(error: exceptions.RequestErrorBase) -> str:
    content = getattr(error.response, "content", None)
    return str(getattr(content, "error", None) or "no reason given")


def _wait(error: exceptions.RequestErrorBase) -> float | None:
    headers = getattr(error.response, "headers", None) or {}
    told = headers.get("retry-after") or ""
    return float(told) if told.isdecimal() else None
