"""Signing in by OAuth as the AT Protocol has it: the user allows it on a page of the account's own server.

A program on the user's machine is nobody that a server could look up. It calls itself `http://localhost` and
says there where the browser is to come back to, an address of this machine.
"""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx

from groundswell.domain.errors import NotReady, SignInAgain
from groundswell.sources.bluesky.calls import calling
from groundswell.sources.bluesky.dpop import TIMEOUT_S, Prover, hashed, new_key, tokens_in
from groundswell.sources.common.places import is_here, is_safe
from groundswell.sources.live import STATE, Begun, Secret

RETURN = "http://127.0.0.1:8765/back"
"""Where the browser comes back to unless it is said: where Groundswell's own pages usually are."""

SCOPE = "atproto transition:generic"
"""As much as an app password allows, save direct messages."""

DIRECTORY = "https://plc.directory"
"""Where most accounts say on which server they lie."""

_HOME = "AtprotoPersonalDataServer"
_ANEW = "Begin anew."


def client_for(back: str) -> str:
    """What a program calls itself to which the browser comes back there."""
    return f"http://localhost?{urlencode({'redirect_uri': back, 'scope': SCOPE})}"


def begin(server: str, handle: str, back: str = RETURN) -> Begun:
    """Announces the sign-in to the server; the address is its page where the user allows it.

    Args:
        back: Where the browser is to come back to.

    Raises:
        SignInAgain: The server has no such sign-in, or refuses it.
        NotReady: It cannot be reached.
    """
    with calling(server), httpx.Client(timeout=TIMEOUT_S, follow_redirects=True) as http:
        at = _described(http, server)
        key, verifier, state = new_key(), secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        client = client_for(back)
        form = {
            "client_id": client,
            "response_type": "code",
            "redirect_uri": back,
            "scope": SCOPE,
            "state": state,
            "code_challenge": hashed(verifier),
            "code_challenge_method": "S256",
            "login_hint": handle,
        }
        answer = Prover(key).post(http, at["pushed_authorization_request_endpoint"], form)
        request = _json(answer, server).get("request_uri")
    if answer.is_error or not request:
        raise SignInAgain("the server does not begin a sign-in", where=server, mend=_ANEW)
    address = f"{at['authorization_endpoint']}?{urlencode({'client_id': client, 'request_uri': request})}"
    kept = {
        "server": server,
        "issuer": at["issuer"],
        "token_at": at["token_endpoint"],
        "key": key,
        "verifier": verifier,
        STATE: state,
        "back": back,
    }
    return Begun(address, kept)


def finish(server: str, came_back: str, kept: Secret) -> dict[str, str]:
    """What opens the line from now on.

    Args:
        came_back: The address at which the browser ended.
        kept: What `begin` gave.

    Raises:
        SignInAgain: It is not the answer to what was begun, or the user or the server refuses.
        NotReady: The server cannot be reached.
    """
    if kept.get("server") != server:
        raise SignInAgain("this sign-in was not begun", where=server, mend=_ANEW)
    told = {name: values[0] for name, values in parse_qs(urlsplit(came_back.strip()).query).items()}
    if "error" in told:
        raise SignInAgain("the sign-in was not allowed", where=server, mend=_ANEW)
    if not told.get("code"):
        mend = "Copy all of it from the address bar of the browser."
        raise SignInAgain("the address does not hold what the server showed", where=server, mend=mend)
    if told.get("iss") != kept["issuer"] or not secrets.compare_digest(
        told.get(STATE, "").encode(), kept[STATE].encode()
    ):
        raise SignInAgain("the address belongs to another sign-in", where=server, mend=_ANEW)
    client = client_for(kept["back"])
    form = {
        "grant_type": "authorization_code",
        "client_id": client,
        "redirect_uri": kept["back"],
        "code": told["code"],
        "code_verifier": kept["verifier"],
    }
    with calling(server), httpx.Client(timeout=TIMEOUT_S) as http:
        tokens = tokens_in(Prover(kept["key"]).post(http, kept["token_at"], form), server)
    if "atproto" not in tokens["scope"].split():
        raise SignInAgain("the sign-in allows too little", where=server, mend=_ANEW)
    # A server on this machine is the home of its accounts, and need not be known to the world.
    home = server if is_here(server) else home_of(tokens["did"], kept["issuer"])
    return {
        "server": server,
        "home": home,
        "issuer": kept["issuer"],
        "token_at": kept["token_at"],
        "key": kept["key"],
        "client": client,
        **tokens,
    }


def home_of(did: str, issuer: str, directory: str = DIRECTORY) -> str:
    """The server on which an account lies, as the account itself says in public.

    Args:
        issuer: Who handed out tokens for the account.

    Raises:
        SignInAgain: The account names no server, or one that does not trust the issuer.
        NotReady: That cannot be asked.
    """
    _, method, name = did.split(":", 2)
    # A DID of the web is a host's name, in which a colon would begin a path.
    said_at = f"{directory}/{did}" if method == "plc" else f"https://{quote(name)}/.well-known/did.json"
    with calling(did), httpx.Client(timeout=TIMEOUT_S, follow_redirects=True) as http:
        services = _json(http.get(said_at), did).get("service") or []
        home = next((str(one["serviceEndpoint"]) for one in services if one.get("type") == _HOME), "")
        if not home or issuer not in _trusted_by(http, home):
            raise SignInAgain("the account does not lie where the sign-in came from", where=did, mend=_ANEW)
    return home


def _described(http: httpx.Client, server: str) -> Mapping[str, str]:
    """What the server that signs in says of itself, found by the server that keeps accounts; some do both."""
    for issuer in [*_trusted_by(http, server), server]:
        said = _json(http.get(f"{issuer.rstrip('/')}/.well-known/oauth-authorization-server"), server)
        wanted = ("authorization_endpoint", "token_endpoint", "pushed_authorization_request_endpoint")
        if str(said.get("issuer", "")).rstrip("/") == issuer.rstrip("/"):
            found = {name: str(said.get(name, "")) for name in ("issuer", *wanted)}
            if not all(is_safe(found[name]) for name in wanted):
                raise SignInAgain("the server signs in over a way that is not safe", where=server)
            return found
    mend = "Give an app password instead."
    raise SignInAgain("the server has no sign-in in the browser", where=server, mend=mend)


def _trusted_by(http: httpx.Client, home: str) -> list[str]:
    said = _json(http.get(f"{home.rstrip('/')}/.well-known/oauth-protected-resource"), home)
    told = said.get("authorization_servers")
    return [str(one) for one in told] if isinstance(told, list) else []


def _json(response: httpx.Response, where: str) -> dict[str, Any]:
    """What was answered; nothing if it is no such answer."""
    if response.is_server_error:
        raise NotReady("the server fails", where=where, mend="It is tried again.")
    try:
        told = response.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
