"""Fixtures for all tests: the one Playwright of a run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from dashboards import screenshots

if TYPE_CHECKING:
    from playwright.sync_api import Playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts a browser; a second one beside it is refused, since its loop runs until the session ends.

    Without a browser: skipped on a person's machine, an error in CI, where it must be installed.
    """
    if screenshots.browser_path() is None:
        missing = "no Chromium or Chrome found: install one, or name it in PARLEY_BROWSER"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started
