"""What the user names as a mailbox: found by the address, refused where it cannot be or would not be safe."""

import pytest

from groundswell.domain.errors import NotReady, SignInAgain
from groundswell.sources.mailbox import MailboxWatch
from groundswell.sources.mailbox.place import place_given, place_in


def test_the_server_is_found_by_the_address() -> None:
    place = place_given({"user": "Ada@Gmail.com ", "password": "abcd efgh ijkl mnop"})
    assert (place.host, place.port, place.security, place.folder) == ("imap.gmail.com", 993, "tls", "INBOX")
    assert place.password == "abcdefghijklmnop"
    assert place_given({"user": "ada@example.org", "password": "p"}).host == "imap.example.org"


def test_what_is_kept_opens_it_again() -> None:
    place = place_given({"user": "ada", "password": "p", "host": "mail.example.org", "folder": "LinkedIn"})
    assert place_in(place.secret) == place
    assert place.key == "other:mailbox:ada@mail.example.org"
    assert place_given({"user": "Ada@example.org", "password": "p"}).key == "other:mailbox:ada@example.org"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_without_encryption_only_to_this_machine(host: str) -> None:
    given = {"user": "ada", "password": "p", "security": "none"}
    assert place_given({**given, "host": host}).security == "none"
    with pytest.raises(SignInAgain, match="without encryption"):
        place_given({**given, "host": "127.0.0.1.example.org"})


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"user": "ada"}, "the mail server is not known"),
        ({"user": "ada@outlook.com"}, "Microsoft lets no program"),
        ({"user": "ada@a b.example"}, "no name of a mail server"),
        ({"user": "ada@example.org", "host": "imaps://imap.example.org/"}, "no name of a mail server"),
        ({"user": "ada@example.org", "port": "0"}, "no port"),
        ({"user": "ada@example.org", "port": "99999999999"}, "no port"),
        ({"user": "ada@example.org", "security": "ssl3"}, "no kind of security"),
    ],
)
def test_what_cannot_be_is_refused_with_the_mend(given: dict[str, str], why: str) -> None:
    with pytest.raises(SignInAgain, match=why) as refused:
        place_given({"password": "hush", **given})
    assert refused.value.mend
    assert "hush" not in str(refused.value)


def test_a_server_that_was_guessed_and_is_not_there_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> None:
        raise NotReady("nobody answers", where="imap.example.org")

    monkeypatch.setattr("groundswell.sources.mailbox.source.Box", unreachable)
    with pytest.raises(SignInAgain, match=r"no mail server can be reached at imap\.example\.org") as asked:
        MailboxWatch().sign_in({"user": "ada@example.org", "password": "p"}, {})
    assert "give the server as well" in asked.value.mend
    with pytest.raises(NotReady):
        MailboxWatch().sign_in({"user": "ada@gmail.com", "password": "p"}, {})
