"""When to look, and when to let it be: a pure engine over forecasts and readings."""

from groundswell.calm.closing import Weighing, weigh
from groundswell.calm.looking import Look, next_look

__all__ = ["Look", "Weighing", "next_look", "weigh"]
