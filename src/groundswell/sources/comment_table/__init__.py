"""Comments that others made, as tables of third-party exporters: CSV, TSV, JSON, JSON Lines."""

from groundswell.sources.comment_table.source import CommentTable

__all__ = ["CommentTable"]
