"""How a message stands: whom it is about, what it asks, whether a no is easy, and when to write."""
