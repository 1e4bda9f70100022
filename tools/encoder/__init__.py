"""Trains the careful reader: a small multilingual encoder with heads for everything that a reading says."""
