"""What a comment says is found in its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.reply.drafts.saying import MOST_WORDS, said
from tests.reply.build import words


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I took that call twice. She asked about my knee.", "She asked about my knee"),
        ("framed. it's in the bathroom", "it's in the bathroom"),
        ("Class.", "Class"),
        ("ok but the MONDAY LADY 😭😭", "the MONDAY LADY"),
        ("It was 18:40 and I was hungry.", "It was 18:40 and I was hungry"),
        ("Bei mir stand mal „leider“ fünfmal in einem Brief.", "leider"),
        ("Firmada con pluma. El astillero cerró, el hombre murió.", "El astillero cerró"),
        ("Cent douze lettres. J'y pense souvent.", "Cent douze lettres"),
        ("As más conhecem-se pelo envelope.", "As más conhecem-se pelo envelope"),
        ("Piangevamo tutte e due.", "Piangevamo tutte e due"),
    ],
)
def test_a_part_of_it_is_said_back(text: str, quote: str) -> None:
    assert any(quote in one for one in said(text).quotes)


def test_people_are_said_back_from_the_other_side() -> None:
    assert said("My son is waiting, and my dear old dog is too.").things == ("your son", "your dear old dog")
    assert said("Mi abuela llamaba a la farmacia.").things == ("tu abuela",)
    assert said("Usted lo sabe: mi abuela llamaba a la farmacia.").things == ("su abuela",)


def test_what_stands_in_the_post_as_well_is_a_thing_and_what_is_only_mentioned_is_none() -> None:
    text = "The Monday lady got me, on the couch."
    assert said(text, post="There was a Monday lady.").things == ("The Monday lady".replace("The", "the"),)
    assert said(text).things == ()


def test_the_answerers_own_name_and_links_are_no_part_of_it() -> None:
    found = said("Mara Lindqvist, it worked, see https://example.org/x", own="Mara Lindqvist").quotes
    assert not any("Mara" in one or "example" in one for one in found)


def test_what_is_hidden_is_never_said_back() -> None:
    text = "You absolute clown. The second line was late."
    found = said(text, hidden=[(4, 18)]).quotes
    assert found
    assert not any("clown" in one or "absolute" in one for one in found)


def test_a_no_is_not_lost_on_the_way() -> None:
    assert "exclamation marks" not in said('No exclamation marks, no "unfortunately".').quotes


def test_how_the_reader_is_addressed() -> None:
    assert said("Haben Sie das selbst geschrieben?").formal is True
    assert said("Hast du das selbst geschrieben?").formal is False
    assert said("Sehr gut geschrieben!").formal is None


@given(st.text(max_size=400))
def test_any_text_gives_short_quotations_of_itself(text: str) -> None:
    found = said(text)
    for quote in found.quotes:
        assert len(quote.split()) <= MOST_WORDS + 1
        assert words(quote) <= words(text) | {""}
