"""Live networks: signing in, following, sending."""
