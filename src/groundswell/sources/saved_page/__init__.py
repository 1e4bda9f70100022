"""The page of a LinkedIn post, saved from the browser as HTML or as a web archive (MHTML)."""

from groundswell.sources.saved_page.source import SavedPage

__all__ = ["SavedPage"]
