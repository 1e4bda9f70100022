"""Leaning on somebody: whom she may turn to, whom to turn to now, the private words, and how it went."""
