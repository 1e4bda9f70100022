"""People, on all networks where they are known."""
