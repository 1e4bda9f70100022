"""What ends a sign-in to Bluesky, and what is only a refusal or a fault that passes."""

import base64
import json
import time
from email.utils import formatdate
from typing import Any

import httpx
import pytest
from atproto import Client, Request

from groundswell.domain.errors import NotReady, SignInAgain
from groundswell.sources.bluesky.calls import Refused, calling
from groundswell.sources.bluesky.dpop import Prover, new_key, tokens_in

SERVER = "https://pds.example.com"


def refused(status: int, name: str) -> httpx.Response:
    return httpx.Response(status, json={"error": name, "message": "No."})


@pytest.mark.parametrize("name", ["invalid_grant", "AccountDeactivated"])
def test_a_sign_in_ends_when_the_server_says_that_it_does(name: str) -> None:
    with pytest.raises(SignInAgain):
        tokens_in(refused(400, name), SERVER)


@pytest.mark.parametrize(
    "response",
    [
        refused(400, "invalid_dpop_proof"),
        refused(401, "invalid_client"),
        refused(400, "invalid_request"),
        httpx.Response(404, text="<h1>Not found</h1>"),
        httpx.Response(403, json=["no"]),
    ],
)
def test_any_other_refusal_to_renew_it_passes(response: httpx.Response) -> None:
    with pytest.raises(NotReady):
        tokens_in(response, SERVER)


@pytest.mark.parametrize(
    ("status", "name", "means"),
    [
        (401, "AuthMissing", SignInAgain),
        (400, "ExpiredToken", SignInAgain),
        (403, "AccountTakedown", SignInAgain),
        (403, "Forbidden", Refused),
        (400, "InvalidRequest", Refused),
        (401, "invalid_dpop_proof", NotReady),
    ],
)
def test_only_a_sign_in_that_is_not_taken_ends(status: int, name: str, means: type[Exception]) -> None:
    transport = httpx.MockTransport(lambda _: refused(status, name))
    client = Client(base_url=f"{SERVER}/xrpc", request=Request(transport=transport))
    with pytest.raises(means) as raised, calling("me"):
        client.app.bsky.actor.get_profile({"actor": "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"})
    assert type(raised.value) is means


@pytest.mark.parametrize("apart_s", [0, 7_200, -7_200])
def test_a_proof_is_dated_by_the_servers_clock(apart_s: int) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        now = time.time() + apart_s
        body = request.headers["dpop"].split(".")[1]
        told: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        right = abs(told["iat"] - now) < 30
        response = httpx.Response(200) if right else refused(400, "invalid_dpop_proof")
        response.headers["date"] = formatdate(now, usegmt=True)
        return response

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        assert Prover(new_key()).post(http, f"{SERVER}/oauth/token", {}).status_code == 200
