"""Rejection letters: what one is like to get, what would make it better, and the same letter written anew.

>>> from groundswell.domain.letters import Letter
>>> from groundswell.services.letters.checking import checker
>>> letter = Letter("1", "Dear Ana,\\n\\nWe gave the post to somebody else.\\n\\nKind regards\\nJo")
>>> [said] = checker().check([letter])
>>> said.scores["clear"] > 0.5
True
"""

from groundswell.letters.checking import Checker, States
from groundswell.letters.shape import as_json

__all__ = ["Checker", "States", "as_json"]
