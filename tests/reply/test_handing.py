"""An answer survives mail and chat, and what was changed on its way is named."""

import json
import textwrap
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import InputError
from groundswell.domain.handing import Answer, Line, Sheet
from groundswell.reply.handing.travel import answer_in, armoured, as_file, is_answer, seal_of_sheet, sealed

SHEET = Sheet(
    "s", "k", "Ana", "Mara", "Please.", "A post.", (Line("Ben", "Why?", this=True),), ("Short.",), False
)
TEXT = st.text(min_size=1, max_size=400)


def written(text: str, name: str = "Ana") -> Answer:
    return Answer("k", name, text, sealed(seal_of_sheet(SHEET), "k", name, text))


@given(TEXT, TEXT)
def test_a_file_comes_back_as_it_was(text: str, name: str) -> None:
    answer = written(text, name)
    assert answer_in(as_file(answer).encode(), "x") == answer


@given(
    TEXT,
    st.integers(8, 90),
    st.sampled_from(["", "> ", ">> ", "| ", "    ", "> > "]),
    st.sampled_from(["\n", "\r\n", " \n", "  \r\n", "\u00a0\n", "\n\n", "=\n"]),
    st.sampled_from(
        [("", ""), ("Hi Mara,\n\nhere you are:\n", "\nLove, Ana\n-- \nsent from a phone"), ("*", "*")]
    ),
)
def test_armour_survives_wrapping_quoting_and_spaces(
    text: str, width: int, quote: str, end: str, around: tuple[str, str]
) -> None:
    answer = written(text)
    begin, *body, last = armoured(answer).splitlines()
    lines = [begin, *textwrap.wrap("".join(body), width), last]
    message = around[0] + end.join(f"{quote}{line}" for line in lines) + around[1]
    assert answer_in(message.encode(), "x") == answer
    assert answer_in(" ".join(message.split()).encode(), "x") == answer


@given(TEXT, TEXT)
def test_another_word_breaks_the_seal(text: str, other: str) -> None:
    assert (written(text).seal == written(other).seal) == (text == other)


def test_sheets_with_the_same_words_have_seals_of_their_own() -> None:
    other = Sheet.from_json({**json.loads(json.dumps(SHEET.as_json())), "salt": "t"})
    assert other.lines == SHEET.lines
    assert seal_of_sheet(other) != seal_of_sheet(SHEET)
    assert Sheet.from_json(json.loads(json.dumps(SHEET.as_json()))) == SHEET


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no answer"),
        (b"{}", "no answer"),
        (b"[" * 100_000, "no answer"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "no answer"),
        (b'{"kind": "groundswell-answer", "version": 9}', "version"),
        (b'{"kind": "groundswell-answer", "version": 1, "key": 7}', "parts"),
        (armoured(written("Hello")).encode()[:60], "its end is missing"),
        (armoured(written("Hello")).replace("A", "").encode(), "damaged|no answer"),
        (b"x" * 1_000_001, "too large"),
    ],
)
def test_what_is_no_answer_is_named(content: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as told:
        answer_in(content, "mail.txt")
    assert str(told.value).startswith("mail.txt: ")
    assert told.value.mend


@pytest.mark.parametrize("way", ["base64", "quoted-printable", "attached", "html"])
def test_a_mail_may_be_given_whole(way: str) -> None:
    answer = written("Grüße aus dem Norden. " * 9)
    mail = EmailMessage()
    mail["Subject"] = "Für dich"
    body = "Schöne Grüße\n\n" + ("" if way == "attached" else armoured(answer))
    if way == "html":
        lines = "<br>".join(f"&gt;&nbsp;{line}" for line in armoured(answer).splitlines())
        mail.set_content(f"<p>Hallo</p><blockquote>{lines}</blockquote>", subtype="html", cte="base64")
    else:
        mail.set_content(body, cte="base64" if way == "attached" else way)
    if way == "attached":
        mail.add_attachment(as_file(answer).encode(), "application", "json", filename="answer.json")
    assert answer_in(bytes(mail), "mail.eml") == answer


@given(st.binary(max_size=300))
def test_any_content_is_an_answer_or_refused(content: bytes) -> None:
    for start in (b"", b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"):
        with pytest.raises(InputError):
            answer_in(start + content, "x")


MAIL = b"MIME-Version: 1.0\nContent-Type: "


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN GROUNDSWELL ANSWER\n" * 39_000,
        b"BEGIN GROUNDSWELL ANSWER" + b" " * 900_000 + b"x",
        MAIL + b"message/rfc822\n\nContent-Type: " * 3_000,
        MAIL + b"".join(b"multipart/x; boundary=b%d\n\n--b%d\nContent-Type: " % (n, n) for n in range(3000)),
    ],
    ids=["begins", "spaces", "mails", "parts"],
)
def test_what_is_made_to_take_long_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        answer_in(content, "x")


@pytest.mark.parametrize("part", ["key", "name", "text", "seal"])
def test_half_a_sign_is_refused(part: str) -> None:
    told = {**json.loads(as_file(written("Hello"))), part: "\ud800"}
    with pytest.raises(InputError, match="half a sign"):
        answer_in(json.dumps(told).encode(), "x")


def test_plain_words_are_no_answer_in_armour() -> None:
    assert not is_answer("Tell him that the answer from Groundswell begins tomorrow.")
    assert is_answer(armoured(written("x")).lower())
    assert is_answer(as_file(written("x")))
