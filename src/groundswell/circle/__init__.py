"""Ties -> whom to tend, and whom to lean on."""
