"""Trains what judges words that are about to go out."""
