"""Teaches what cannot wait."""
