"""What every engine that reads text shares: language, tokens, pieces, and a network over these."""
