"""Thanks at scale: kind words grouped by what they praise, which are worth words, and at what pace.

A plan is cheap: it says who gets words and who a like. Drafts cost more, and are written one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from groundswell.domain.drafting import Comment, Does, Draft, Want
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.facts import stems
from groundswell.reply.sentences import same
from groundswell.text.tokens import tokens

_KIND = frozenset(
    {
        *(Does.PRAISE, Does.GRATITUDE, Does.WISH, Does.SHARED_EXPERIENCE),
        *(Does.JOKE, Does.CHEER, Does.OFFER_OF_HELP),
    }
)
_SMALLEST_GROUP = 3
NEAR = 0.3
"""Tie from which on even a single word is worth an answer in words."""
TOLD, WROTE = 1.0, 0.4
"""Worth from which on somebody gets words: who told something (of 94 kind comments of the sample wave 37), or
everybody who wrote a sentence (78)."""
_WORTH = {Does.GRATITUDE: 2.0, Does.SHARED_EXPERIENCE: 2.0, Does.OFFER_OF_HELP: 2.0, Does.JOKE: 1.0}


@dataclass(frozen=True, slots=True)
class Pace:
    """What the user and the network bear.

    Attributes:
        words_s, like_s: Seconds that it takes her to look over and send words, and to give a like.
        sitting_min: Minutes that she wants to give to it at a time.
        most_an_hour: Answers an hour that the network bears from one account; what is well below its limits.
        words_from: Worth from which on a comment gets words: `TOLD` or `WROTE`.
    """

    words_s: float = 12.0
    like_s: float = 3.0
    sitting_min: float = 30.0
    most_an_hour: int = 120
    words_from: float = TOLD


@dataclass(frozen=True, slots=True)
class Thanked:
    """One comment and what it gets: words, or a like.

    Attributes:
        worth: How much words matter here: what it tells, and how well the two know each other.
        sitting: In which sitting it comes, from 0.
    """

    comment: Comment
    does: Does
    worth: float
    words: bool
    sitting: int

    @property
    def near(self) -> bool:
        """Whether the two know each other."""
        return self.comment.tie >= NEAR


@dataclass(frozen=True, slots=True)
class Group:
    """Comments that praise the same; `about` is a word of theirs, empty for the post as a whole.

    Attributes:
        near: Whether it is those who are near, whatever they praise.
    """

    about: str
    thanked: tuple[Thanked, ...]
    near: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What each of many kind comments gets: who is near first, then the largest group.

    Attributes:
        others: Kind to the eye, but they want an answer of their own; never thanked in passing.
        minutes: How long all of it takes her.
    """

    groups: tuple[Group, ...] = ()
    others: tuple[Comment, ...] = ()
    minutes: float = 0.0
    thanked: tuple[Thanked, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "thanked", tuple(one for group in self.groups for one in group.thanked))

    @property
    def words(self) -> int:
        """How many get words; everybody else gets a like."""
        return sum(one.words for one in self.thanked)

    @property
    def sittings(self) -> int:
        """How many sittings it takes."""
        return 1 + max((one.sitting for one in self.thanked), default=-1)


def plan_thanks(
    drafter: Drafter,
    comments: Sequence[Comment],
    pace: Pace | None = None,
    always: Collection[str] = (),
    apart: Collection[str] = (),
) -> Plan:
    """What each of many kind comments gets; a millisecond for each, since nothing is drafted.

    Args:
        always: Keys of comments that get words however little they say, such as messages: no like is given
            to those.
        apart: Keys of comments that want an answer of their own however kind they sound, such as those of
            somebody in a hard place.
    """
    pace = pace or Pace()
    told = [(drafter.does(one), one) for one in comments if one.key not in apart]
    ranked = [(what, one, _worth(what, one)) for what, one in told if what in _KIND]
    # Words first: likes are given to the rest together.
    rows = [
        (worth >= pace.words_from or one.tie >= NEAR or one.key in always, what, one, worth)
        for what, one, worth in ranked
    ]
    rows.sort(key=lambda row: (not row[0], -row[3]))
    left, sitting, answers, made, spent = pace.sitting_min * 60, 0, 0, list[Thanked](), 0.0
    for words, what, one, worth in rows:
        cost = pace.words_s if words else pace.like_s
        if made and (cost > left or (words and answers >= pace.most_an_hour)):
            left, answers, sitting = pace.sitting_min * 60, 0, sitting + 1
        left, answers, spent = left - cost, answers + words, spent + cost
        made.append(Thanked(one, what, worth, words, sitting))
    others = [one for one in comments if one.key in apart] + [one for what, one in told if what not in _KIND]
    return Plan(tuple(_grouped(made)), tuple(others), spent / 60)


def thanks(drafter: Drafter, planned: Plan) -> Iterator[tuple[Thanked, Draft | None]]:
    """The words for each that gets some, in the plan's order, each drafted when it is asked for.

    Where all that could be said was said there are none: a like is honest then.
    """
    for one in planned.thanked:
        found = drafter.crossroads(one.comment, Want.THANK, most=1).drafts if one.words else ()
        yield one, found[0] if found else None


def _worth(what: Does, one: Comment) -> float:
    told = min(2.0, len(one.text.split()) / 15)
    return _WORTH.get(what, 0.0) + told + 2 * one.tie


def _grouped(made: Sequence[Thanked]) -> list[Group]:
    """By the word of the post that most of them take up; what takes up none praises the whole."""
    near = tuple(one for one in made if one.near)
    rest = [one for one in made if not one.near]
    posts = {post: stems(post) for post in {one.comment.post for one in rest}}
    own = [stems(one.comment.text) & posts[one.comment.post] for one in rest]
    often = Counter(stem for words in own for stem in words)
    groups = defaultdict[str, list[Thanked]](list)
    for one, words in zip(rest, own, strict=True):
        shared = [stem for stem in words if often[stem] >= _SMALLEST_GROUP]
        groups[max(shared, key=lambda stem: (often[stem], stem), default="")].append(one)
    small = [about for about, some in groups.items() if about and len(some) < _SMALLEST_GROUP]
    for about in small:
        groups[""] += groups.pop(about)
    # What small groups gave away stands where its worth puts it.
    groups[""].sort(key=lambda one: (not one.words, -one.worth))
    named = [Group(_word(about, some), tuple(some)) for about, some in groups.items() if some]
    named.sort(key=lambda group: (not group.about, -len(group.thanked)))
    return [Group("", near, near=True), *named] if near else named


def _word(stem: str, some: Sequence[Thanked]) -> str:
    """The commonest word with that beginning, as it is written."""
    if not stem:
        return ""
    forms = Counter(
        same(one.comment.text[begin:end])
        for one in some
        for begin, end, form in tokens(one.comment.text)
        if form.startswith(stem)
    )
    return forms.most_common(1)[0][0] if forms else stem
