"""Signing in to Bluesky and opening the line."""

from collections.abc import Callable, Mapping

from atproto import Client, SessionEvent

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import SignInAgain
from groundswell.sources.bluesky.acting import ACTS
from groundswell.sources.bluesky.calls import calling
from groundswell.sources.bluesky.facts import account_of
from groundswell.sources.bluesky.line import BlueskyLine
from groundswell.sources.bluesky.streaming import listens_at
from groundswell.sources.live import Begun, Field, Line, Secret, SignedIn


class Bluesky:
    """Signs in with an app password, which can do less than the account's own and be taken back."""

    network = "bluesky"
    title = "Bluesky"
    streams_from = 60.0
    fields = (
        Field("handle", "Your handle, such as ada.bsky.social"),
        Field("password", "An app password (Settings, Privacy and security, App passwords)", hidden=True),
        Field("server", "Your server", default="https://bsky.social"),
    )

    def begin(self, given: Mapping[str, str]) -> Begun:
        """There is nothing to open: an app password is made in the network's own settings."""
        return Begun()

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        """Raises SignInAgain if the password is wrong, NotReady if the server cannot be reached."""
        handle = given["handle"].strip().removeprefix("@")
        server = (given.get("server") or "https://bsky.social").rstrip("/")
        if not handle or not given["password"]:
            raise SignInAgain("a handle and an app password are needed", where="Bluesky")
        client = Client(base_url=f"{server}/xrpc")
        try:
            with calling(f"{handle} at {server}"):
                client.login(handle, given["password"], fetch_bsky_profile=False)
                me = client.app.bsky.actor.get_profile({"actor": handle})
            account = account_of(me.did, me.handle, me.display_name or "", me.description or "")
            return SignedIn(account, {"session": client.export_session_string(), "server": server})
        finally:
            client.request.close()

    def acts(self, secret: Secret) -> frozenset[Act]:
        """Everything, on every server of the protocol."""
        return ACTS

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        """Takes up the session; it renews its tokens by itself."""
        client = Client(base_url=f"{secret['server']}/xrpc")

        def renewed(event: SessionEvent, session: object) -> None:
            if event is SessionEvent.REFRESH:
                keep({**secret, "session": client.export_session_string()})

        with calling(account.name):
            client.login(session_string=secret["session"], fetch_bsky_profile=False)
        client.on_session_change(renewed)
        return BlueskyLine(client, account, secret.get("listens") or listens_at(secret["server"]))
