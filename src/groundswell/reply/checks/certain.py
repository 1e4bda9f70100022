"""What stands in a text, whatever the network makes of the whole: by rules, and clause by clause."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundswell.domain.checking import Outgoing
from groundswell.reply.checks.accusing import Accusation, accusations
from groundswell.reply.checks.deciding import FAULTS, Limits, defence
from groundswell.reply.checks.insults import insults
from groundswell.reply.checks.judging import Judged

_INSULTS = 0.95
"""How likely hostile a plain insult is."""
_ACCUSES = 0.8
"""How likely it defends to accuse whom one answers."""
_HEARD = 0.25
"""How defensive the network has to find a text before words accuse that need not."""
_AT_ONCE = 2
"""Clauses of one text that are marked, the plainest, where no rule tells."""
_NOT_MET = 0.4
"""How much empathy is left at most where somebody is accused."""
_OFTEN = 2
"""Accusations from which on a text should not go out."""


@dataclass(frozen=True, slots=True)
class Certain:
    """What is found in a text, in characters."""

    insults: Sequence[tuple[int, int]]
    accusations: Sequence[Accusation]


def certain(text: Outgoing, language: str, judged: Judged, limits: Limits) -> Certain:
    """What is found: plain accusations; without them what may be one, where the network hears it as well."""
    told = accusations(text.text, language)
    accused = [one for one in told if one.sure]
    if not accused:
        accused = _heard(judged, limits)
    if not accused and judged.chances["defensive"] >= _HEARD:
        accused = told
    return Certain(list(insults(text.text)), accused)


def _heard(judged: Judged, limits: Limits) -> list[Accusation]:
    """The clauses in which the network hears an accusation, in whatever words.

    It has to be sure, but of a text that seems to defend and is not fit anyway it tells where that stands.
    """
    defends = judged.chances["defensive"] >= _HEARD and judged.chances["fit"] < limits.send
    limit = limits.remark["accuses_rather" if defends else "accuses_sure"]
    plainest = sorted(range(len(judged.clauses)), key=lambda at: -judged.accuses[at])[:_AT_ONCE]
    how = defence(judged.chances)
    found = [judged.clauses[at] for at in sorted(plainest) if judged.accuses[at] > limit]
    return [Accusation(*where, about=how, how=how, sure=False) for where in found]


def settled(judged: Judged, told: Certain, text: Outgoing, limits: Limits) -> Judged:
    """The judgement in which what is certain stands."""
    chances = dict(judged.chances)
    unsure = (limits.hold + limits.send) / 2
    if told.insults:
        chances |= {"hostile": max(chances["hostile"], _INSULTS), "fit": 0.0}
    if told.accusations:
        sure = any(one.sure for one in told.accusations)
        chances["defensive"] = max(chances["defensive"], _ACCUSES if sure else limits.remark["defensive"])
        chances["empathy"] = min(chances["empathy"], _NOT_MET)
        often = sum(one.sure for one in told.accusations) >= _OFTEN
        chances["fit"] = min(chances["fit"], 0.0 if often else unsure)
    if not any(map(str.isalpha, text.text)) and not told.insults:
        # Signs alone may thank or mock: what was learned from words says nothing of them.
        chances |= {"fit": unsure, **dict.fromkeys(FAULTS, 0.0)}
    return replace(judged, chances=chances)
