"""When to look, when to let it be, and what cannot wait: pure engines over forecasts and readings."""

from groundswell.calm.budget import advise
from groundswell.calm.closing import Weighing, weigh
from groundswell.calm.looking import Look, next_look
from groundswell.calm.urgent import urgent

__all__ = ["Look", "Weighing", "advise", "next_look", "urgent", "weigh"]
