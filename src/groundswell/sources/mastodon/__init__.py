"""Mastodon, or any server that speaks its API."""

from groundswell.sources.mastodon.source import Mastodon

__all__ = ["Mastodon"]
