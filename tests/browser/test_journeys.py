"""The dashboard as a person uses it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from dashboards.screenshots import settle, whole

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]


def first_question(page: Page) -> str:
    return page.locator("h2").first.inner_text()


def wait_for_first(page: Page, question: str) -> None:
    page.locator("h2").first.filter(has_text=question).wait_for()


def test_a_page_is_found_even_if_its_address_is_the_first_to_be_asked_for(visit: Open) -> None:
    """Streamlit runs the files of a folder named pages by themselves until the router has run once."""
    page = visit("evidence?claim=clm_taken_alpha")
    assert page.locator("h1").inner_text() == "Evidence"
    assert page.get_by_role("link", name="Compare").first.is_visible()
    assert page.locator("mark.pl-selected").inner_text() == "at least 19,000 children"


def test_from_a_conflict_to_its_words_and_back(visit: Open) -> None:
    page = visit("?")
    assert re.search(r"/compare$", page.url)
    assert first_question(page) == "How many children were taken?"
    page.get_by_role("link", name="see it in the text").first.click()
    page.locator("mark.pl-selected").wait_for()
    assert "/evidence?claim=clm_taken_alpha" in page.url
    page.get_by_role("link", name="compare with other documents").first.click()
    wait_for_first(page, "How many children were taken?")
    assert page.locator("h2").count() == 1


def test_a_mark_on_a_chart_leads_to_the_words(visit: Open) -> None:
    page = visit("compare?question=length")
    page.locator("[data-testid=stVegaLiteChart] .mark-symbol path").nth(1).click()
    page.locator("mark.pl-selected").wait_for()
    assert page.locator("mark.pl-selected").inner_text() == "lasted less than 40 minutes"


def test_a_number_in_the_text_opens_its_details(visit: Open) -> None:
    page = visit("evidence?document=doc-alpha")
    page.locator(".pl-text sup a").first.click()
    page.locator(".pl-details li:has(:target) details[open]").wait_for()
    assert "How long did the meeting last?" in page.locator(".pl-details li:has(:target)").inner_text()


def test_filters_live_in_the_address_and_the_back_button_undoes_them(visit: Open, browser: Browser) -> None:
    page = visit("compare")
    page.get_by_text("Exchanges", exact=True).click()
    page.wait_for_url("**/compare?topic=exchanges")
    wait_for_first(page, "How many prisoners is each side to release?")
    other = browser.new_context().new_page()
    other.goto(page.url)
    settle(other)
    assert first_question(other) == "How many prisoners is each side to release?"
    other.context.close()
    page.go_back()
    page.wait_for_url("**/compare")
    wait_for_first(page, "How many children were taken?")
    page.go_forward()
    wait_for_first(page, "How many prisoners is each side to release?")


def test_from_a_promise_to_the_claim_behind_a_delivery(visit: Open) -> None:
    page = visit("record")
    assert first_question(page) == "How many prisoners is each side to release?"
    page.get_by_text("2 deliveries behind it").click()
    page.locator(".pl-fold[open] .pl-sources a").first.click()
    page.locator("mark.pl-selected").wait_for()
    assert "/evidence?claim=clm_swap_alpha" in page.url


def test_the_parts_of_the_record_live_in_the_address(visit: Open) -> None:
    page = visit("record")
    page.get_by_text("Parts and wholes", exact=True).click()
    page.wait_for_url("**/record?part=parts")
    wait_for_first(page, "Parts and wholes: 1 row")
    page.go_back()
    page.wait_for_url("**/record")
    wait_for_first(page, "How many prisoners is each side to release?")


def test_a_question_is_found_in_the_list(visit: Open) -> None:
    page = visit("compare?known=2025-07-25")
    page.get_by_text("List of 9 questions").click()
    page.get_by_role("link", name="How many children were brought in?").first.click()
    page.wait_for_url("**/compare?question=brought&known=2025-07-25")
    wait_for_first(page, "How many children were brought in?")
    assert "744,000 children" in page.locator(".pl-words").inner_text()
    assert "700" not in page.locator(".pl-words").inner_text()


def test_nothing_is_asked_of_another_host(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/compare")
    settle(page)
    page.context.close()
    local = (address, address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []


@pytest.mark.parametrize(
    "path",
    [
        "compare",
        "compare?question=start&known=2025-07-30",
        "evidence?claim=clm_length_alpha",
        "evidence?document=doc-gamma",
        "record",
        "record?part=totals",
        "record?part=balances",
    ],
)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_window_and_all_text_can_be_read(
    visit: Open, path: str, theme: str, width: int
) -> None:
    page = visit(path, width=width, theme=theme)
    whole(page)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    outside = page.evaluate(_LABELS_OUTSIDE)
    assert outside == []
    assert page.evaluate(_CONTRASTS) == []
    levels = [
        int(level[1]) for level in page.evaluate("() => [...document.querySelectorAll('h1,h2,h3')].map(e => e.tagName)")
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_hostile_markup_is_shown_not_obeyed(visit: Open) -> None:
    page = visit("compare?question=evil")
    assert '<script>alert("parley")</script><img src=x' in page.locator("h2").inner_text()
    assert page.locator("[data-testid=stMain] img[src='x']").count() == 0


# Words of a chart that reach over its edge.
_LABELS_OUTSIDE = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect()
  return [...svg.querySelectorAll('text')]
    .filter(text => text.getAttribute('opacity') !== '0' && text.textContent)
    .filter(text => {
      const box = text.getBoundingClientRect()
      return box.left < frame.left - 1 || box.right > frame.right + 1
    })
    .map(text => text.textContent)
})"""

# Words of our own whose colour is too near to that of the page.
_CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
  const light = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1)
    const part = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
  }
  const ground = light(getComputedStyle(document.querySelector('.stApp')).backgroundColor)
  const ours = '.pl-badge, .pl-who, .pl-facts li, .pl-tag, .pl-remark, .pl-muted, .pl-number a, .pl-gloss, .pl-none'
  return [...document.querySelectorAll(ours)]
    .map(e => [e.className, light(getComputedStyle(e).color)])
    .filter(([_, ink]) => (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05) < 4.5)
    .map(([name]) => name)
}"""
