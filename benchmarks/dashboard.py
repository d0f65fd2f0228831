"""Measure the dashboard in a browser: `make benchmark`, or `python benchmarks/dashboard.py 5`.

How long a page takes to its first chart is told as a ratio to an empty Streamlit page on the same machine, since most
of it is Streamlit itself. Rounds alternate, so that a busy machine disturbs all alike; trust the ratios, not the
seconds. A new visitor has an empty cache; a returning one has the files of Streamlit. How long a page takes to repaint
is told in milliseconds, from the click on a filter until the page is drawn and at rest. Prints Markdown tables. Needs
a published warehouse and a Chromium or Chrome.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.record import Ratio, keep
from dashboards import screenshots

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROUNDS = 5
MOST_RATIO = 1.5
MOST_REPAINT_MS = 300

_EMPTY = 'import streamlit as st\n\nst.title("Empty")\n'
_EMPTY_SEEN = "h1"
_CHART = "[data-testid=stVegaLiteChart] svg .mark-group"
_WITH_CHARTS = ("", "compare", "exchanges", "casualties", "children")
_FILTERS = ("Talks", "Exchanges")
"""Topics of Compare, clicked one after the other."""

# When a selector first matches, in milliseconds since the page was asked for: seen at the change, not at a later look.
_WATCH = """selector => {
  window.parleySeen = null
  const look = () => {
    if (window.parleySeen === null && document.querySelector(selector)) window.parleySeen = performance.now()
  }
  new MutationObserver(look).observe(document, {childList: true, subtree: true, attributes: true})
}"""

# From the click to the last change of the page, once Streamlit says that it rests and nothing changes any more.
_REPAINT = """() => new Promise(resolve => {
  const app = document.querySelector('[data-testid=stApp]')
  let started = null, last = null
  document.addEventListener('click', () => { started ??= performance.now() }, {capture: true, once: true})
  const main = document.querySelector('[data-testid=stMain]')
  const watch = new MutationObserver(() => { if (started !== null) last = performance.now() })
  const drawn = ['d', 'transform', 'href']
  watch.observe(main, {childList: true, subtree: true, characterData: true, attributeFilter: drawn})
  const timer = setInterval(() => {
    const rests = app.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-stale="true"]')
    if (last === null || !rests || performance.now() - last < 1000) return
    clearInterval(timer); watch.disconnect(); resolve(last - started)
  }, 50)
})"""


def main(rounds: int) -> None:
    """Run all measurements in turn, so many times, and print their medians."""
    with ExitStack() as stack:
        browser = stack.enter_context(screenshots.browsing())
        dashboard = stack.enter_context(screenshots.serving())
        empty = stack.enter_context(_empty_page())
        targets = {"an empty page": (empty, _EMPTY_SEEN)}
        targets |= {f"`/{name}`": (f"{dashboard}/{name}", _CHART) for name in _WITH_CHARTS}
        first: dict[str, list[float]] = {name: [] for name in targets}
        again: dict[str, list[float]] = {name: [] for name in targets}
        for at in range(rounds + 1):
            for name, (address, selector) in targets.items():
                new, returning = _visits(browser, address, selector)
                if at:  # the first round warms the server
                    first[name].append(new)
                    again[name].append(returning)
        repaints = _repaints(browser, f"{dashboard}/compare", rounds)
    _print(_medians(first), _medians(again), repaints, rounds)
    _keep(_medians(first), _medians(again), repaints, rounds)


@contextmanager
def _empty_page() -> Iterator[str]:
    """A served page with nothing but a title."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "empty.py")
        script.write_text(_EMPTY, encoding="utf-8")
        with screenshots.serving(script=script) as address:
            yield address


def _visits(browser: Browser, address: str, selector: str) -> tuple[float, float]:
    """Milliseconds until the selector is seen: by a new visitor, and by the same one who comes again."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(f"({_WATCH})({selector!r})")
    found = _seen(context, address), _seen(context, address)
    context.close()
    return found


def _seen(context: BrowserContext, address: str) -> float:
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("() => window.parleySeen !== null", timeout=60_000)
    milliseconds = float(page.evaluate("() => window.parleySeen"))
    page.close()
    return milliseconds


def _repaints(browser: Browser, address: str, rounds: int) -> list[float]:
    """Milliseconds of each repaint after a change of the topic; the first round, which fills the cache, is left out."""
    page = screenshots.opened(browser, address)
    found = []
    for at in range(rounds + 1):
        for topic in _FILTERS:
            milliseconds = _repaint(page, topic)
            if at:
                found.append(milliseconds)
    page.context.close()
    return found


def _repaint(page: Page, topic: str) -> float:
    page.evaluate(f"() => {{ window.parleyRepaint = ({_REPAINT})() }}")
    page.get_by_role("radio", name=topic).click()
    return float(page.evaluate("() => window.parleyRepaint"))


def _medians(found: Mapping[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(values) for name, values in found.items()}


def _print(first: Mapping[str, float], again: Mapping[str, float], repaints: list[float], rounds: int) -> None:
    print(f"Medians of {rounds} alternated rounds, until the first chart stands; at most {MOST_RATIO} is wanted.\n")
    print("| page | ratio, new visitor | ratio, returning | seconds here |\n| --- | ---: | ---: | ---: |")
    floor, floor_again = first["an empty page"], again["an empty page"]
    for name in first:
        seconds = f"{first[name] / 1000:.2f}, {again[name] / 1000:.2f}"
        print(f"| {name} | {first[name] / floor:.2f} | {again[name] / floor_again:.2f} | {seconds} |")
    middle, longest = statistics.median(repaints), max(repaints)
    print(f"\nRepaint of Compare after a change of topic: median {middle:.0f} ms, longest {longest:.0f} ms; ", end="")
    print(f"at most {MOST_REPAINT_MS} ms is wanted.")


def _keep(first: Mapping[str, float], again: Mapping[str, float], repaints: list[float], rounds: int) -> None:
    """Put the rows down for docs/performance.md."""
    kept = [
        Ratio(
            part="dashboard",
            what=f"{name} until its first chart stands, {visitor}",
            peer="an empty Streamlit page",
            size="the shipped corpus",
            ratio=seen[name] / seen["an empty page"],
            target=MOST_RATIO,
            seconds=seen[name] / 1000,
            peer_seconds=seen["an empty page"] / 1000,
            rounds=rounds,
        )
        for visitor, seen in (("a new visitor", first), ("one who comes again", again))
        for name in seen
        if name != "an empty page"
    ]
    repaint = Ratio(
        part="dashboard",
        what="repaint of Compare after a change of topic, in milliseconds",
        peer="",
        size="the shipped corpus",
        ratio=statistics.median(repaints),
        target=MOST_REPAINT_MS,
        rounds=len(repaints),
    )
    keep("dashboard", [*kept, repaint])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
