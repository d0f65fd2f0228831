"""The dashboard without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from dashboards.screenshots import VIEWS, settle

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]

_STOPS = 45

_FOCUS = """() => {
  const e = document.activeElement
  if (!e || e === document.body) return null
  if (!e.dataset.parleyStop) e.dataset.parleyStop = `stop ${document.querySelectorAll('[data-parley-stop]').length}`
  const box = e.getBoundingClientRect()
  const rings = []
  for (let p = e, at = 0; p && at < 4; p = p.parentElement, at++) {
    const style = getComputedStyle(p)
    rings.push(style.outlineStyle + style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor)
    rings.push(style.textDecorationLine)
  }
  return {
    stop: e.dataset.parleyStop,
    name: `${e.tagName} ${(e.getAttribute('aria-label') || e.innerText || '').slice(0, 50)}`,
    x: box.x + box.width / 2, y: box.y + box.height / 2, isShown: box.width > 0 && box.height > 0, rings: rings.join(),
    isOurs: !!e.closest('.stHtml, [data-testid=stVegaLiteChart]'),
  }
}"""


@pytest.mark.parametrize("view", VIEWS)
def test_the_tab_key_walks_through_a_page(visit_shipped: Open, view: str) -> None:
    """Each stop is another one, can be seen, and looks otherwise while it has the focus."""
    page = visit_shipped(VIEWS[view])
    stops: list[str] = []
    unseen: list[str] = []
    for _ in range(_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus is None:
            break
        assert focus["stop"] not in stops[-3:], f"the focus is held by {focus['name']}"
        stops.append(focus["stop"])
        if not focus["isShown"]:
            unseen.append(f"nothing is seen of {focus['name']}")
        elif focus["isOurs"] and page.evaluate(_IS_PLAIN, focus["rings"]):
            unseen.append(f"no sign of the focus on {focus['name']}")
    assert len(set(stops)) >= 12
    assert unseen == []


# Whether the part that has the focus looks the same without it.
_IS_PLAIN = """rings => {
  const e = document.activeElement
  e.blur()
  const now = []
  for (let p = e, at = 0; p && at < 4; p = p.parentElement, at++) {
    const style = getComputedStyle(p)
    now.push(style.outlineStyle + style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor)
    now.push(style.textDecorationLine)
  }
  e.focus({preventScroll: true})
  return now.join() === rings
}"""


def tab_to(target: Locator, most: int, missed: str) -> None:
    """Press the Tab key until a part has the focus, so many times at most."""
    for _ in range(most):
        target.page.keyboard.press("Tab")
        if target.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(missed)


def test_from_a_figure_to_its_words_by_keys_alone(visit_shipped: Open) -> None:
    page = visit_shipped("")
    link = page.locator(".pl-sharp a").first
    tab_to(link, 80, "the sharpest disagreement is not reached by the Tab key")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?question=*")
    settle(page)
    words = page.locator(".pl-words a[href*='evidence?']").first
    tab_to(words, 120, "the words are not reached by the Tab key")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence?claim=*")


def test_a_filter_is_chosen_by_keys_alone(visit_shipped: Open) -> None:
    page = visit_shipped("compare")
    pill = page.locator("[data-testid=stButtonGroup] button").first
    tab_to(pill, 60, "the first filter is not reached by the Tab key")
    page.keyboard.press("Space")
    page.wait_for_url("**/compare?topic=*")
