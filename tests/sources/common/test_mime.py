"""Mails and web archives taken apart, whatever their bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.sources.common.mime import Headers, decode_as, instant, leaves, split_head


def texts(content: bytes) -> list[str]:
    return [leaf.text() for leaf in leaves(*split_head(content))]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (b"Subject: plain", "plain"),
        (b"SUBJECT:folded\r\n\tover lines", "folded over lines"),
        (b"Subject: =?UTF-8?Q?Mar=C3=ADa_G=2E?=", "María G."),
        (b"Subject: =?utf-8?B?w6k=?= =?utf-8?B?w6k=?= x", "éé x"),
        (b"Subject: =?utf-8?B?w?= =?utf-8?Q?=C3?= =?utf-8?Q?=A9?=", "é"),
        (b"Subject: =?iso-8859-1*de?Q?=FC?=", "ü"),
        (b"Subject: =?no-such-charset?Q?a?=", "a"),
        ("Subject: Grüße".encode(), "Grüße"),
        ("Subject: Grüße".encode("latin-1"), "Grüße"),
        (b"\xef\xbb\xbfSubject: with a mark", "with a mark"),
        (b"Subject: first\nSubject: second", "first"),
        (b"no header at all", ""),
    ],
)
def test_header_fields_are_decoded(field: bytes, value: str) -> None:
    assert Headers(b"X: y\n" + field if field[:1] == b"S" else field).get("subject") == value


def test_parts_inside_parts_are_found() -> None:
    inner = b"--in\nContent-Type: text/html\n\n<p>\n--in--\n"
    nested = b"Content-Type: multipart/alternative; boundary=in\n\n" + inner
    content = (
        b'Content-Type: multipart/mixed;\n boundary="out"\n\npreamble\n--out\n\nfirst\n--out\n'
        + nested
        + b"\n--out--"
    )
    assert texts(content) == ["first", "<p>"]


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("quoted-printable", b"a=20b=\nc=C3=A9=ZZ", "a bcé=ZZ"),
        ("base64", b"w6k=", "é"),
        ("base64", b"w6k", "é"),
        ("BASE64", b"w 6\r\nk=!", "é"),
        ("8bit", "é".encode(), "é"),
        ("nonsense", b"a", "a"),
    ],
)
def test_contents_are_decoded_as_far_as_they_go(encoding: str, data: bytes, text: str) -> None:
    assert texts(f"Content-Transfer-Encoding: {encoding}\n\n".encode() + data) == [text]


@pytest.mark.parametrize(("charset", "data"), [("windows-1251", b"\xc4"), ("utf-16", b"\xff\xfe\x14\x04")])
def test_charsets_are_heard(charset: str, data: bytes) -> None:
    assert decode_as(data, charset) == "Д"


@pytest.mark.parametrize(
    "charset", ["", "hex", "zip", "rot13", "punycode", "unicode_escape", "../x", "\x00", "x" * 999]
)
def test_what_is_no_charset_is_not_heard(charset: str) -> None:
    assert decode_as("naïve \\x41".encode(), charset) == "naïve \\x41"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 2 Mar 2026 10:00:00 +0000 (UTC)", 1_772_445_600_000),
        ("2 Mar 2026 11:00:00 +0100", 1_772_445_600_000),
        ("", None),
        ("soon", None),
        ("Mon, 99 Mar 2026 10:00:00 +0000", None),
        ("1 Jan 99999999999 0:0:0 +0", None),
    ],
)
def test_dates_of_mails_are_read_or_refused(date: str, expected: int | None) -> None:
    assert instant(date) == expected


@given(st.binary())
def test_no_bytes_are_refused(content: bytes) -> None:
    assert all(isinstance(text, str) for text in texts(content))


@given(st.binary(max_size=20), st.sampled_from(["base64", "quoted-printable", "7bit"]), st.text(max_size=20))
def test_no_part_is_refused(data: bytes, encoding: str, charset: str) -> None:
    kind = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    assert all(isinstance(text, str) for text in texts(kind.encode("utf-8", "replace") + data))
