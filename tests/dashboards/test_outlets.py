"""The Outlets page: who agrees with whom, and who has a figure for what."""

from __future__ import annotations

from pathlib import Path

from dashboards import outlets
from tests.dashboards.conftest import Open, html

ROWS = [
    {"first_id": "a", "second_id": "b", "relation": "agree", "n": 1},
    {"first_id": "a", "second_id": "b", "relation": "one_origin", "n": 1},
    {"first_id": "a", "second_id": "c", "relation": "conflict", "n": 1},
]
NAMES = {"a": "A <b>", "b": "B, through Some Agency", "c": "C"}


def test_a_pair_is_found_in_both_orders() -> None:
    found = outlets.shared(ROWS)
    assert found["a", "b"] == found["b", "a"] == {"agree": 1, "one_origin": 1}
    assert outlets.busiest(found, 2) == ["a", "b"]


def test_what_goes_back_to_one_origin_stands_apart() -> None:
    found = outlets.shared(ROWS)
    said = outlets.matrix(["a", "b", "c"], found, NAMES, ["a"], ("a", "c"))
    assert "A &lt;b&gt; and B: 1 agree, 1 from one origin" in said
    assert "=&nbsp;1<small>1 from one origin</small>" in said
    assert "outlets?outlet=a&amp;first=a&amp;second=c#pair" in said
    assert said.count("pl-is-chosen") == 2
    assert "<b>" not in said


def test_the_list_has_the_sharpest_first() -> None:
    said = outlets.pairs(["a", "b", "c"], outlets.shared(ROWS), NAMES)
    assert said.index("<td>C</td>") < said.index("<td>B</td>")


def test_a_cell_leads_to_the_figures_of_both(warehouse: Path, outlets_page: Open) -> None:
    test = outlets_page(first="alpha", second="beta")
    assert not test.exception
    assert test.query_params == {"first": "alpha", "second": "beta"}
    page = html(test)
    assert 'id="pair">Alpha and Beta</h3>' in page
    below = page.split('id="pair"')[1]
    assert "evidence?claim=clm_length_alpha" in below
    assert "evidence?claim=clm_length_beta" in below
    assert "<script" not in page


def test_what_cannot_be_is_left_out_of_the_address(warehouse: Path, outlets_page: Open) -> None:
    test = outlets_page(first="alpha", second="nobody", event="nonsense", outlet="<b>")
    assert not test.exception
    assert test.query_params == {}


def test_outlets_and_event_live_in_the_address(warehouse: Path, outlets_page: Open) -> None:
    test = outlets_page()
    test.multiselect(key="outlets_chosen").set_value(["alpha"]).run()
    test.selectbox(key="outlets_event").set_value("war").run()
    assert not test.exception
    assert test.query_params == {"outlet": "alpha", "event": "war"}


def test_a_dash_is_no_silence(warehouse: Path, outlets_page: Open) -> None:
    page = html(outlets_page())
    assert "A dash is no silence of the outlet." in page
    assert 'title="no figure found">–' in page
    assert 'aria-label="says that no figure was given' in page
    assert "whole text read" in page
