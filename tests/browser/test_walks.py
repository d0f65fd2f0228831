"""Five ways through the dashboard with the shipped data, as a person goes them.

Nothing here names a figure: the walks hold whatever the corpus says today.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from dashboards.screenshots import settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]

_STATEMENT = "select topic, count(*) as n from marts.fct_answers group by topic order by topic"
_KNOWN = "2025-08-01"


def questions(page: Page) -> list[str]:
    """The headings of a page: on Compare, its questions."""
    return [text.strip() for text in page.locator("[data-testid=stMain] h2").all_inner_texts()]


def test_from_overview_to_the_words_behind_a_conflict(visit_shipped: Open) -> None:
    page = visit_shipped("")
    sharpest = page.locator(".pl-sharp > li").filter(has_text="conflict").first
    asked = sharpest.locator("a[href*='question=']").first
    question = asked.inner_text()
    asked.click()
    page.wait_for_url("**/compare?question=*")
    page.locator("h2").filter(has_text=question).wait_for()
    assert page.locator(".pl-badge").first.inner_text().split()[-1] in {"conflict", "disputed"}
    words = page.locator(".pl-words > li").filter(has=page.locator(".pl-quote")).first
    said = words.locator(".pl-quote").first.inner_text().strip("“”")
    words.get_by_role("link", name=re.compile("^see ")).first.click()
    page.wait_for_url("**/evidence?claim=*")
    settle(page)
    selected = page.locator("mark.pl-selected, .pl-details li.pl-selected").first
    assert said in selected.inner_text()
    back = page.locator(".pl-details li.pl-selected a[href*='compare?']").first
    back.click()
    page.locator("h2").filter(has_text=question).wait_for()


def test_a_filtered_view_is_the_same_in_a_new_window(visit_shipped: Open, browser: Browser) -> None:
    page = visit_shipped("compare")
    page.locator("[data-testid=stButtonGroup] button").filter(has_text="Casualties").click()
    page.wait_for_url("**/compare?topic=casualties")
    settle(page)
    page.get_by_label("Search", exact=True).fill("bodies")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?*search=bodies*")
    settle(page)
    found = questions(page)
    assert found
    other = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    other.goto(page.url)
    settle(other)
    assert questions(other) == found
    assert other.get_by_label("Search", exact=True).input_value() == "bodies"
    other.context.close()
    page.go_back()
    page.wait_for_url("**/compare?topic=casualties")
    settle(page)
    assert page.get_by_label("Search", exact=True).input_value() == ""
    page.go_forward()
    page.wait_for_url("**/compare?*search=bodies*")
    settle(page)
    assert questions(page) == found


def test_what_was_known_on_a_day(visit_shipped: Open) -> None:
    now = visit_shipped("compare?topic=exchanges")
    then = visit_shipped(f"compare?topic=exchanges&known={_KNOWN}")
    assert "1 August 2025" in then.locator("[data-testid=stMain]").inner_text()
    question = then.locator("a[href*='question='][href*='known=']").first
    address = question.get_attribute("href") or ""
    assert f"known={_KNOWN}" in address
    assert questions(now) != questions(then)
    question.click()
    then.wait_for_url(f"**known={_KNOWN}*")
    settle(then)
    documents = then.locator(".pl-words > li").count()
    alone = visit_shipped(then.url.split("/", 3)[3].replace(f"known={_KNOWN}", "").rstrip("&"))
    assert alone.locator(".pl-words > li").count() >= documents > 0


def test_a_statement_is_run_and_its_result_downloaded(visit_shipped: Open) -> None:
    page = visit_shipped("sql")
    page.get_by_label("Statement", exact=True).fill(_STATEMENT)
    page.get_by_role("button", name="Run", exact=True).click()
    page.wait_for_url("**/sql?sql=*")
    settle(page)
    with page.expect_download() as waiting:
        page.locator("[data-testid=stDownloadButton] button").first.click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        names = archive.namelist()
        assert {name.rsplit(".", 1)[-1] for name in names} >= {"csv", "parquet", "txt"}
        rows = list(csv.DictReader(io.StringIO(archive.read(next(n for n in names if n.endswith(".csv"))).decode())))
        terms = archive.read("README.txt").decode()
    assert "CC BY 4.0" in terms
    assert "codebook" in terms.lower()
    shown = page.locator(".pl-result td, .pl-result th[scope=row], .pl-table td").all_inner_texts()
    assert [row["n"] for row in rows] == [text for text in shown if text.replace(",", "").isdigit()][: len(rows)]
    kept = visit_shipped(f"sql?sql={quote(_STATEMENT)}")
    assert kept.get_by_label("Statement", exact=True).input_value() == _STATEMENT


def test_a_statement_that_cannot_be_run_says_what_to_do(visit_shipped: Open) -> None:
    page = visit_shipped(f"sql?sql={quote('drop table marts.fct_claims')}")
    assert "can only read" in page.locator("[data-testid=stAlert]").inner_text()
    page = visit_shipped(f"sql?sql={quote('select * from marts.fct_none')}")
    assert page.locator("[data-testid=stAlert]").count() == 1
    assert "Traceback" not in page.locator("[data-testid=stMain]").inner_text()


def test_a_document_from_top_to_bottom(visit_shipped: Open) -> None:
    """Each number in the text leads to its details, each mark to its comparison; all claims are there, with proof."""
    page = visit_shipped("evidence")
    claims = page.locator(".pl-details > li")
    assert claims.count() > 0
    assert any(re.match(rf"{claims.count()} claims?$", text) for text in questions(page))
    numbers = page.locator(".pl-text sup a")
    assert numbers.count() > 0
    for at in range(min(numbers.count(), 5)):
        target = (numbers.nth(at).get_attribute("href") or "").removeprefix("#")
        numbers.nth(at).click()
        page.locator(f".pl-details li:has(#{target}) details[open]").first.wait_for()
    assert page.locator(".pl-text mark a, .pl-text mark").count() > 0
    back = page.locator(".pl-text a.pl-back").first
    address = back.get_attribute("href") or ""
    passport = page.get_by_text("Passport of this document")
    passport.scroll_into_view_if_needed()
    passport.click()
    facts = page.locator(".pl-passport").first.inner_text()
    assert "SHA-256" in facts or "hash" in facts.lower()
    back.click()
    page.wait_for_url(f"**/{address}")
    settle(page)
    assert page.locator("h2").count() >= 1


def test_every_view_has_a_reference_to_cite(visit_shipped: Open) -> None:
    page = visit_shipped("evidence")
    page.locator(".pl-details > li summary").first.click()
    citing = page.locator(".pl-details > li").first.locator(".pl-cite").first
    assert re.search(r"clm_\w+", citing.evaluate("e => e.textContent"))


@pytest.mark.parametrize("path", ["overview", "start", "record", "record?part=totals"])
def test_addresses_of_former_versions_lead_on(visit_shipped: Open, path: str) -> None:
    page = visit_shipped(path)
    assert page.locator("[role=dialog]").count() == 0
    assert page.locator("h1").count() == 1
    assert "/record" not in page.url


@pytest.mark.parametrize(
    "path", ["compare?search=zzzzzz", "compare?question=none", "evidence?claim=none", "evidence?document=none"]
)
def test_what_is_not_there_says_what_to_do(visit_shipped: Open, path: str) -> None:
    page = visit_shipped(path)
    told = page.locator("[data-testid=stAlert]").first.inner_text()
    assert re.search(r"\b(choose|take|search|clear)\b", told, re.IGNORECASE), told


def test_nothing_is_asked_of_another_host(browser: Browser, shipped: str) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "compare", "evidence", "sql"):
        page.goto(f"{shipped}/{path}")
        settle(page)
    page.context.close()
    local = (shipped, shipped.replace("http", "ws"), "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == [], json.dumps(asked)
