"""Keys, pressed on a page that hears them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def press(page: Page, key: str) -> None:
    """Presses a key once the scripts of the page run: what was sent may have brought a whole new page."""
    page.wait_for_load_state("domcontentloaded")
    page.keyboard.press(key)
