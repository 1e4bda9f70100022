"""Scripts that make what ships: models, constructed sets. Run as `python -m tools.<name>` from the root."""
