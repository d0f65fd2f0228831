"""Fixtures for all tests: the one Playwright of a run, and the file that the shipped corpus makes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboards import screenshots
from parley import paths

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


@pytest.fixture(scope="session")
def shipped_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file; where there is none yet, one built from the shipped corpus for these tests."""
    path = paths.published()
    if not path.is_file():
        path = tmp_path_factory.mktemp("shipped") / "parley.duckdb"
        build = [sys.executable, "-m", "parley", "build"]
        subprocess.run(build, cwd=paths.ROOT, env={**os.environ, "PARLEY_WAREHOUSE": str(path)}, check=True)
    return path
