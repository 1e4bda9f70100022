"""The command line: one file per command group, each of which calls services only."""

from groundswell.cli.app import main

__all__ = ["main"]
