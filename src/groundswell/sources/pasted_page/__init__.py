"""The text of a LinkedIn post's page: all selected, copied, and pasted into a text file."""

from groundswell.sources.pasted_page.source import PastedPage

__all__ = ["PastedPage"]
