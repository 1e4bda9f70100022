"""Drafts by a model of the user's own, behind an OpenAI-compatible endpoint."""

from groundswell.services.own_model.asking import answers
from groundswell.services.own_model.choosing import Model, chosen, key_of, offered, sound, turn_off, turn_on
from groundswell.services.own_model.writer import ModelWriter

__all__ = ["Model", "ModelWriter", "answers", "chosen", "key_of", "offered", "sound", "turn_off", "turn_on"]
