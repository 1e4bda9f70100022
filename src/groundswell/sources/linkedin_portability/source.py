"""Signing in with a token that the member makes, and opening the line."""

from collections.abc import Callable, Mapping
from contextlib import closing

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import NotReady, SignInAgain
from groundswell.sources.linkedin_portability.calls import TOKEN_PAGE, Calls
from groundswell.sources.linkedin_portability.line import PortabilityLine
from groundswell.sources.linkedin_portability.snapshot import whose
from groundswell.sources.live import Begun, Field, Line, Secret, SignedIn

_LONGEST = 4_000
_AGAIN = "Sign in again: groundswell connect linkedin."


class LinkedInPortability:
    """Reads the member's own data, as European law has LinkedIn give it; nothing can be done this way."""

    title = "LinkedIn in the EEA and Switzerland"
    streams_from = None
    fields = (
        Field(
            "token",
            "The token that the page gives you for the scope r_dma_portability_self_serve. It needs an app "
            "of your own, made once at linkedin.com/developers/apps for the page “Member Data Portability "
            "(Member) Default Company”, with the product “Member Data Portability API (Member)”",
            hidden=True,
            later=True,
        ),
    )

    def begin(self, given: Mapping[str, str]) -> Begun:
        """LinkedIn's page that makes a token."""
        return Begun(TOKEN_PAGE)

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        """Raises SignInAgain if the token is refused, NotReady while the data is not put together."""
        token = given["token"].strip().removeprefix("Bearer ").strip()
        if not token.isascii() or not token.isprintable() or " " in token or len(token) > _LONGEST:
            raise SignInAgain(
                "that is no token", where="LinkedIn", mend=f"Copy it from {TOKEN_PAGE} as it is shown."
            )
        with closing(Calls(token, "LinkedIn")) as calls:
            account = whose(calls)
        if account is None:
            raise NotReady(
                "LinkedIn has not put your data together yet: after the first token that takes up to a day",
                where="LinkedIn",
                mend="Sign in tomorrow with the same token.",
            )
        return SignedIn(account, {"token": token})

    def acts(self, secret: Secret) -> frozenset[Act]:
        """Nothing: LinkedIn lets no program act for a member."""
        return frozenset()

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        """Asks nothing of LinkedIn yet."""
        return PortabilityLine(Calls(secret["token"], account.name, _AGAIN), account)
