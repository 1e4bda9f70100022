"""Comments that try to steer whoever writes the answer, in `data/injections`, and models that obey them."""
