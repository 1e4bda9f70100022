"""What goes on in a thread says what is wrong once, and goes on."""

import logging

import pytest

from groundswell.domain.errors import StoreError
from groundswell.services.repeating import repeating
from tests.servers.waiting import until


def test_what_goes_on_being_wrong_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    rounds: list[int] = []

    def job() -> None:
        rounds.append(1)
        if len(rounds) != 4:
            raise StoreError("it is locked" if len(rounds) < 4 else "it is locked again")

    with caplog.at_level(logging.WARNING), repeating(job, 0.001, "test"):
        until(lambda: len(rounds) > 8, "some rounds", within=10)
    said = [one.getMessage() for one in caplog.records if one.name == "groundswell.repeating"]
    assert said == ["test: it is locked", "test: it is locked again"]
