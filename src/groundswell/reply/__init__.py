"""Words that go out: the check of a text before it does.

>>> from groundswell.reply import check
>>> check("I am sorry if you feel that way.", to="This reads like a sales pitch.").verdict
<Verdict.HOLD: 'hold'>
"""

from groundswell.reply.checking import Checker, check
from groundswell.reply.shape import as_json, outgoing_from_json

__all__ = ["Checker", "as_json", "check", "outgoing_from_json"]
