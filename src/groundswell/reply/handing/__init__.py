"""An exchange -> what a friend sees of it, and their answer back."""
