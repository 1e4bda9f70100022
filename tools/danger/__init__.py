"""Fits the head that tells heavy words, beside the signs of danger."""
