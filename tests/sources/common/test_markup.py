"""HTML told as tags and texts, whatever the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.sources.common.markup import attributes, tell, unescaped


class Told:
    """Writes down what it is told."""

    def __init__(self, markup: str) -> None:
        self.parts: list[str] = []
        tell(markup, self)

    def start(self, tag: str, inner: str, closed: bool) -> None:
        self.parts.append(f"<{tag}{'/' if closed else ''}>")

    def end(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def text(self, text: str) -> None:
        self.parts.append(text)

    def raw(self, tag: str, text: str) -> None:
        self.parts.append(f"{tag}:{text}")


@pytest.mark.parametrize(
    ("markup", "parts"),
    [
        ("<p>a<br>b</P >", ["<p>", "a", "<br/>", "b", "</p>"]),
        ("<a title='x>y' href=\"<b>\">t</a>", ["<a>", "t", "</a>"]),
        ("1 < 2 && 3 > 2", ["1 ", "<", " 2 && 3 > 2"]),
        ("a<!-- <p> -->b<!DOCTYPE x>c<?php ?>d", ["a", "b", "c", "d"]),
        ("<script>if (a<b) '</p>'</script>x", ["<script>", "script:if (a<b) '</p>'", "</script>", "x"]),
        ("<svg><path d=1 /><g></g></svg>", ["<svg>", "<path/>", "<g>", "</g>", "</svg>"]),
        ("a<p", ["a"]),
        ("a<!-- b", ["a"]),
        ("&lt;b&gt; &amp; &#x1F600; &#99999999; &copy", ["<b> & 😀 &#99999999; ©"]),
    ],
)
def test_tags_and_texts_are_told_in_their_order(markup: str, parts: list[str]) -> None:
    assert Told(markup).parts == parts


def test_attributes_are_read_in_every_quoting() -> None:
    read = attributes(""" A="1 &amp; 2" b='"x"' c=3 d data-x = "y" """)
    assert read == {"a": "1 & 2", "b": '"x"', "c": "3", "d": "", "data-x": "y"}


@given(st.text())
def test_text_without_markup_is_told_whole(text: str) -> None:
    assert "".join(Told(text.replace("<", "")).parts) == unescaped(text.replace("<", ""))


@given(st.text(alphabet="<>/!-=\"' abp&#;x?"))
def test_no_markup_is_refused(markup: str) -> None:
    assert all(isinstance(part, str) for part in Told(markup).parts)
