"""What a model wrote is believed in nothing: here it is looked at before anybody sees it."""

from groundswell.reply.guard.refusing import Guard, Why
from groundswell.reply.guard.steering import Looked, look

__all__ = ["Guard", "Looked", "Why", "look"]
