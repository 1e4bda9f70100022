"""Thanks at scale: grouped, worth words or a like, at a pace one can bear."""

from groundswell.domain.words import Intent, Lane
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.sentences import same, sentences
from groundswell.reply.thanks import WROTE, Pace, plan_thanks, thanks
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
    comments = [comment(text, key=text, post=POST) for text in crowd(9)]
    groups = plan_thanks(Drafter(), comments).groups
    assert groups[0].about == "oven"
    assert groups[1].about in ("soup", "neighbours")
    assert [len(group.thanked) for group in groups] == [6, 3]


def test_who_is_near_comes_first_whatever_they_praise() -> None:
    comments = [comment(text, key=text, post=POST) for text in crowd(9)]
    friend = comment("Soup, always soup.", key="friend", tie=0.4, post=POST)
    first, *others = plan_thanks(Drafter(), [*comments, friend]).groups
    assert (first.near, [one.comment.key for one in first.thanked]) == (True, ["friend"])
    assert [group.near for group in others] == [False, False]


def test_who_told_something_or_is_near_gets_words_and_the_rest_a_like() -> None:
    told = comment("My father baked for forty years.", Lane.KIND_WORDS, Intent.SHARED_EXPERIENCE, key="a")
    short, friend = comment("Lovely!", key="b"), comment("Lovely!", key="c", tie=0.8, name="Bo Ek")
    sentence = comment("What a lovely thing to read on a Monday.", key="d")
    planned = plan_thanks(Drafter(), [short, told, friend, sentence])
    assert {one.comment.key: one.words for one in planned.thanked} == {
        "a": True,
        "b": False,
        "c": True,
        "d": False,
    }
    assert (planned.words, planned.sittings) == (2, 1)
    wide = plan_thanks(Drafter(), [short, told, friend, sentence], Pace(words_from=WROTE), always={"b"})
    assert wide.words == 4
    assert wide.minutes > planned.minutes


def test_what_is_no_kind_word_is_left_to_an_answer_of_its_own() -> None:
    others = [
        comment("You are wrong about the oven.", Lane.DISAGREEMENT),
        comment("How old was it?", Lane.QUESTION, Intent.QUESTION),
        comment("Thank you. I can't go on any more, I want to end it.", Lane.KIND_WORDS),
    ]
    planned = plan_thanks(Drafter(), others)
    assert planned.thanked == ()
    assert list(planned.others) == others


def test_three_hundred_are_thanked_without_a_sentence_twice_and_in_sittings_that_can_be_borne() -> None:
    comments = [
        comment(text, key=str(n), post=POST, name=f"Name{chr(97 + n % 26)} X")
        for n, text in enumerate(crowd(300))
    ]
    pace = Pace(most_an_hour=60, words_from=WROTE)
    drafter = Drafter()
    planned = plan_thanks(drafter, comments, pace)
    made = list(thanks(drafter, planned))
    said = [same(one) for _, draft in made if draft for one in sentences(draft.text)]
    assert len(made) == 300
    assert len(set(said)) == len(said) >= 300
    for sitting in range(planned.sittings):
        own = [one for one, _ in made if one.sitting == sitting]
        assert 0 < sum(one.words for one in own) <= pace.most_an_hour
        spent = sum(pace.words_s if one.words else pace.like_s for one in own)
        assert spent <= pace.sitting_min * 60


def test_a_thousand_likes_fit_into_sittings_too() -> None:
    planned = plan_thanks(Drafter(), [comment("👏", key=str(n)) for n in range(1_000)])
    assert (len(planned.thanked), planned.words, planned.sittings) == (1_000, 0, 2)
    assert planned.minutes == 50
