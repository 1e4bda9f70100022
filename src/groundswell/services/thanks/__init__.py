"""Thanks at scale: who gets words, who a like, and at what pace."""
