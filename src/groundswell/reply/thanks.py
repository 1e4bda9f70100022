"""Thanks at scale: kind words grouped by what they praise, which are worth words, and at what pace."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.drafting import Comment, Does, Draft, Want
from groundswell.reply.drafting import Drafter
from groundswell.reply.facts import stems
from groundswell.reply.sentences import same
from groundswell.text.tokens import tokens

_KIND = frozenset(
    {
        *(Does.PRAISE, Does.GRATITUDE, Does.WISH, Does.SHARED_EXPERIENCE),
        *(Does.JOKE, Does.CHEER, Does.OFFER_OF_HELP),
    }
)
_SMALLEST_GROUP = 3
_NEAR = 0.3
"""Tie from which on even a single word is worth an answer in words."""
_TELLS = 6
"""Words from which on somebody has told something."""
_WORTH = {Does.GRATITUDE: 2.0, Does.SHARED_EXPERIENCE: 2.0, Does.OFFER_OF_HELP: 2.0, Does.JOKE: 1.0}


@dataclass(frozen=True, slots=True)
class Pace:
    """What the user and the network bear.

    Attributes:
        words_s, like_s: Seconds that it takes her to look over and send words, and to give a like.
        sitting_min: Minutes that she wants to give to it at a time.
        most_an_hour: Answers an hour that the network bears from one account; what is well below its limits.
    """

    words_s: float = 12.0
    like_s: float = 3.0
    sitting_min: float = 30.0
    most_an_hour: int = 120


@dataclass(frozen=True, slots=True)
class Thanked:
    """One comment and what it gets: words, or a like where `draft` is none.

    Attributes:
        worth: How much words matter here: what it tells, and how well the two know each other.
        sitting: In which sitting it comes, from 0.
    """

    comment: Comment
    does: Does
    worth: float
    draft: Draft | None
    sitting: int


@dataclass(frozen=True, slots=True)
class Group:
    """Comments that praise the same; `about` is a word of theirs, empty for the post as a whole."""

    about: str
    thanked: tuple[Thanked, ...]


def thanks(drafter: Drafter, comments: Sequence[Comment], pace: Pace | None = None) -> list[Group]:
    """What each of many kind comments gets, the largest group first, in it who matters most first.

    Comments that are not kind words are left out: they want an answer of their own.
    """
    pace = pace or Pace()
    ranked = sorted(
        ((drafter.does(one), one) for one in comments),
        key=lambda pair: -_worth(*pair),
    )
    kind = [(what, one) for what, one in ranked if what in _KIND]
    left, sitting, made = pace.sitting_min * 60, 0, list[Thanked]()
    answers = 0
    for what, one in kind:
        draft = _draft(drafter, what, one)
        cost = pace.words_s if draft else pace.like_s
        full = draft is not None and answers >= pace.most_an_hour
        if cost > left or full:
            left, answers, sitting = pace.sitting_min * 60, 0, sitting + 1
        left, answers = left - cost, answers + (draft is not None)
        made.append(Thanked(one, what, _worth(what, one), draft, sitting))
    return _grouped(made)


def _worth(what: Does, one: Comment) -> float:
    told = min(2.0, len(one.text.split()) / 15)
    return _WORTH.get(what, 0.0) + told + 2 * one.tie


def _draft(drafter: Drafter, what: Does, one: Comment) -> Draft | None:
    """Words for those who said something or are near; everybody else gets a like."""
    tells = len(one.text.split()) >= _TELLS or what in _WORTH
    if not tells and one.tie < _NEAR:
        return None
    drafts = drafter.crossroads(one, Want.THANK, most=1).drafts
    return drafts[0] if drafts else None


def _grouped(made: Sequence[Thanked]) -> list[Group]:
    """By the word of the post that most of them take up; what takes up none praises the whole."""
    own = [stems(one.comment.text) & stems(one.comment.post) for one in made]
    often = Counter(stem for words in own for stem in words)
    groups = defaultdict[str, list[Thanked]](list)
    for one, words in zip(made, own, strict=True):
        shared = [stem for stem in words if often[stem] >= _SMALLEST_GROUP]
        groups[max(shared, key=lambda stem: (often[stem], stem), default="")].append(one)
    small = [about for about, some in groups.items() if about and len(some) < _SMALLEST_GROUP]
    for about in small:
        groups[""] += groups.pop(about)
    named = [Group(_word(about, some), tuple(some)) for about, some in groups.items() if some]
    return sorted(named, key=lambda group: (not group.about, -len(group.thanked)))


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
