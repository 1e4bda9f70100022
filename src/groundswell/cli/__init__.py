"""The command line: one file per command group, which calls services only.

Commands import their services when they run, so that each starts at once."""

from groundswell.cli.app import main

__all__ = ["main"]
