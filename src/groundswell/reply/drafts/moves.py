"""The grammar of moves: which moves answer what a comment does, and which path is best."""

from collections.abc import Mapping, Sequence

from groundswell.domain.drafting import Does, Move, Path, Want

Plan = tuple[Move, ...]

_A, _R, _O, _T, _Q = Move.ACKNOWLEDGE, Move.RESTATE, Move.OWN, Move.THANK, Move.ASK
_F, _P, _W, _H = Move.FACT, Move.PRIVATE, Move.CLOSE, Move.HELP

PLANS: Mapping[Does, Sequence[Plan]] = {
    Does.DANGER: ((_A, _Q, _H),),
    Does.DISTRESS: ((_A, _Q, _H), (_A, _P), (_A, _Q)),
    Does.INSULT: ((_W,),),
    Does.OPPORTUNITY: ((_A,), (_A, _P), (_W,)),
    Does.PERMISSION: ((_F,), (_T,), (_W,), (_T, _Q)),
    Does.QUESTION: ((_F,),),
    Does.CALLS_IT_A_PITCH: ((_R,), (_R, _Q)),
    Does.CORRECTION: ((_T,), (_T, _Q)),
    Does.FEEDBACK: ((_T,), (_T, _Q)),
    Does.DISAGREEMENT: ((_R,), (_R, _Q)),
    Does.OFFER_OF_HELP: ((_T,), (_T, _P)),
    Does.SHARED_EXPERIENCE: ((_R,),),
    Does.GRATITUDE: ((_T,),),
    Does.PRAISE: ((_T,),),
    Does.WISH: ((_T,),),
    Does.JOKE: ((_A,),),
    Does.CHEER: ((_T,),),
    Does.REMARK: ((_A,),),
    Does.ASIDE: ((_A,),),
}
"""Plans for each, the likeliest to fit first; what has none is not answered.

A second sentence comes only where it asks, offers or names help: behind an answer it is one too many.
"""

_WANTED: Mapping[Want, Sequence[Move]] = {
    Want.ANSWER: (),
    Want.LEARN: (_Q,),
    Want.CALM: (_O, _W),
    Want.PRIVATE: (_P,),
    Want.THANK: (_T,),
}
_ENDS = {_Q, _O, _W, _P}

BEST: Mapping[Does, Path] = dict.fromkeys(
    (Does.THREAT, Does.INSULT, Does.SPAM, Does.ASIDE), Path.LEAVE
)  # fmt: skip
"""Where leaving it is the better path; elsewhere it is to understand."""


def plans(does: Does, want: Want, *, fact: bool) -> list[Plan]:
    """What a reply could do, the best first.

    Args:
        fact: Whether there is a fact to give.
    """
    found = [plan for plan in PLANS.get(does, ()) if fact or _F not in plan]
    if fact and found and not any(_F in plan for plan in found):
        found.insert(0, (found[0][0], _F))
    wanted = _WANTED[want]
    if wanted and does not in (Does.DANGER, Does.INSULT):
        first = found[-1][:1] if found else ()
        fitting = [plan for plan in found if set(wanted) & set(plan)]
        made = [(*first, move) for move in wanted if move in _ENDS and (move,) != first]
        thanks = [(move,) for move in wanted if move not in _ENDS and not fitting]
        found = list(dict.fromkeys([*fitting, *made, *thanks, *found]))
    return found
