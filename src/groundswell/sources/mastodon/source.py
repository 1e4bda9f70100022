"""Signing in to a server and opening the line."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from mastodon import Mastodon as Client

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import NotFound, SignInAgain
from groundswell.sources.common.places import is_here, is_safe
from groundswell.sources.common.room import Room
from groundswell.sources.live import Begun, Field, Line, Secret, SignedIn
from groundswell.sources.mastodon.acting import ACTS, REASON, Hands
from groundswell.sources.mastodon.calls import AGENT, calling, client_of, close
from groundswell.sources.mastodon.facts import account_of, host_of
from groundswell.sources.mastodon.line import MastodonLine
from groundswell.sources.mastodon.memory import Memory, lacking, lacks_of, room_in, room_text
from groundswell.sources.mastodon.writing import asked_room

SCOPES = ["read", "write", "follow"]
"""`follow` says nothing that the others do not, but older servers give leave to mute and block by it."""


class Mastodon:
    """Signs in by OAuth: the user allows it on a page of the server, which shows a code to be given here.

    The program registers with each server anew for each sign-in; that registration, the token, and what the
    server turned out to lack are kept together as the line's secret.
    """

    title = "Mastodon"
    streams_from = 0.0
    fields = (
        Field("server", "Your server, such as mastodon.social"),
        Field("code", "The code that your server shows once you have allowed it", later=True),
    )

    def begin(self, given: Mapping[str, str]) -> Begun:
        """Registers with the server; the address is its page where the user allows the sign-in."""
        server = _server(given["server"])
        client = client_of(server)
        try:
            with calling(client, server):
                app, key = Client.create_app(
                    AGENT, scopes=SCOPES, api_base_url=server, session=client.session, user_agent=AGENT
                )
                client.client_id, client.client_secret = app, key
                address = client.auth_request_url(scopes=SCOPES, allow_http=is_here(server))
        except NotFound as error:
            raise SignInAgain("this is no server that speaks Mastodon's language", where=server) from error
        finally:
            close(client)
        return Begun(address, {"server": server, "app": app, "app_secret": key})

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        """Raises SignInAgain if the code is wrong or too old, NotReady if the server cannot be reached."""
        server = _server(given["server"])
        if kept.get("server") != server:
            raise SignInAgain("the server has not been asked for a code", where=server, mend="Begin anew.")
        client = client_of(server, app=kept["app"], app_secret=kept["app_secret"])
        try:
            with calling(client, server):
                token = client.log_in(code=given["code"].strip(), scopes=SCOPES, allow_http=is_here(server))
                me = client.account_verify_credentials()
            lacks, room = _lacks(client, server), asked_room(client, server)
        except NotFound as error:
            mend = "Begin anew: a code is good for one try."
            raise SignInAgain("the server does not take the code", where=server, mend=mend) from error
        finally:
            close(client)
        told = {"token": token, "me": str(me.id), "lacks": lacks, "room": room_text(room)}
        return SignedIn(account_of(me), {**kept, **told})

    def acts(self, secret: Secret) -> frozenset[Act]:
        """What Mastodon's language has words for, without what this server turned out to lack."""
        return ACTS - lacking(secret)

    def rooms(self, secret: Secret) -> Mapping[Act, Room]:
        """As the server said when it was last asked, which is when something is written."""
        room = room_in(secret)
        return {Act.REPORT: REASON, **({Act.REPLY: room, Act.MESSAGE: room} if room else {})}

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        """Opens the line with the token, which holds until it is taken back."""
        client = client_of(secret["server"], secret["token"])
        hands = Hands(client, host_of(account), secret["me"], Memory(secret, keep))
        return MastodonLine(client, account, secret["me"], hands)


def _lacks(client: Client, server: str) -> str:
    """What the server says by itself that it cannot do: who cannot list whom one has muted cannot mute."""
    try:
        with calling(client, server):
            client.mutes(limit=1)
    except NotFound:
        return lacks_of(frozenset({Act.MUTE}))
    return ""


def _server(given: str) -> str:
    """The address of a server from what somebody types: a name, an address, or a handle with a server."""
    name = given.strip().rstrip("/").rpartition("@")[2]
    server = name if "://" in name else f"https://{name}"
    parts = urlsplit(server)
    if not is_safe(server):
        raise SignInAgain("a server is only spoken with over https", where=parts.hostname or "Mastodon")
    return f"{parts.scheme}://{parts.netloc}"
