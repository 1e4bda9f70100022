"""A comment and its reading -> paths and drafts."""
