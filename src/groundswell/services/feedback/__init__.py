"""Criticism as a list of things to act on."""
