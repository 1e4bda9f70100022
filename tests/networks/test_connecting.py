"""`connect` as somebody types it, for a network that has a page opened and for one that has not."""

from collections.abc import Callable, Mapping

import pytest
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import SignInAgain, UsageError
from groundswell.domain.words import Network
from groundswell.services.networks import lines as networks
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Begun, Field, Line, Secret, SignedIn

ADDRESS = "https://social.example/allow?app=7"


class Paged:
    """A network whose page shows a code."""

    title = "Paged"
    fields = (Field("server", "Your server"), Field("code", "The code", later=True))

    def begin(self, given: Mapping[str, str]) -> Begun:
        return Begun(ADDRESS, {"app": f"app at {given['server']}"})

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        if given["code"] != "7" or kept.get("app") != "app at social.example":
            raise SignInAgain("the code is wrong", where="Paged")
        return SignedIn(Account(Network.OTHER, "other:paged:ada", "Ada"), {"token": "t", **kept})

    def acts(self, secret: Secret) -> frozenset[Act]:
        return frozenset()

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        raise NotImplementedError


class Either(Paged):
    """A network that wants a password, or has a page opened that shows a code."""

    title = "Either"
    fields = (
        Field("password", "Your password; empty for a page", hidden=True, optional=True),
        Field("code", "The code", later=True, optional=True),
    )

    def begin(self, given: Mapping[str, str]) -> Begun:
        return Begun() if given["password"] else Begun(ADDRESS, {"app": "app"})

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        if (given["password"], given["code"]) not in {("sesame", ""), ("", "7")}:
            raise SignInAgain("that is wrong", where="Either")
        return SignedIn(Account(Network.OTHER, "other:either:ada", "Ada"), {"token": "t"})


@pytest.fixture(autouse=True)
def paged(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_HOME", str(workspace.home))
    monkeypatch.setattr(networks, "networks", lambda: {"paged": Paged(), "either": Either()})


def test_the_address_is_shown_and_then_the_code_is_asked_for(workspace: Workspace) -> None:
    result = CliRunner().invoke(app, ["connect", "paged", "--give", "server=social.example"], input="7\n")
    assert result.exit_code == 0, result.output
    assert ADDRESS in result.stderr
    assert "Signed in to Paged as Ada" in result.stdout
    assert Secrets(workspace.home).of("begun:paged") is None
    (line,) = networks.followed(workspace)
    assert networks.name_of(line.account) == "paged"


def test_the_code_may_be_given_by_a_second_call(workspace: Workspace) -> None:
    networks.begin(workspace, "paged", {"server": "social.example"})
    asked = ["connect", "paged", "--give", "server=social.example", "--give", "code=7"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    assert ADDRESS not in result.output


def test_a_wrong_code_keeps_nothing_but_what_the_sign_in_began_with(workspace: Workspace) -> None:
    result = CliRunner().invoke(app, ["connect", "paged", "--give", "server=social.example"], input="8\n")
    assert result.exit_code != 0
    assert networks.followed(workspace) == []
    assert Secrets(workspace.home).of("other:paged:ada") is None


@pytest.mark.parametrize(("typed", "opens"), [("sesame\n", False), ("\n7\n", True)], ids=["password", "page"])
def test_what_may_be_left_empty_is_asked_for_only_where_it_is_needed(typed: str, opens: bool) -> None:
    result = CliRunner().invoke(app, ["connect", "either"], input=typed)
    assert "Signed in to Either" in result.stdout, result.output
    assert (ADDRESS in result.stderr) == opens


def test_a_name_that_is_not_asked_for_is_refused_before_a_password_goes_anywhere() -> None:
    ran = CliRunner().invoke(app, ["connect", "paged", "--give", "sever=mine.example"], input="x\n7\n")
    assert isinstance(ran.exception, UsageError)
    assert "'sever'" in str(ran.exception)


def test_a_look_says_that_nobody_is_signed_in() -> None:
    ran = CliRunner().invoke(app, ["watch", "--once"])
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "nobody is signed in" in ran.stderr
