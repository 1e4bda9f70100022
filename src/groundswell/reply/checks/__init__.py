"""A text that is about to go out -> the check."""
