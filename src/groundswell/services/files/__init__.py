"""Files that come in, by hand or by themselves, and what is written out."""
