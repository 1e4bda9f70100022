"""The sample wave: hand-written texts, and the generator that puts them into LinkedIn's files."""
