"""The private journal: sealed before it touches the disk, opened by her alone, and sent nowhere."""

from groundswell.services.journal.book import Entry, Journal, OpenedBy

__all__ = ["Entry", "Journal", "OpenedBy"]
