"""The people who carry the user, and whom to be there for."""
