"""Groundswell: a local-first companion for people whose posts take off."""

__version__ = "0.1.0"
