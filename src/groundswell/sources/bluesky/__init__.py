"""Bluesky, or any server of the AT Protocol."""

from groundswell.sources.bluesky.source import Bluesky

__all__ = ["Bluesky"]
