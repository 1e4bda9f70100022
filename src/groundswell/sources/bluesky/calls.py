"""What can go wrong in a call to the network, as our own errors."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from atproto import exceptions

from groundswell.domain.errors import NotReady, SignInAgain
from groundswell.sources.common.text import one_line

SIGN_IN = "Sign in to Bluesky again: groundswell connect bluesky."
_MOST_WAIT_S = 3_600.0
CLOCK = "It is tried again. Look whether this machine's clock is right."
ENDED = {"ExpiredToken", "InvalidToken", "AccountDeactivated", "AccountTakedown", "invalid_grant"}
"""What a server says where only signing in anew helps."""

_PROOF = {"invalid_dpop_proof", "use_dpop_nonce"}
_UNAUTHORIZED = 401
_MOST_QUOTED = 200


class Refused(NotReady):
    """The network understood the request and does not do it."""


@contextmanager
def calling(where: str) -> Iterator[None]:
    """Turns the library's errors into ours; no message repeats what was sent.

    Raises:
        SignInAgain: The server no longer takes the tokens.
        Refused: It does not do this one thing.
        NotReady: It cannot be reached, fails, or asks to wait.
    """
    try:
        yield
    except exceptions.LoginRequiredError as error:
        raise SignInAgain("the network refuses the sign-in", where=where, mend=SIGN_IN) from error
    except exceptions.RateLimitExceededError as error:
        wait = _wait(error)
        raise NotReady(
            "the network asks to wait", where=where, mend="It goes on later.", wait_s=wait
        ) from error
    except (exceptions.UnauthorizedError, exceptions.BadRequestError) as error:
        raise _refusal(error, where) from error
    except (exceptions.RequestErrorBase, httpx.TransportError, httpx.InvalidURL) as error:
        raise NotReady("the network cannot be reached", where=where, mend="It is tried again.") from error
    except (exceptions.ModelError, ValueError) as error:
        raise NotReady("the network answered something that cannot be read", where=where) from error


def _refusal(error: exceptions.RequestErrorBase, where: str) -> SignInAgain | NotReady:
    """What a server means that understood the request and does not take it."""
    name = named(error)
    if name in ENDED:
        return SignInAgain("the sign-in no longer holds", where=where, mend=SIGN_IN)
    if name in _PROOF:
        return NotReady("the network does not take the proof of the sign-in", where=where, mend=CLOCK)
    if getattr(error.response, "status_code", None) == _UNAUTHORIZED:
        return SignInAgain("the network refuses the sign-in", where=where, mend=SIGN_IN)
    if name == "InvalidSwap":
        return NotReady("it was changed elsewhere in this very moment", where=where)
    return Refused(f"the network refuses the request ({name})", where=where)


def named(error: exceptions.RequestErrorBase) -> str:
    """What the server calls the error."""
    content = getattr(error.response, "content", None)
    return one_line(str(getattr(content, "error", None) or "no reason given"))[:_MOST_QUOTED]


def _wait(error: exceptions.RequestErrorBase) -> float | None:
    """Seconds to wait: said outright, or as the time at which the limit begins anew."""
    headers = getattr(error.response, "headers", None) or {}
    told, reset = str(headers.get("retry-after") or ""), str(headers.get("ratelimit-reset") or "")
    if told.isdecimal():
        return float(told)
    # An instant, so that a clock that is off would make it any length.
    return min(_MOST_WAIT_S, max(1.0, float(reset) - time.time())) if reset.isdecimal() else None
