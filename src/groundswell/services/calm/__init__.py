"""A calm way to look: digests at the user's hours, what cannot wait, and how often she looked."""
