"""The inbox, item by item: what it shows, and what the user does about it."""
