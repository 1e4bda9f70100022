"""Heavy words: what the signs of danger miss, told by where a text stands."""
