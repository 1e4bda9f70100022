"""`python -m tools.sample_wave`."""

from tools.sample_wave.generate import main

main()
