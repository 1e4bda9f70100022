"""Teaches what incoming messages are after."""
