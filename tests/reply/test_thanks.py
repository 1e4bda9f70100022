"""Thanks at scale: grouped, worth words or a like, at a pace one can bear."""

from groundswell.domain.words import Intent, Lane
from groundswell.reply.drafting import Drafter
from groundswell.reply.sentences import same, sentences
from groundswell.reply.thanks import Pace, thanks
from tests.reply.build import comment

POST = "I closed the bakery on Friday. The oven was older than me. My neighbours brought soup."


def crowd(number: int) -> list[str]:
    things = [
        "The oven line made me cry",
        "I could smell that oven from here",
        "Soup from neighbours, of all things",
    ]
    return [f"{things[n % 3]}, and I am number {n} to say so" for n in range(number)]


def test_praise_is_grouped_by_what_of_the_post_it_takes_up() -> None:
    groups = thanks(Drafter(), [comment(text, key=text, post=POST) for text in crowd(9)])
    assert groups[0].about == "oven"
    assert groups[1].about in ("soup", "neighbours")
    assert [len(group.thanked) for group in groups] == [6, 3]


def test_who_told_something_or_is_near_gets_words_and_the_rest_a_like() -> None:
    told = comment("My father baked for forty years and never wrote it down.", key="a", post=POST)
    short, friend = comment("Lovely!", key="b"), comment("Lovely!", key="c", tie=0.8, name="Bo Ek")
    made = {
        one.comment.key: one for group in thanks(Drafter(), [short, told, friend]) for one in group.thanked
    }
    assert made["b"].draft is None
    assert made["a"].draft is not None
    assert made["c"].draft is not None
    assert made["c"].worth > made["b"].worth


def test_what_is_no_kind_word_is_left_out() -> None:
    others = [
        comment("You are wrong about the oven.", Lane.DISAGREEMENT),
        comment("How old was it?", Lane.QUESTION, Intent.QUESTION),
        comment("I can't go on.", Lane.NEEDS_YOU, Intent.NEEDS_SUPPORT),
    ]
    assert thanks(Drafter(), others) == []


def test_three_hundred_are_thanked_without_a_sentence_twice_and_in_sittings_that_can_be_borne() -> None:
    comments = [
        comment(text, key=str(n), post=POST, name=f"Name{chr(97 + n % 26)} X")
        for n, text in enumerate(crowd(300))
    ]
    pace = Pace(most_an_hour=60)
    made = [one for group in thanks(Drafter(), comments, pace) for one in group.thanked]
    said = [same(one) for row in made if row.draft for one in sentences(row.draft.text)]
    assert len(made) == 300
    assert len(set(said)) == len(said) >= 300
    for sitting in {one.sitting for one in made}:
        own = [one for one in made if one.sitting == sitting]
        assert sum(one.draft is not None for one in own) <= pace.most_an_hour
        spent = sum(pace.words_s if one.draft else pace.like_s for one in own)
        assert spent <= pace.sitting_min * 60


def test_a_thousand_likes_fit_into_sittings_too() -> None:
    made = [
        one
        for group in thanks(Drafter(), [comment("👏", key=str(n)) for n in range(1_000)])
        for one in group.thanked
    ]
    assert len(made) == 1_000
    assert max(one.sitting for one in made) == 1
