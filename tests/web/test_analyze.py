"""The drop-in for Perspective, over HTTP as its clients speak."""

import httpx
import pytest

from groundswell.web.addresses import ANALYZE
from tests.web.conftest import Site


def ask(site: Site, body: object, **headers: str) -> httpx.Response:
    return httpx.post(f"{site.address}{ANALYZE}?key=anything", json=body, headers=headers)


def test_a_request_as_clients_send_it_is_answered(site: Site) -> None:
    body = {
        "comment": {"text": "You are a pathetic idiot"},
        "requestedAttributes": {"TOXICITY": {}, "THREAT": {}},
        "languages": ["en"],
        "doNotStore": True,
        "spanAnnotations": True,
        "clientToken": "t-1",
    }
    answer = ask(site, body)
    assert answer.status_code == 200
    told = answer.json()
    assert set(told["attributeScores"]) == {"TOXICITY", "THREAT"}
    toxicity = told["attributeScores"]["TOXICITY"]
    assert toxicity["summaryScore"]["type"] == "PROBABILITY"
    assert (
        toxicity["summaryScore"]["value"] > 0.5 > told["attributeScores"]["THREAT"]["summaryScore"]["value"]
    )
    assert toxicity["spanScores"] == [{"begin": 0, "end": 24, "score": toxicity["summaryScore"]}]
    assert (told["languages"], told["clientToken"]) == (["en"], "t-1")


def test_scores_below_the_threshold_are_left_out(site: Site) -> None:
    wanted = {"TOXICITY": {"scoreThreshold": 0.99}, "INSULT": {}}
    told = ask(site, {"comment": {"text": "Good morning"}, "requestedAttributes": wanted}).json()
    assert set(told["attributeScores"]) == {"INSULT"}
    assert told["languages"] == told["detectedLanguages"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"comment": {"text": "Hi"}}, "requestedAttributes"),
        ({"comment": {}, "requestedAttributes": {"TOXICITY": {}}}, "comment.text"),
        ({"comment": {"text": " "}, "requestedAttributes": {"TOXICITY": {}}}, "non-empty"),
        ({"comment": {"text": "x" * 20_481}, "requestedAttributes": {"TOXICITY": {}}}, "longer"),
        ({"comment": {"text": "Hi"}, "requestedAttributes": {"FLIRTATION": {}}}, "FLIRTATION"),
        ([], "valid"),
    ],
)
def test_a_request_that_cannot_be_served_is_refused_in_the_same_shape(
    site: Site, body: object, says: str
) -> None:
    answer = ask(site, body)
    assert answer.status_code == 400
    assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"
    assert says in answer.json()["error"]["message"]


def test_other_sites_cannot_use_it(site: Site) -> None:
    body = {"comment": {"text": "Hi"}, "requestedAttributes": {"TOXICITY": {}}}
    assert ask(site, body, host="evil.example").status_code == 421
    plain = httpx.post(site.address + ANALYZE, content="{}", headers={"content-type": "text/plain"})
    assert plain.status_code == 403
