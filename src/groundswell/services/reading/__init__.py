"""What has come in is read and placed, and what many say together."""
