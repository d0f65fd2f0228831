"""The pages Exchanges, Casualties and Children, run by Streamlit's own test harness."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import record, tallies
from tests.dashboards.conftest import Open, charted, html


def cells(page: str) -> list[str]:
    """The words of the table cells of a page, without markup and links to sources."""
    plain = [re.sub(r"<sup.*?</sup>|<[^>]*>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", page, re.DOTALL)]
    return [" ".join(cell.split()) for cell in plain]


def words(test: AppTest) -> list[str]:
    """The words in all charts of a page."""
    return [
        row["text"]
        for chart in test.get("vega_lite_chart")
        for rows in charted(chart.proto.spec)
        for row in rows
        if "text" in row
    ]


def test_each_party_counts_what_came_of_a_promise(warehouse: Path, exchanges: Open) -> None:
    test = exchanges()
    assert not test.exception
    assert test.query_params == {}
    page = html(test)
    found = cells(page)
    come = "300 to 330 (all figures: 300 or more) added up from its parts"
    # Russia counts a second delivery, for which Ukraine gives no figure: it may have come by Ukraine's count, too.
    ukraine = ["Ukraine", come, "at most 900", "2, 1 denied", "1", "–"]
    russia = ["Russia", "550 added up from its parts", "650", "2", "0", "146 persons"]
    third = ["third parties", "no delivery named", "1,200", "0", "0", "–"]
    assert found[:12] == ukraine + russia
    assert found[-6:] == third
    assert 'Promised: <b>1,200 persons</b> <span class="pl-muted">(all figures: 1,000 or more)' in page
    assert "according to Kyiv and Moscow, Kyiv" in page
    assert 'href="evidence?claim=clm_swap_alpha"' in page
    assert [part.split("</h3>")[0] for part in page.split('<h3 class="pl-way">')[1:3]] == ["To Ukraine", "To Russia"]


def test_a_picture_says_by_party_what_came_and_what_was_promised(warehouse: Path, exchanges: Open) -> None:
    test = exchanges()
    said = words(test)
    assert said.count("promised 1,200") == 2
    assert "Counted by Ukraine" in said
    assert "300 to 330 (all figures: 300 or more)" in said
    assert "?" in said
    # One direction has deliveries, the other is told in words alone.
    assert len(test.get("vega_lite_chart")) == 1
    assert test.get("vega_lite_chart")[0].proto.alt.startswith("What came of the promise over time")


def test_a_delivery_says_who_counts_it_and_who_denies_it(warehouse: Path, exchanges: Open) -> None:
    found = cells(html(exchanges()))
    disputed = found.index("14 August 2025")
    assert found[disputed + 2 : disputed + 6] == [
        "Ukraine: no number not countedRussia: 250",
        "disputed",
        "Moscow",
        "Kyiv",
    ]


def test_the_promises_as_they_stood_on_a_day(warehouse: Path, exchanges: Open) -> None:
    test = exchanges(on="2025-08-01")
    found = cells(html(test))
    assert found[6:12] == ["Russia", "300 added up from its parts", "900", "1", "0", "146 persons"]
    assert "14 August 2025" not in found
    assert test.query_params == {"on": "2025-08-01"}
    test.date_input(key="exchanges_on").set_value(None).run()
    assert test.query_params == {}
    assert "14 August 2025" in cells(html(test))


@pytest.mark.parametrize("on", ["nonsense", "1999-01-01", "2025-13-01"])
def test_a_day_that_cannot_be_is_left_out(warehouse: Path, exchanges: Open, on: str) -> None:
    test = exchanges(on=on)
    assert not test.exception
    assert test.query_params == {}


def test_the_day_is_empty_again_after_another_part(warehouse: Path, exchanges: Open) -> None:
    test = exchanges()
    for part in ("parts", "promises"):
        test.get("button_group")[0].set_value(part).run()
        assert not test.exception
    assert test.date_input(key="exchanges_on").value is None


def test_a_total_that_falls_is_shown_with_both_claims(warehouse: Path, children: Open) -> None:
    test = children()
    assert not test.exception
    page = html(test)
    assert "1 total below an earlier one" in page
    fall = page.split('<li class="pl-pair-conflict">')[1].split("</li>")[0]
    assert "claim=clm_brought_gamma" in fall
    assert "claim=clm_brought_beta" in fall
    assert "below its own" in fall
    assert cells(page)[-4:] == ["700,000 children", "−44,000 fell", _REPORTED, "−44,300"]
    assert [word for word in words(test) if "fell" in word] == ["29 July 2025  ·  700,000 ↓ fell  ·  Moscow"]


def test_a_denied_count_is_said_to_be_denied_once(changed: Path, children: Open) -> None:
    with duckdb.connect(changed) as connection:
        denied = "is_denied = true, value_label = 'denied: ' || value_label"
        connection.execute(f"update marts.fct_claims set {denied} where claim_id = 'clm_brought_beta'")
    test = children()
    assert not test.exception
    [drawn] = [word for word in words(test) if "744,000" in word]
    assert drawn.split("  ·  ")[1] == "denied: 744,000"
    assert ">denied: 744,000 children</a>" in html(test)


_REPORTED = "300 or more 2 deliveries, 1 without a number"


def test_each_definition_of_children_has_a_picture_of_its_own(warehouse: Path, children: Open) -> None:
    test = children()
    titles = [json.loads(chart.proto.spec)["signals"] for chart in test.get("vega_lite_chart")]
    ends = [{row["name"]: row["value"] for row in params}["axisHigh"] for params in titles]
    assert ends == [744000.0 + 0.12 * 74400.0]
    assert "none may be set against another" in test.caption[0].value


def test_parts_stand_beside_their_whole(warehouse: Path, exchanges: Open) -> None:
    test = exchanges(part="parts")
    assert test.query_params == {"part": "parts"}
    assert cells(html(test))[1:] == [
        "Beta, in its own voice",
        "175 persons + 22 persons",
        "175 persons in other documents",
        "−22",
        "conflict",
    ]
    assert "≠ they do not fit: 197 of 175  ·  Beta" in words(test)


def test_one_direction_alone_stands_in_the_table_alone(warehouse: Path, exchanges: Open) -> None:
    test = exchanges(part="balances", by="russia")
    assert test.query_params == {"part": "balances", "by": "russia"}
    told, alone = html(test).split("One direction alone", 1)
    assert cells(told)[2:] == ["Russia", "300", "270 to 330", "−30 to +30", "may be equal", "Moscow"]
    assert cells(alone)[2:] == ["Ukraine", "300", "–", "–", "unknown", ""]
    assert {"≈ The round", "300", "270 to 330"} <= set(words(test))


def test_figures_that_name_no_two_directions_say_what_to_do(warehouse: Path, exchanges: Open) -> None:
    test = exchanges(part="balances")
    assert not test.exception
    assert test.info[0].value == "By these figures no event has a number both ways. Choose other figures above."


@pytest.mark.parametrize("part", ["promises", "parts", "totals", "balances"])
def test_a_topic_without_rows_says_what_to_do(warehouse: Path, casualties: Open, part: str) -> None:
    test = casualties(part=part)
    assert not test.exception
    assert "Build it again" in test.info[0].value


def test_another_part_is_written_into_the_address(warehouse: Path, exchanges: Open) -> None:
    test = exchanges(part="<b>")
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


@pytest.mark.parametrize(
    ("relation", "low", "high", "words"),
    [
        ("equal", 0.0, 0.0, "= equal"),
        ("may_be_equal", -3.0, 5.0, "≈ may be equal"),
        ("unequal", 5.0, None, "≠ more to Ukraine: 5 or more"),
        ("unequal", -7.0, -3.0, "≠ more to Russia: 3 to 7"),
        ("unequal", None, -3.0, "≠ more to Russia: 3 or more"),
    ],
)
def test_which_side_more_came_to(relation: str, low: float | None, high: float | None, words: str) -> None:
    assert tallies.difference({"relation": relation, "balance_low": low, "balance_high": high}) == words


def test_a_day_is_named_where_the_delivery_has_one() -> None:
    day = date(2025, 6, 2)
    assert record.days({"delivered_on": day, "delivered_until": None}) == "2 June 2025"
    assert record.days({"delivered_on": day, "delivered_until": date(2025, 6, 4)}) == "2–4 June 2025"
    assert record.days({"delivered_on": None, "delivered_until": None}) == "not known"
