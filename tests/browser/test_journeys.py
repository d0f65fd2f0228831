"""The dashboard as a person uses it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from dashboards.screenshots import settle, whole
from tests.browser import looks

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
    page = visit("compare")
    assert first_question(page) == "How many children were taken?"
    page.get_by_role("link", name="see it in the text").first.click()
    page.locator("mark.pl-selected").wait_for()
    assert "/evidence?claim=clm_taken_alpha" in page.url
    page.get_by_role("link", name="compare with other documents").first.click()
    wait_for_first(page, "How many children were taken?")
    assert page.locator("h2").count() == 1


def test_a_mark_on_a_chart_leads_to_the_words(visit: Open) -> None:
    page = visit("compare?question=length")
    page.locator("[data-testid=stVegaLiteChart] [aria-label*='to the words']").last.click()
    page.wait_for_url("**/evidence?claim=clm_length_*")
    page.locator("mark.pl-selected, .pl-details li.pl-selected").first.wait_for()


def test_a_mark_that_is_no_claim_leads_nowhere(visit: Open) -> None:
    page = visit("compare?question=length")
    before = page.url
    page.locator("[data-testid=stVegaLiteChart] .mark-symbol path").last.click()
    page.wait_for_timeout(500)
    assert page.url == before


def test_a_number_in_the_text_opens_its_details(visit: Open) -> None:
    page = visit("evidence?document=doc-alpha")
    page.locator(".pl-text sup a").first.click()
    page.locator(".pl-details li:has(:target) details[open]").wait_for()
    assert "How long did the meeting last?" in page.locator(".pl-details li:has(:target)").inner_text()


def test_filters_live_in_the_address_and_the_back_button_undoes_them(visit: Open, browser: Browser) -> None:
    page = visit("compare")
    page.get_by_role("radio", name="Exchanges").click()
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
    page = visit("exchanges")
    assert first_question(page) == "How many prisoners is each side to release?"
    page.locator("a[href*='claim=clm_swap_alpha']").first.click()
    page.locator("mark.pl-selected").wait_for()
    assert "/evidence?claim=clm_swap_alpha" in page.url


def test_a_question_is_found_in_the_list(visit: Open) -> None:
    page = visit("compare?known=2025-07-25")
    page.get_by_text("List of 9 questions").click()
    page.wait_for_url("**list=1*")
    settle(page)
    page.get_by_role("link", name="How many children were brought in?").first.click()
    page.wait_for_url(re.compile(r"/compare\?(?=.*question=brought)(?=.*known=2025-07-25)"))
    wait_for_first(page, "How many children were brought in?")
    assert "744,000 children" in page.locator(".pl-words").inner_text()
    assert "700" not in page.locator(".pl-words").inner_text()


@pytest.mark.parametrize(
    "path",
    [
        "compare",
        "compare?question=start&known=2025-07-30",
        "evidence?claim=clm_length_alpha",
        "evidence?document=doc-gamma",
    ],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_rare_claims_can_be_read_by_anyone(visit: Open, path: str, width: int) -> None:
    """What the shipped data has not: every kind of end, denials without a figure, hostile names."""
    page = visit(path, width=width)
    whole(page)
    assert looks.faults(page) == []


def test_hostile_markup_is_shown_not_obeyed(visit: Open) -> None:
    page = visit("compare?question=evil")
    assert '<script>alert("parley")</script><img src=x' in page.locator("h2").inner_text()
    assert page.locator("[data-testid=stMain] img[src='x']").count() == 0
