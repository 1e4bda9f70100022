"""Signing in to Bluesky and opening the line."""

from collections.abc import Callable, Mapping
from typing import Any

from atproto import Client, Request, SessionEvent

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import SignInAgain
from groundswell.sources.bluesky import oauth
from groundswell.sources.bluesky.acting import ACTS
from groundswell.sources.bluesky.calls import calling
from groundswell.sources.bluesky.dpop import Bound
from groundswell.sources.bluesky.facts import account_of
from groundswell.sources.bluesky.line import BlueskyLine
from groundswell.sources.bluesky.saying import POST, REASON
from groundswell.sources.bluesky.session import Session
from groundswell.sources.bluesky.streaming import listens_at
from groundswell.sources.common.places import is_safe
from groundswell.sources.common.room import Room
from groundswell.sources.live import BACK, Begun, Field, Line, Secret, SignedIn

_USUAL = "https://bsky.social"


class Bluesky:
    """Signs in with an app password, which can do less than the account's own and be taken back, or without
    one in the browser, on a page of the account's server."""

    title = "Bluesky"
    streams_from = 60.0
    fields = (
        Field("handle", "Your handle, such as ada.bsky.social"),
        Field(
            "password",
            "An app password (Settings, Privacy and security, App passwords); leave it empty to sign in in "
            "the browser, which holds for two weeks",
            hidden=True,
            optional=True,
        ),
        Field("server", "Your server", default=_USUAL),
        Field(
            "address",
            "The address at which the browser ended, all of it (it begins with http://127.0.0.1; no page "
            "need be shown there)",
            later=True,
            optional=True,
            comes_back=True,
        ),
    )

    def begin(self, given: Mapping[str, str]) -> Begun:
        """Nothing is to be opened where there is an app password."""
        if given.get("password"):
            return Begun()
        return oauth.begin(_server(given), _handle(given), given.get(BACK) or oauth.RETURN)

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        """Raises SignInAgain if the network refuses, NotReady if the server cannot be reached."""
        server = _server(given)
        if not given.get("password"):
            secret = oauth.finish(server, given.get("address", ""), kept)
            client = _bound(secret, server, lambda renewed: secret.update(renewed))
            return SignedIn(_me(client, secret["did"], server), secret)
        client = Session(base_url=f"{server}/xrpc")
        handle = _handle(given)
        me = _me(client, handle, server, given["password"])
        return SignedIn(me, {"session": client.export_session_string(), "server": server})

    def acts(self, secret: Secret) -> frozenset[Act]:
        """Everything, on every server of the protocol."""
        return ACTS

    def rooms(self, secret: Secret) -> Mapping[Act, Room]:
        """The same on every server of the protocol."""
        return {Act.REPLY: POST, Act.REPORT: REASON}

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        """Takes up the session; it renews its tokens by itself."""
        listens = secret.get("listens") or listens_at(secret["server"])
        if "key" in secret:
            return BlueskyLine(_bound(secret, account.name, keep), account, listens)
        client = Session(base_url=f"{secret['server']}/xrpc")

        def renewed(event: SessionEvent, session: object) -> None:
            if event is SessionEvent.REFRESH:
                keep({**secret, "session": client.export_session_string()})

        with calling(account.name):
            client.login(session_string=secret["session"], fetch_bsky_profile=False)
        client.on_session_change(renewed)
        return BlueskyLine(client, account, listens)


def _bound(secret: Secret, where: str, keep: Callable[[Secret], None]) -> Client:
    """A client that sends with each request what proves that the tokens are its own."""
    return Client(base_url=f"{secret['home']}/xrpc", request=Request(auth=Bound(secret, where, keep)))


def _me(client: Client, name: str, server: str, password: str = "") -> Account:
    """Who signed in, or now signs in with a password; closes the client."""
    try:
        with calling(f"{name} at {server}"):
            if password:
                client.login(name, password, fetch_bsky_profile=False)
            me: Any = client.app.bsky.actor.get_profile({"actor": name})
        return account_of(me.did, me.handle, me.display_name or "", me.description or "")
    finally:
        client.request.close()


def _server(given: Mapping[str, str]) -> str:
    """Raises SignInAgain if somebody could listen on the way to it."""
    named = (given.get("server") or _USUAL).strip().rstrip("/")
    server = named if "://" in named else f"https://{named}"
    if not is_safe(server):
        raise SignInAgain("a server is only spoken with over https", where=server)
    return server


def _handle(given: Mapping[str, str]) -> str:
    """Raises SignInAgain if there is none."""
    handle = given.get("handle", "").strip().removeprefix("@")
    if not handle:
        raise SignInAgain("a handle is needed", where="Bluesky")
    return handle
