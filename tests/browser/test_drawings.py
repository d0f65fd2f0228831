"""The kept drawings are what Streamlit's own compiler makes of Altair's; a chart stands where the one before stood."""

from __future__ import annotations

import json

import pytest

from dashboards import compiled, screenshots
from tests.browser.conftest import Open

_COLOURS = """() => ['.pl-badge', '.stVegaLiteChart .mark-symbol path', '.pl-pairs > .pl-pair-conflict']
    .map(part => document.querySelector(part)).map((part, at) => part && (style =>
        [style.color, style.stroke, style.borderLeftColor][at])(getComputedStyle(part)))"""


@pytest.mark.parametrize("name", compiled.templates())
def test_a_kept_drawing_is_what_altair_draws(visit: Open, name: str) -> None:
    kept = json.loads((compiled.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert compiled.compiled(visit("sql"), name) == kept, "run `python -m dashboards.compiled`"


def test_another_question_takes_the_place_of_the_one_before(visit: Open) -> None:
    page = visit("compare")
    parts = page.locator(".pl-head, .stVegaLiteChart, .pl-words").all()
    places = [part.locator("xpath=ancestor::*[@data-testid='stElementContainer'][1]") for part in parts[:3]]
    for place in places:
        place.evaluate("place => { place.isKept = true }")
    before = page.locator("h2").first.inner_text()
    page.get_by_role("radio", name="Exchanges").click()
    page.wait_for_function("before => document.querySelector('h2').innerText !== before", arg=before)
    screenshots.settle(page)
    # What stays where it is need not be made anew: a key of the question's own would have the browser do so.
    assert [place.evaluate("place => place.isKept") for place in places] == [True] * 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("question", ["swap", "length", "taken"])
def test_marks_have_the_colour_of_the_verdict(visit: Open, question: str, theme: str) -> None:
    badge, mark, pair = visit(f"compare?question={question}", theme=theme).evaluate(_COLOURS)
    assert badge == mark
    assert pair in {badge, None}
