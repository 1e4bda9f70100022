"""Words that go out: the check of a text before it does, and drafts of an answer.

>>> from groundswell.reply import check
>>> check("I am sorry if you feel that way.", to="This reads like a sales pitch.").verdict
<Verdict.HOLD: 'hold'>
>>> from groundswell.domain.drafting import Comment
>>> from groundswell.reply import Drafter
>>> Drafter().crossroads(Comment("c1", "My uncle ran a ferry.", "Ana Ruiz")).drafts[0].text
'…'
"""

from groundswell.reply.checks.checking import Checker, check
from groundswell.reply.checks.shape import as_json, outgoing_from_json
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.voice import Past, voice_of
from groundswell.reply.thanks import plan_thanks, thanks

__all__ = [
    "Checker",
    "Drafter",
    "Past",
    "as_json",
    "check",
    "outgoing_from_json",
    "plan_thanks",
    "thanks",
    "voice_of",
]
