"""Fixtures: the dashboard on the invented and on the real warehouse, and headless Chromium or Chrome."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboards import screenshots
from tests.dashboards import invented

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A headless browser."""
    found = screenshots.launched(playwright)
    yield found
    found.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on the invented warehouse."""
    path: Path = invented.build(tmp_path_factory.mktemp("served") / "invented.duckdb")
    variables = {"PARLEY_WAREHOUSE": str(path), "PARLEY_ORIGINALS": str(path.parent / "none")}
    with screenshots.serving(variables) as found:
        yield found


@pytest.fixture(scope="session")
def shipped(shipped_file: Path) -> Iterator[str]:
    """The address of a dashboard on the shipped data."""
    with screenshots.serving({"PARLEY_WAREHOUSE": str(shipped_file), "PARLEY_ORIGINALS": os.devnull}) as found:
        yield found


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Open a page of the dashboard on the invented warehouse in a window of its own, loaded to its last line."""
    yield from _visiting(browser, address)


@pytest.fixture
def visit_shipped(browser: Browser, shipped: str) -> Iterator[Open]:
    """The same on the shipped data."""
    yield from _visiting(browser, shipped)


def _visiting(browser: Browser, address: str) -> Iterator[Open]:
    opened: list[Page] = []

    def open_page(path: str, **window: object) -> Page:
        page = screenshots.opened(browser, f"{address}/{path}", **window)  # type: ignore[arg-type]
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        page.context.close()
