"""The Record page, run by Streamlit's own test harness."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboards import record, tallies
from tests.dashboards.conftest import Open, html


def cells(page: str) -> list[str]:
    """The words of the table cells of a page, without markup and links to sources."""
    import re

    plain = [re.sub(r"<sup.*?</sup>|<[^>]*>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", page, re.DOTALL)]
    return [" ".join(cell.split()) for cell in plain]


def test_each_party_counts_what_came_of_a_promise(warehouse: Path, record_page: Open) -> None:
    test = record_page()
    assert not test.exception
    assert test.query_params == {}
    page = html(test)
    found = cells(page)
    come = "300 to 330 (all figures: 300 or more) added up from its parts"
    ukraine = ["Ukraine", come, "870 to 900 (all figures: 0 or more)", "2, 1 denied", "1", "–"]
    russia = ["Russia", "550 added up from its parts", "650", "2", "0", "146 persons"]
    third = ["third parties", "no delivery named", "1,200", "0", "0", "–"]
    assert found[:12] == ukraine + russia
    assert found[-6:] == third
    assert 'Promised: <b>1,200 persons</b> <span class="pl-muted">(all figures: 1,000 or more)' in page
    assert "Promised: <b>1,200 persons</b><sup" in page
    assert "according to Kyiv and Moscow, Kyiv" in page
    assert 'href="evidence?claim=clm_swap_alpha"' in page
    assert [part.split("</h3>")[0] for part in page.split('<h3 class="pl-way">')[1:]] == ["To Ukraine", "To Russia"]


def test_a_delivery_says_who_counts_it_and_who_denies_it(warehouse: Path, record_page: Open) -> None:
    found = cells(html(record_page()))
    disputed = found.index("14 August 2025")
    assert found[disputed + 2 : disputed + 6] == [
        "Ukraine: no number not countedRussia: 250",
        "disputed",
        "Moscow",
        "Kyiv",
    ]


def test_the_record_as_it_stood_on_a_day(warehouse: Path, record_page: Open) -> None:
    test = record_page(on="2025-08-01")
    found = cells(html(test))
    assert found[6:12] == ["Russia", "300 added up from its parts", "900", "1", "0", "146 persons"]
    assert "14 August 2025" not in found
    assert test.query_params == {"on": "2025-08-01"}
    test.date_input(key="record_on").set_value(None).run()
    assert test.query_params == {}
    assert "14 August 2025" in cells(html(test))


@pytest.mark.parametrize("on", ["nonsense", "1999-01-01", "2025-13-01"])
def test_a_day_that_cannot_be_is_left_out(warehouse: Path, record_page: Open, on: str) -> None:
    test = record_page(on=on)
    assert not test.exception
    assert test.query_params == {}


def test_a_total_that_falls_is_shown_with_both_claims(warehouse: Path, record_page: Open) -> None:
    test = record_page(part="totals")
    assert test.query_params == {"part": "totals"}
    page = html(test)
    assert "1 total below an earlier one" in page
    fall = page.split('<li class="pl-pair-conflict">')[1].split("</li>")[0]
    assert "claim=clm_brought_gamma" in fall
    assert "claim=clm_brought_beta" in fall
    assert "below its own" in fall
    assert cells(page)[-4:] == ["700,000 children", "−44,000 fell", _REPORTED, "−44,300"]


_REPORTED = "300 or more 2 deliveries, 1 without a number"


def test_parts_stand_beside_their_whole(warehouse: Path, record_page: Open) -> None:
    page = html(record_page(part="parts"))
    assert cells(page)[1:] == [
        "Beta, in its own voice",
        "175 persons + 22 persons",
        "175 persons in other documents",
        "−22",
        "conflict",
    ]
    assert "Parts and wholes: 1 row" in page


def test_one_direction_alone_stands_folded(warehouse: Path, record_page: Open) -> None:
    page = html(record_page(part="balances"))
    beside, alone = page.split("<details")
    assert cells(beside)[2:] == ["Russia", "300", "270 to 330", "−30 to +30", "may be equal", "Moscow"]
    assert cells(alone)[2:] == ["Ukraine", "300", "–", "–", "unknown", ""]


def test_the_ledger_keeps_both_values_and_obeys_no_markup(warehouse: Path, record_page: Open) -> None:
    page = html(record_page(part="corrections"))
    assert "relayed by: <s>wire</s> → <b>kyiv&gt;wire</b>" in page
    assert 'href="evidence?claim=clm_start_gamma"' in page
    assert 'href="evidence?document=doc-gamma"' in page
    assert [cell for cell in cells(page) if "guard" in cell] == [
        "settled applied, guard holds",
        "settled as printed, guard holds",
    ]
    assert "A source is in error: the claim stays as printed, and says so." in page
    assert "<script" not in page
    assert 'href="javascript' not in page


def test_another_part_is_written_into_the_address(warehouse: Path, record_page: Open) -> None:
    test = record_page(part="<b>")
    assert test.query_params == {}
    test.get("button_group")[0].set_value("parts").run()
    assert test.query_params == {"part": "parts"}


def test_many_sources_are_counted() -> None:
    said = record.sources("clm_1 clm_2 clm_3 clm_4 clm_5 clm_6")
    assert said.count("<a ") == 4
    assert "+2" in said
    assert record.sources(None) == ""


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "not known"),
        (0.0, 0.0, "0 persons"),
        (5.0, None, "5 or more persons"),
        (1.0, 2.0, "1 to 2 persons"),
    ],
)
def test_amounts(low: float | None, high: float | None, words: str) -> None:
    assert record.amount(low, high, "persons") == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "not known"),
        (3.0, 3.0, "+3"),
        (0.0, 0.0, "0"),
        (-3.0, 5.0, "−3 to +5"),
        (2.0, None, "+2 or more"),
        (None, -2.0, "−2 or less"),
    ],
)
def test_differences(low: float | None, high: float | None, words: str) -> None:
    assert tallies.signed(low, high) == words


def test_a_day_is_named_where_the_delivery_has_one() -> None:
    day = date(2025, 6, 2)
    assert record.days({"delivered_on": day, "delivered_until": None}) == "2 June 2025"
    assert record.days({"delivered_on": day, "delivered_until": date(2025, 6, 4)}) == "2–4 June 2025"
    assert record.days({"delivered_on": None, "delivered_until": None}) == "not known"
