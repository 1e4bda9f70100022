"""The use cases, which join the rooms. Faces call these and nothing below them."""
