"""The Outlets page: who agrees with whom, and who has a figure for what."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

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


def claim(claim_id: str, label: str, n_claims: int, n_figures: int) -> dict[str, object]:
    who = {"claimant_id": "kyiv", "claimants": "Kyiv", "is_silent": False}
    return {"claim_id": claim_id, "value_label": label, "n_claims": n_claims, "n_figures": n_figures, **who}


@pytest.mark.parametrize(
    ("claims", "more"),
    [
        ([claim("clm_1", "5", 1, 1)], ""),
        ([claim("clm_1", "5", 2, 2), claim("clm_2", "6", 2, 2)], ""),
        ([claim("clm_1", "5", 1205, 2), claim("clm_2", "6", 1205, 2)], "1,203 more claims, with no other figure"),
        ([claim("clm_1", "5", 4, 3), claim("clm_2", "6", 4, 3)], "2 more claims, with 1 other figure"),
    ],
)
def test_what_is_not_shown_is_counted(claims: list[dict[str, object]], more: str) -> None:
    question = {"question_id": "swap", "question": "How many?", "relation": "conflict"}
    page = outlets.between(("a", "b"), [question], {("a", "swap"): claims}, NAMES, {})
    assert page.count("evidence?claim=") == len(claims)
    assert page.count("compare?question=swap") == (2 if more else 1)
    assert not more or f">{more}</a>" in page


def test_of_an_outlet_that_says_much_some_is_shown(changed: Path, outlets_page: Open) -> None:
    with duckdb.connect(changed) as connection:
        connection.execute(
            "update marts.fct_outlet_answers set n_claims = 9, n_figures = 3 where question_id = 'length'"
        )
    below = html(outlets_page(first="alpha", second="beta")).split('id="pair"')[1]
    assert "evidence?claim=clm_length_alpha" in below
    assert below.count('href="compare?question=length" target="_self">8 more claims, with 2 other figures</a>') == 2


def told(test: AppTest) -> str:
    """What stands in the notes of a page."""
    return "\n".join([html(test), *(element.value for element in test.info)])


def test_where_all_pairs_are_listed_nothing_is_said_to_be_left_out(warehouse: Path, outlets_page: Open) -> None:
    assert "left out of these counts" not in told(outlets_page())


def test_a_question_whose_pairs_are_only_counted_is_not_passed_over(changed: Path, outlets_page: Open) -> None:
    with duckdb.connect(changed) as connection:
        connection.execute("update marts.fct_answers set pairs_listed = false where question_id = 'length'")
    assert "1 question is left out of these counts: so many claims answer it" in told(outlets_page())


def test_where_all_pairs_are_only_counted_no_outlets_are_said_to_share_nothing(
    changed: Path, outlets_page: Open
) -> None:
    with duckdb.connect(changed) as connection:
        connection.execute("update marts.fct_answers set pairs_listed = false")
        connection.execute("delete from marts.fct_outlet_relations")
    said = told(outlets_page())
    assert " questions are left out of these counts: " in said
    assert "No two outlets answer the same other question." in said
    assert "No two outlets answer the same question." not in said
