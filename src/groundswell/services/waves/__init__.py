"""Waves: their course, their forecast, their mood, and how often to look."""
