"""Rejection letters: checked, written to many, and as a job seeker receives them."""
