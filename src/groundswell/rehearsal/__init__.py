"""Parameters -> a simulated wave: when things happen, who does them, and what they say."""

from groundswell.rehearsal.characters import CHARACTERS, Character
from groundswell.rehearsal.texts import Text
from groundswell.rehearsal.wave import Event, Wave, wave

__all__ = ["CHARACTERS", "Character", "Event", "Text", "Wave", "wave"]
