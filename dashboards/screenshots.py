"""`python -m dashboards.screenshots`: pictures of every page in both themes and widths, to be looked at.

Needs Playwright's Python package and a Chromium or Chrome; both are for development only. The pictures land in
warehouse/screenshots, which git ignores; `--readme` takes the one that the README shows.
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
    from playwright.sync_api import Browser, Page

PAGES = {"compare": "compare", "record": "record", "evidence": "evidence"}
"""The pages by name, and the address of each."""

THEMES = ("light", "dark")
WIDTHS = (1280, 390)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
_STARTED_WITHIN = 60
_STILL_MS = 250
_LOOKS = 60
_SIZES = """() => [...document.querySelectorAll('[data-testid=stMain], svg, svg text')]
    .map(e => { const box = e.getBoundingClientRect(); return [box.x, box.width, e.scrollHeight]; }).join()"""
_README = paths.ROOT / "docs" / "images" / "compare.png"
_README_PAGE = "compare?topic=talks"
_README_HEIGHT = 1240


def browser_path() -> str | None:
    """The Chromium or Chrome of this machine, or the one that PARLEY_BROWSER names; None where there is none."""
    named = os.environ.get("PARLEY_BROWSER")
    return named or next((path for name in _BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def serving(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The dashboard on a free port of the loopback address, as `http://…`, ended with the block.

    Args:
        environment: variables on top of this process's, for example PARLEY_WAREHOUSE.

    Raises:
        RuntimeError: it did not come up.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(paths.DASHBOARD), "--server.port", str(port)]
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

    path = browser_path()
    if path is None:
        raise RuntimeError("no Chromium or Chrome found; install one, or name it in PARLEY_BROWSER")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


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
    page.wait_for_function("() => !document.querySelector('[data-stale=\"true\"]')")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(e => e.querySelector('svg'))"
    )
    _rest(page)


def whole(page: Page) -> None:
    """Make the window as tall as the page, so that a picture holds all of it."""
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    width = (page.viewport_size or {"width": 1280})["width"]
    page.set_viewport_size({"width": width, "height": int(height) + 20})
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
    parser = argparse.ArgumentParser(description="Take pictures of every page of the dashboard.")
    parser.add_argument("--output", type=Path, default=paths.published().parent / "screenshots", help="folder to fill")
    parser.add_argument("--readme", action="store_true", help=f"only {_README.relative_to(paths.ROOT)}, for the README")
    arguments = parser.parse_args()
    output: Path = arguments.output
    # The text of an article is shown to who holds it, and kept in no picture.
    with serving({"PARLEY_ORIGINALS": os.devnull}) as address, browsing() as browser:
        if arguments.readme:
            page = opened(browser, f"{address}/{_README_PAGE}", height=_README_HEIGHT)
            page.screenshot(path=_README)
            print(paths.shown(_README))
            return
        output.mkdir(parents=True, exist_ok=True)
        for name, path in PAGES.items():
            for theme in THEMES:
                for width in WIDTHS:
                    page = opened(browser, f"{address}/{path}", width=width, theme=theme)
                    whole(page)
                    picture = output / f"{name}-{theme}-{width}.png"
                    page.screenshot(path=picture)
                    page.context.close()
                    print(paths.shown(picture))


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
