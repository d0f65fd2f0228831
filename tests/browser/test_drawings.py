"""The drawings that are kept in Vega are what Streamlit's own compiler makes of Altair's."""

from __future__ import annotations

import json

import pytest

from dashboards import compiled
from tests.browser.conftest import Open


@pytest.mark.parametrize("name", compiled.templates())
def test_a_kept_drawing_is_what_altair_draws(visit: Open, name: str) -> None:
    kept = json.loads((compiled.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert compiled.compiled(visit("sql"), name) == kept, "run `python -m dashboards.compiled`"
