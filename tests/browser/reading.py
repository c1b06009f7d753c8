"""How a page is read by a checker of accessibility, and kept as a picture."""

from pathlib import Path

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDER = "(one => one.scrollWidth - one.clientWidth)(document.documentElement)"


def violations(page: Page, axe: str) -> list[str]:
    """Return what is wrong with the page as it stands: beyond its width, and what axe finds."""
    wide = beyond(page)
    page.evaluate(axe)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160))]))",
        RULES,
    )
    return wide + [f"{page.url} {rule}: {place}" for rule, places in found for place in places]


def beyond(page: Page) -> list[str]:
    """Return by how much the page is wider than its window, once it is there whole.

    A click may leave a page whose next one has no element yet: what is read waits for its load.
    """
    page.wait_for_load_state()
    wide = page.evaluate(WIDER)
    return [f"{page.url} is {wide} px too wide"] if wide > 0 else []


def look(page: Page, axe: str, shots: Path | None, name: str) -> list[str]:
    """Return what is wrong with the page once it is there whole; keep a picture where wanted."""
    page.wait_for_load_state()
    keep(page, shots, name)
    return violations(page, axe)


def keep(page: Page, folder: Path | None, name: str) -> None:
    """Keep a picture of the whole page where one is wanted."""
    if folder is not None:
        page.screenshot(path=folder / f"{name}.png", full_page=True)
