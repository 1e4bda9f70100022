"""The grammar of moves: which moves answer what a comment does, and which path is best."""

from collections.abc import Mapping, Sequence

from groundswell.domain.drafting import Does, Move, Path, Want

Plan = tuple[Move, ...]

_A, _R, _O, _T, _Q = Move.ACKNOWLEDGE, Move.RESTATE, Move.OWN, Move.THANK, Move.ASK
_F, _P, _C, _W, _H = Move.FACT, Move.PRIVATE, Move.COMPANY, Move.CLOSE, Move.HELP

PLANS: Mapping[Does, Sequence[Plan]] = {
    Does.DANGER: ((_A, _Q, _H), (_A, _H, _C), (_A, _C, _H)),
    Does.DISTRESS: ((_A, _C), (_A, _Q), (_A, _P)),
    Does.INSULT: ((_R,), (_W,)),
    Does.OPPORTUNITY: ((_A, _P), (_A, _Q), (_A,)),
    Does.PERMISSION: ((_F,), (_T, _Q), (_T,)),
    Does.QUESTION: ((_F,), (_R,)),
    Does.CALLS_IT_A_PITCH: ((_R, _Q), (_R, _O), (_R, _W)),
    Does.CORRECTION: ((_T, _O), (_T,), (_T, _Q)),
    Does.FEEDBACK: ((_T, _Q), (_T, _O), (_T,)),
    Does.DISAGREEMENT: ((_R, _Q), (_R, _O), (_R, _W)),
    Does.OFFER_OF_HELP: ((_T,), (_A,), (_T, _P)),
    Does.SHARED_EXPERIENCE: ((_R,), (_A,), (_T,), (_R, _Q)),
    Does.GRATITUDE: ((_T,), (_R,), (_T, _Q)),
    Does.PRAISE: ((_T,), (_A,), (_R,)),
    Does.WISH: ((_T,), (_T, _W), (_R,)),
    Does.JOKE: ((_A,), (_A, _Q)),
    Does.CHEER: ((_T,), (_A,)),
    Does.REMARK: ((_A,),),
    Does.ASIDE: ((_A,),),
}
"""Plans for each, the likeliest to fit first; what has none is not answered."""

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
    if wanted and found and does not in (Does.DANGER, Does.INSULT):
        fitting = [plan for plan in found if set(wanted) & set(plan)]
        made = [(found[-1][0], move) for move in wanted if move in _ENDS and move is not found[-1][0]]
        found = list(dict.fromkeys([*fitting, *made, *found]))
    return found
