"""Training of the built-in triage model."""
