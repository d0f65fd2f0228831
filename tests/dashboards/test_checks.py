"""The Checks page, run by Streamlit's own test harness."""

from __future__ import annotations

from pathlib import Path

from tests.dashboards.cases import HOSTILE
from tests.dashboards.conftest import Open, html


def test_what_does_not_hold_stands_with_its_claims(warehouse: Path, checks_page: Open) -> None:
    test = checks_page()
    assert not test.exception
    page = html(test)
    assert "3 checks: 1 hold, 1 had nothing to judge, 1 do not." in page
    failed = page.split('<ul class="pl-failures')[1].split("</details>")[0]
    assert "Totals do not fall" in failed
    assert 'href="evidence?claim=clm_length_alpha"' in failed
    assert "Alpha, in its own voice: “lasted less than 40 minutes”" in failed
    assert "1 row of 4" in failed


def test_the_state_lives_in_the_address(warehouse: Path, checks_page: Open) -> None:
    test = checks_page(state="held")
    page = html(test)
    assert "Length of a meeting" in page
    assert "Totals do not fall" not in page
    assert test.query_params == {"state": "held"}
    test.get("button_group")[0].set_value(None).run()
    assert test.query_params == {}


def test_an_unknown_state_is_left_out(warehouse: Path, checks_page: Open) -> None:
    assert checks_page(state="<b>").query_params == {}


def test_freshness_and_coverage(warehouse: Path, checks_page: Open) -> None:
    page = html(checks_page())
    assert "bld_0123456789ab" in page
    assert "1 August 2025, 12:30 UTC" in page
    assert 'href="evidence?document=doc-gamma"' in page
    assert "4 of 4 numerals in 1 text are accounted for." in page


def test_the_ledger_keeps_both_values_and_obeys_no_markup(warehouse: Path, checks_page: Open) -> None:
    page = html(checks_page())
    assert "relayed by: <s>wire</s> → <b>kyiv&gt;wire</b>" in page
    assert 'href="evidence?claim=clm_start_gamma"' in page
    assert "A source is in error: the claim stays as printed, and says so." in page
    assert HOSTILE not in page
    assert 'href="javascript' not in page
