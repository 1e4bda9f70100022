"""One file or folder per network or file format, behind one protocol (`sources.protocol`)."""
