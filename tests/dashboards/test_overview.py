"""The Overview, run by Streamlit's own test harness, and the bars that measure what came."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboards import overview
from tests.dashboards.cases import HOSTILE
from tests.dashboards.conftest import Open, charted, html


def test_the_state_of_the_data_leads_to_its_pages(warehouse: Path, overview_page: Open) -> None:
    test = overview_page()
    assert not test.exception
    page = html(test)
    tiles = dict(re.findall(r'<a href="([^"]+)" target="_self"><b>([^<]+)</b>', page))
    assert tiles["compare"] == "11"
    assert tiles["evidence"] == "17"
    assert tiles["compare?verdict=disputed&amp;verdict=conflict"] == "4"
    assert tiles["compare?verdict=silent"] == "2"
    assert tiles["checks"] == "0"
    assert "Built on 1 August 2025, 12:30 UTC" in page


def test_the_sharpest_stand_first_and_lead_to_both_claims(warehouse: Path, overview_page: Open) -> None:
    sharp = html(overview_page()).split('<ol class="pl-sharp">')[1].split("</ol>")[0]
    questions = re.findall(r'<h3><a href="compare\?question=(\w+)"', sharp)
    assert questions[0] == "taken"
    assert set(questions) == {"taken", "length", "brought"}
    first = sharp.split("</li>")[0]
    assert first.count('href="evidence?claim=') == 2
    assert "One says it, the other denies it." in first


def test_a_promise_shows_both_counts(warehouse: Path, overview_page: Open) -> None:
    kept = html(overview_page()).split('<ol class="pl-promises">')[1]
    to_ukraine = kept.split("</table>")[0]
    assert "<b>1,200 persons</b>" in to_ukraine
    assert "by Ukraine’s count" in to_ukraine
    assert "<b>300 to 330</b>" in to_ukraine
    assert "<b>550</b>" in to_ukraine
    assert 'href="evidence?claim=clm_swap_alpha"' in to_ukraine


def test_the_picture_has_words_and_a_table(warehouse: Path, overview_page: Open) -> None:
    test = overview_page()
    chart = test.get("vega_lite_chart")[0].proto
    assert [len(rows) for rows in charted(chart.spec)] == [9]
    assert 'href="compare?topic=children&amp;verdict=disputed"' in html(test)


def test_the_last_line_names_the_build_and_how_to_cite_the_view(warehouse: Path, overview_page: Open) -> None:
    foot = html(overview_page()).split('<footer class="pl-footer">')[1]
    assert "17 claims from 4 documents, read on 1 August 2025" in foot
    assert '<a href="checks" target="_self">Build bld_0123456789ab</a>' in foot
    assert "version 0.1.0, build bld_0123456789ab of 1 August 2025. CC BY 4.0." in foot


def test_markup_of_the_data_is_shown_not_obeyed(warehouse: Path, overview_page: Open) -> None:
    assert HOSTILE not in html(overview_page())


def row(low: float | None, high: float | None, promised: float | None, *, told: str = "parts") -> dict[str, object]:
    ends = {"delivered_core_low": low, "delivered_core_high": high, "promised_core_low": promised}
    rest = ("promised_core_high", "promised_low", "promised_high", "delivered_low", "delivered_high")
    return {**dict.fromkeys(rest), **ends, "delivered_from": told}


@pytest.mark.parametrize(
    ("low", "high", "least", "rest"),
    [
        (300.0, 300.0, "width:30.0%", 'pl-may" style="left:30.0%;width:0.0%'),
        (300.0, 500.0, "width:30.0%", 'pl-may" style="left:30.0%;width:20.0%'),
        (300.0, None, "width:30.0%", 'pl-open" style="left:30.0%;width:70.0%'),
        (None, 500.0, "width:0.0%", 'pl-may" style="left:0.0%;width:50.0%'),
        (2000.0, 2000.0, "width:100.0%", 'pl-may" style="left:100.0%;width:0.0%'),
    ],
)
def test_a_bar_tells_the_least_from_what_may_be_more(
    low: float | None, high: float | None, least: str, rest: str
) -> None:
    bar = overview.meter(row(low, high, 1000.0))
    assert least in bar
    assert rest in bar


def test_nothing_is_measured_without_a_promise_or_a_count() -> None:
    assert overview.meter(row(300.0, 300.0, None)) == ""
    assert overview.meter(row(None, None, 1000.0)) == ""
    assert overview.meter(row(0.0, None, 1000.0, told="none")) == ""
