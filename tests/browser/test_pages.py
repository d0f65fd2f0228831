"""Every page with the shipped data, as it can be looked at: in both widths, in light and dark, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from dashboards.screenshots import VIEWS, settle, whole
from tests.browser import looks

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]

_SHEET_PX = 1123
"""The height of a sheet of A4 in pixels of a page."""

_ON_SCREEN_ONLY = (
    "[data-testid=stHeader]",
    "[data-testid=stTextInput]",
    "[data-testid=stSelectbox]",
    "[data-testid=stButtonGroup]",
    "[data-testid=stButton]",
    "[data-testid=stDownloadButton]",
)
"""What cannot be used on paper."""


def test_every_page_of_the_navigation_is_looked_at(visit_shipped: Open) -> None:
    page = visit_shipped("", width=1600)
    links = page.locator("[data-testid=stHeader] a[href], [data-testid=stTopNavLink]").evaluate_all(
        "all => all.map(e => e.href)"
    )
    assert {urlsplit(link).path.strip("/") for link in links} == set(VIEWS.values())


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_can_be_read_by_anyone(visit_shipped: Open, view: str, width: int) -> None:
    page = visit_shipped(VIEWS[view], width=width)
    whole(page)
    light = looks.faults(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'")
    settle(page)
    assert light == []
    assert [f"dark: {fault}" for fault in looks.faults(page)] == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_can_be_printed(visit_shipped: Open, view: str) -> None:
    page = visit_shipped(VIEWS[view])
    tall = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert sheets >= min(tall // _SHEET_PX, 2), "the print is cut off"
    page.emulate_media(media="print")
    shown = [part for part in _ON_SCREEN_ONLY if page.locator(part).locator("visible=true").count()]
    assert shown == []
    assert page.locator("h1").is_visible()
    assert page.locator(".pl-footer").is_visible()


def test_tabs_of_the_browser_can_be_told_apart(visit_shipped: Open) -> None:
    titles = {view: visit_shipped(path).title() for view, path in VIEWS.items()}
    assert len(set(titles.values())) == len(VIEWS)
