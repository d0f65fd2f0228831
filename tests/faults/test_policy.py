"""Hostile words in a browser, with and without the content security policy of deploy/: no word has a say.

Chromium reaches the example by its own name, through nginx and TLS, with a login; pages work as without the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dashboards import screenshots
from tests.faults import hostile, service
from tests.faults.service import LOGIN, NAME
from tests.faults.test_proxy import needed

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright

pytestmark = pytest.mark.browser

VIEWS = ("compare?question=evil", "evidence?claim=clm_evil", "sql?sql=from+marts.dim_documents&chart=bars")
"""Pages with every kind of part: pictures, marks in a text, tables, the editor."""

_SCROLLS = "Executing inline script violates"
"""The policy stops the one script of the project: it scrolls to a claim on Evidence, which is left to the reader."""


@dataclass(frozen=True)
class Window:
    """A window of a browser.

    Attributes:
        page: in it.
        port: of the dashboard itself.
        stopped: what the policy stopped, and what was asked of anybody else.
    """

    page: Page
    port: int
    stopped: list[str]


@pytest.fixture(scope="module")
def window(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A window on the hostile warehouse behind nginx."""
    needed("nginx")
    folder = tmp_path_factory.mktemp("policy")
    path: Path = hostile.build(folder / "hostile.duckdb", is_hostile=True)
    with (
        service.dashboard(path, STREAMLIT_SERVER_ALLOWED_HOSTS=f"{NAME} 127.0.0.1") as port,
        service.nginx(folder, port) as proxy,
    ):
        rule = f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{proxy.port}"
        browser = screenshots.launched(playwright, rule)
        context = browser.new_context(
            ignore_https_errors=True, http_credentials={"username": LOGIN[0], "password": LOGIN[1]}
        )
        context.add_init_script(f"window.{hostile.MARK} = () => {{ window.obeyed = true }}")
        page, stopped = context.new_page(), list[str]()
        page.on("console", lambda said: _note(said, stopped))
        context.on("request", lambda request: _outside(request, stopped))
        yield Window(page, port, stopped)
        browser.close()


def _note(said: Any, stopped: list[str]) -> None:
    if "Content Security Policy" in said.text:
        stopped.append(said.text)


def _outside(request: Any, stopped: list[str]) -> None:
    if not request.url.startswith((f"https://{NAME}/", "http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
        stopped.append(f"asked for {request.url}")


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_works_under_the_policy(window: Window, view: str) -> None:
    assert _obeyed(window, f"https://{NAME}/{view}") == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_word_is_obeyed_without_the_policy(window: Window, view: str) -> None:
    assert _obeyed(window, f"http://127.0.0.1:{window.port}/{view}") == []


def _obeyed(window: Window, address: str) -> list[str]:
    """Look at a page to its last line, touch what can be touched; what a hostile word brought about."""
    window.stopped.clear()
    window.page.goto(address)
    screenshots.settle(window.page)
    window.page.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert hostile.MARK in window.page.content()
    done = ["a word was run"] if window.page.evaluate("() => window.obeyed === true") else []
    loaded = window.page.evaluate(
        "() => [...document.querySelectorAll('img, iframe, object, embed, form, base, [onerror], [onload]')]"
        f".filter(part => part.outerHTML.includes('{hostile.MARK}')).map(part => part.outerHTML)"
    )
    return done + loaded + [what for what in window.stopped if _SCROLLS not in what]
