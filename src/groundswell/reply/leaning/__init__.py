"""Words to somebody to lean on: what would help, honestly, and a way to say no."""
