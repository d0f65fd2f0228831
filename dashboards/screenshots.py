"""`python -m dashboards.screenshots`: pictures of every page in both themes and widths, to be looked at.

Needs Playwright's Python package and a Chromium or Chrome; both are for development only. The pictures land in
warehouse/screenshots, which git ignores; `--readme` takes those that the README and docs show. Name views to take only
these.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from parley import paths

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

VIEWS = {
    "overview": "",
    "compare": "compare",
    "exchanges": "exchanges",
    "casualties": "casualties",
    "children": "children",
    "talks": "talks",
    "outlets": "outlets",
    "evidence": "evidence",
    "sql": "sql",
    "checks": "checks",
}
"""What is looked at, by name: the address of each page as it opens. A test holds them to the navigation."""

THEMES = ("light", "dark")
WIDTHS = (1280, 390)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
_STARTED_WITHIN = 60
_STILL_MS = 150
_LOOKS = 100
_TALLEST = 16_000
"""Chromium draws no picture that is taller."""

_SIZES = """() => [...document.querySelectorAll('[data-testid=stMain], svg, svg text')]
    .map(e => { const box = e.getBoundingClientRect(); return [box.x, box.width, e.scrollHeight]; }).join()"""
_IMAGES = paths.ROOT / "docs" / "images"
_SHOWN = {
    "overview": ("", 1240),
    "compare": ("compare?topic=talks&search=last", 1240),
    "casualties": ("casualties", 1240),
}
"""What the README and docs show: name of the picture, address, height of the window."""


def browser_path() -> str | None:
    """The Chromium or Chrome of this machine, or the one that PARLEY_BROWSER names; None where there is none."""
    named = os.environ.get("PARLEY_BROWSER")
    return named or next((path for name in _BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def serving(environment: Mapping[str, str] | None = None, script: Path | None = None) -> Iterator[str]:
    """The dashboard on a free port of the loopback address, as `http://…`, ended with the block.

    Args:
        environment: variables on top of this process's, for example PARLEY_WAREHOUSE.
        script: what Streamlit serves by itself, if it is not the dashboard.

    Raises:
        RuntimeError: it did not come up.
    """
    port = _free_port()
    served = ["dashboards"] if script is None else ["streamlit", "run", str(script)]
    command = [sys.executable, "-m", *served, "--server.port", str(port)]
    variables = {**os.environ, **(environment or {}), "PYTHONPATH": str(paths.ROOT)}
    server = subprocess.Popen(
        command, cwd=paths.ROOT, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def browsing() -> Iterator[Browser]:
    """A headless browser that asks the network for nothing by itself.

    Raises:
        RuntimeError: this machine has no Chromium or Chrome.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


def launched(playwright: Playwright, *flags: str) -> Browser:
    """The same browser, started by a Playwright that runs already; close it.

    Args:
        playwright: what starts it.
        flags: of the command line, on top of the usual ones.

    Raises:
        RuntimeError: this machine has no Chromium or Chrome.
    """
    path = browser_path()
    if path is None:
        raise RuntimeError("no Chromium or Chrome found; install one, or name it in PARLEY_BROWSER")
    return playwright.chromium.launch(executable_path=path, args=[*_FLAGS, *flags])


def opened(browser: Browser, address: str, *, width: int = 1280, height: int = 900, theme: str = "light") -> Page:
    """A page of the dashboard, loaded to its last line.

    Args:
        browser: from `browsing`.
        address: of the page.
        width: of the window in pixels.
        height: of the window in pixels; Streamlit scrolls inside the window, so a whole page needs a tall one.
        theme: what the system is set to, `light` or `dark`.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(address)
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until the page is drawn to its last line and its charts stand."""
    page.locator(".pl-footer").wait_for(timeout=30_000)
    page.wait_for_function(
        """() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
          && !document.querySelector('[data-stale="true"]')"""
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(e => e.querySelector('svg'))"
    )
    _rest(page)


def whole(page: Page) -> None:
    """Make the window as tall as the page, so that a picture holds all of it."""
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    width = (page.viewport_size or {"width": 1280})["width"]
    page.set_viewport_size({"width": width, "height": min(int(height) + 20, _TALLEST)})
    _rest(page)


def _rest(page: Page) -> None:
    """Wait until nothing on the page changes its size any more: charts are drawn anew when their width is known."""
    page.wait_for_timeout(_STILL_MS)
    before, still = None, 0
    for _ in range(_LOOKS):
        now = page.evaluate(_SIZES)
        still = still + 1 if now == before else 0
        if still == 3:
            return
        before = now
        page.wait_for_timeout(_STILL_MS)


def main() -> None:
    """Take the pictures and say where each is."""
    parser = argparse.ArgumentParser(description="Take pictures of the pages of the dashboard.")
    parser.add_argument("views", nargs="*", metavar="VIEW", help=f"some of: {', '.join(VIEWS)}; without any, all")
    parser.add_argument("--output", type=Path, default=paths.published().parent / "screenshots", help="folder to fill")
    parser.add_argument("--readme", action="store_true", help=f"only those in {_IMAGES.relative_to(paths.ROOT)}")
    arguments = parser.parse_args()
    if unknown := set(arguments.views) - set(VIEWS):
        parser.error(f"no such view: {', '.join(sorted(unknown))}; there are {', '.join(VIEWS)}")
    # The text of an article is shown to who holds it, and kept in no picture.
    with serving({"PARLEY_ORIGINALS": os.devnull}) as address, browsing() as browser:
        taken = _for_readme(browser, address) if arguments.readme else _all(browser, address, arguments)
        for picture in taken:
            print(paths.shown(picture), flush=True)


def _for_readme(browser: Browser, address: str) -> Iterator[Path]:
    """Take the pictures that the README and docs show."""
    for name, (path, height) in _SHOWN.items():
        page = opened(browser, f"{address}/{path}", height=height)
        picture = _IMAGES / f"{name}.png"
        page.screenshot(path=picture)
        page.context.close()
        yield picture


def _all(browser: Browser, address: str, arguments: argparse.Namespace) -> Iterator[Path]:
    """Take the pictures of the views that are asked for, in both themes and widths."""
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name in arguments.views or VIEWS:
        for theme in THEMES:
            for width in WIDTHS:
                page = opened(browser, f"{address}/{VIEWS[name]}", width=width, theme=theme)
                whole(page)
                picture: Path = arguments.output / f"{name}-{theme}-{width}.png"
                page.screenshot(path=picture)
                page.context.close()
                yield picture


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _STARTED_WITHIN
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the dashboard ended with exit code {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the dashboard did not come up within {_STARTED_WITHIN} s")


if __name__ == "__main__":
    main()
