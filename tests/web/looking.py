"""Looking at a page as somebody does who needs it to be accessible, once it is whole."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def accessible(page: Page, *, unfolded: bool = False) -> None:
    """Axe finds nothing, and nothing is wider than the window; `unfolded` also what was folded away."""
    # A heading is there before the styles are: what a page looks like is known once all has come.
    page.wait_for_load_state("load")
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
