"""Tokens that are good for nothing without a key (RFC 9449), as httpx sends them.

Each request carries a proof, signed with the key, that whoever sends it holds the key too. The server says
of what freshness a proof has to be (its nonce), and tokens are renewed as they run out.
"""

import json
import time
import uuid
from collections.abc import Callable, Generator, Mapping
from email.utils import parsedate_to_datetime
from hashlib import sha256
from threading import Lock

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey
from joserfc.util import urlsafe_b64encode

from groundswell.domain.errors import NotReady, SignInAgain
from groundswell.sources.bluesky.calls import CLOCK, ENDED, SIGN_IN, calling
from groundswell.sources.common.text import one_line
from groundswell.sources.live import Secret

TIMEOUT_S = 30.0
_ALGORITHM = "ES256"
_EARLY_S = 60.0
"""So long before they run out tokens are renewed."""

_CLOCKS_APART_S = 60.0
_UNAUTHORIZED, _TOO_MANY = 401, 429
_TRIES = 3
_MOST_QUOTED = 200


def new_key() -> str:
    """A key to be kept."""
    return json.dumps(ECKey.generate_key("P-256").as_dict(private=True))


class Prover:
    """Signs requests with one key. Remembers what freshness each server wants, and how far its clock is from
    ours where that is more than a minute: a proof that is dated otherwise is not taken."""

    def __init__(self, key: str) -> None:
        self._key = ECKey.import_key(json.loads(key))
        self._nonces: dict[str, str] = {}
        self._ahead_s: dict[str, float] = {}

    def sign(self, request: httpx.Request, token: str = "") -> None:
        """Adds the proof to a request, bound to the token that goes along."""
        claims = {
            "jti": uuid.uuid4().hex,
            "htm": request.method,
            "htu": str(request.url.copy_with(query=None, fragment=None)),
            "iat": int(time.time() + self._ahead_s.get(_origin(request.url), 0.0)),
        }
        if nonce := self._nonces.get(_origin(request.url)):
            claims["nonce"] = nonce
        if token:
            claims["ath"] = hashed(token)
            request.headers["Authorization"] = f"DPoP {token}"
        head = {"typ": "dpop+jwt", "alg": _ALGORITHM, "jwk": self._key.as_dict(private=False)}
        request.headers["DPoP"] = jwt.encode(head, claims, self._key)

    def wants_again(self, response: httpx.Response) -> bool:
        """Takes up what freshness the server wants and what time it has there; says whether it refused for
        that alone."""
        origin = _origin(response.request.url)
        nonce = response.headers.get("dpop-nonce")
        if nonce:
            self._nonces[origin] = nonce
        ahead = _ahead_s(response)
        moved = abs(ahead - self._ahead_s.get(origin, 0.0)) > _CLOCKS_APART_S
        if moved:
            self._ahead_s[origin] = ahead
        refused = response.status_code in {400, _UNAUTHORIZED}
        said = response.headers.get("www-authenticate", "") + response.text if refused else ""
        return (bool(nonce) and "use_dpop_nonce" in said) or (moved and "invalid_dpop_proof" in said)

    def post(self, http: httpx.Client, url: str, form: Mapping[str, str]) -> httpx.Response:
        """What the server answers to a form."""
        request = http.build_request("POST", url, data=dict(form))
        left = _TRIES
        while True:
            self.sign(request)
            response = http.send(request)
            left -= 1
            if not self.wants_again(response) or not left:
                return response


class Held:
    """What one sign-in holds, renewed by whoever needs it first.

    Args:
        secret: `key`, `access`, `refresh`, `expires` (epoch seconds), `token_at` (where it is renewed) and
            `client` (as whom).
    """

    def __init__(self, secret: Secret) -> None:
        self.prover = Prover(secret["key"])
        self._secret = secret
        self._turn = Lock()

    def take(self, secret: Secret) -> None:
        """Takes up what another program renewed."""
        with self._turn:
            if float(secret["expires"]) > float(self._secret["expires"]):
                self._secret = secret

    def access(self, where: str, keep: Callable[[Secret], None], refused: str = "") -> str:
        """An access token that holds.

        Args:
            refused: One that the server took no longer.

        Raises:
            SignInAgain: The sign-in was taken back or ran out.
            NotReady: It cannot be renewed now.
        """
        with self._turn:
            held = self._secret
            if held["access"] == refused or time.time() > float(held["expires"]) - _EARLY_S:
                self._secret = self._renewed(where)
                keep(self._secret)
            return self._secret["access"]

    def _renewed(self, where: str) -> Secret:
        held = self._secret
        form = {
            "grant_type": "refresh_token",
            "refresh_token": held["refresh"],
            "client_id": held["client"],
        }
        with calling(where), httpx.Client(timeout=TIMEOUT_S) as http:
            response = self.prover.post(http, held["token_at"], form)
            return {**held, **tokens_in(response, where)}


def tokens_in(response: httpx.Response, where: str) -> dict[str, str]:
    """What a server handed out: `access`, `refresh`, `expires`, `did`, `scope`.

    Raises:
        SignInAgain: What was to be exchanged for them holds no longer.
        NotReady: It fails, asks to wait, refuses for another reason, or answers something else.
    """
    if response.status_code == _TOO_MANY or response.is_server_error:
        told = response.headers.get("retry-after", "")
        wait = float(told) if told.isdecimal() else None
        raise NotReady("the network asks to wait", where=where, mend="It goes on later.", wait_s=wait)
    if response.is_error:
        name = _named(response)
        if name in ENDED:
            raise SignInAgain("the sign-in no longer holds", where=where, mend=SIGN_IN)
        raise NotReady(f"the network does not renew the sign-in ({name})", where=where, mend=CLOCK)
    try:
        told = response.json()
        return {
            "access": str(told["access_token"]),
            "refresh": str(told["refresh_token"]),
            "expires": str(time.time() + float(told["expires_in"])),
            "did": str(told["sub"]),
            "scope": str(told["scope"]),
        }
    except (ValueError, KeyError, TypeError) as error:
        raise NotReady("the network answered something that cannot be read", where=where) from error


def _named(response: httpx.Response) -> str:
    """What the server calls the error."""
    try:
        told = response.json()
    except ValueError:
        told = None
    name = told.get("error") if isinstance(told, dict) else None
    return one_line(str(name or response.status_code))[:_MOST_QUOTED]


_held: dict[str, Held] = {}
_turn = Lock()


def held(secret: Secret) -> Held:
    """What a sign-in holds: the same for all lines of this program, since a server ends a sign-in of which a
    token for renewing is used twice."""
    with _turn:
        found = _held.setdefault(secret["key"], Held(secret))
    found.take(secret)
    return found


class Bound(httpx.Auth):
    """Sends requests with what a sign-in holds.

    Args:
        keep: Called with the new secret when it was renewed.
    """

    requires_response_body = True

    def __init__(self, secret: Secret, where: str, keep: Callable[[Secret], None]) -> None:
        self._held, self._where, self._keep = held(secret), where, keep

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Once more where the server wants a fresher proof or a newer token."""
        token = self._held.access(self._where, self._keep)
        for _ in range(_TRIES):
            self._held.prover.sign(request, token)
            response = yield request
            if self._held.prover.wants_again(response):
                continue
            if response.status_code != _UNAUTHORIZED:
                return
            token = self._held.access(self._where, self._keep, refused=token)


def hashed(text: str) -> str:
    """A SHA-256 in the spelling of the web's tokens."""
    return urlsafe_b64encode(sha256(text.encode()).digest()).decode()


def _ahead_s(response: httpx.Response) -> float:
    """By how many seconds the server's clock is ahead of ours; 0 if it tells no time."""
    try:
        return parsedate_to_datetime(response.headers.get("date", "")).timestamp() - time.time()
    except (ValueError, OverflowError):
        return 0.0


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"
