"""How claims are drawn: their ends, the axis, and where each part stands."""

from __future__ import annotations

from typing import Any

import pytest

from dashboards.axes import MINUTE_SECONDS, axis, clock_ticks, day_ticks, domain, number_ticks
from dashboards.intervals import Drawn, End, drawn
from dashboards.layout import Layout


def claim(value_type: str = "count", **known: Any) -> dict[str, Any]:
    row = {
        "claim_id": "clm_a",
        "publisher": "Alpha",
        "claimant_id": "outlet",
        "claimants": "Alpha",
        "relayers": None,
        "value_label": "5 persons",
        "value_type": value_type,
        "bound_low": 5.0,
        "bound_high": 5.0,
        "low_open": False,
        "high_open": False,
        "hedge_low_end": "figure_start",
        "hedge_high_end": "figure_end",
        "hedge_low_open": False,
        "hedge_high_open": False,
        "has_interval": True,
        "is_denied": False,
        "has_upper": False,
        "printed_low": 5.0,
        "printed_high": 5.0,
    }
    return row | known


AT_LEAST = {"bound_low": 1200.0, "bound_high": None, "hedge_low_end": "printed", "hedge_high_end": None}
MORE_THAN = AT_LEAST | {"bound_low": 3001.0, "hedge_low_open": True, "printed_low": 3000.0}
LESS_THAN = {
    "bound_low": 0.0,
    "bound_high": 40.0,
    "high_open": True,
    "hedge_low_end": "domain",
    "hedge_high_end": "printed",
    "hedge_high_open": True,
}
ABOUT = {"bound_low": 1080.0, "bound_high": 1320.0, "hedge_low_end": "spread_start", "hedge_high_end": "spread_end"}
DENIED = {"bound_low": None, "bound_high": None, "has_interval": False, "is_denied": True, "hedge_low_end": None}


def test_a_figure_without_a_hedge_is_a_point() -> None:
    mark = drawn(claim())
    assert mark.is_point
    assert (mark.low_end, mark.high_end, mark.nominal, mark.is_spread) == (End.CLOSED, End.CLOSED, None, False)


def test_at_least_is_closed_below_and_goes_on() -> None:
    mark = drawn(claim(**AT_LEAST))
    assert (mark.low, mark.low_end, mark.high, mark.high_end) == (1200.0, End.CLOSED, None, End.ARROW)


def test_more_than_a_count_is_open_at_the_printed_figure() -> None:
    """The warehouse knows it as the closed [3001, ∞)."""
    mark = drawn(claim(**MORE_THAN))
    assert (mark.low, mark.low_end) == (3000.0, End.OPEN)


def test_more_than_a_sum_of_both_sides_is_open_at_half_the_printed_figure() -> None:
    """More than 3,000 together are the closed [1500.5, ∞) on each side."""
    mark = drawn(claim(**(MORE_THAN | {"bound_low": 1500.5, "printed_low": 1500.0})))
    assert (mark.low, mark.low_end) == (1500.0, End.OPEN)


def test_the_upper_of_two_figures_has_its_own_end() -> None:
    """Between 24 and under 48 is the closed [24, 47]."""
    ends = {"hedge_low_end": "printed", "hedge_high_end": "printed", "hedge_high_open": True}
    mark = drawn(claim(bound_low=24.0, bound_high=47.0, printed_low=24.0, printed_high=48.0, has_upper=True, **ends))
    assert (mark.low, mark.low_end, mark.high, mark.high_end) == (24.0, End.CLOSED, 48.0, End.OPEN)


def test_two_loose_figures_have_no_single_figure_in_the_middle() -> None:
    mark = drawn(claim(**(ABOUT | {"has_upper": True})))
    assert (mark.is_spread, mark.nominal) == (True, None)


def test_less_than_a_duration_begins_where_no_word_sets_it() -> None:
    mark = drawn(claim("duration", **LESS_THAN))
    assert (mark.low, mark.low_end, mark.high, mark.high_end) == (0.0, End.LEAST, 40.0, End.OPEN)


def test_less_than_a_count_is_open_at_the_printed_figure() -> None:
    mark = drawn(claim(**(LESS_THAN | {"bound_high": 39.0, "high_open": False, "printed_high": 40.0})))
    assert (mark.high, mark.high_end) == (40.0, End.OPEN)


def test_about_is_our_reading_around_the_figure() -> None:
    mark = drawn(claim(**ABOUT))
    assert (mark.is_spread, mark.nominal) == (True, 1200.0)


def test_a_date_known_to_the_month_is_our_reading_too() -> None:
    mark = drawn(claim("date", bound_low=20340.0, bound_high=20370.0))
    assert (mark.is_spread, mark.nominal) == (True, 20355.0)


def test_a_printed_span_is_no_reading_of_ours() -> None:
    mark = drawn(claim("date", bound_low=1.0, bound_high=30.0, hedge_low_end="printed", hedge_high_end="printed"))
    assert (mark.is_spread, mark.nominal) == (False, None)


def test_a_denial_without_a_figure_has_no_interval() -> None:
    mark = drawn(claim(**DENIED))
    assert (mark.has_interval, mark.is_denied) == (False, True)


def test_the_axis_leaves_room_for_arrows_and_does_not_pull_neighbours_apart() -> None:
    marks = [drawn(claim(bound_low=3000.0, bound_high=3000.0)), drawn(claim(**MORE_THAN))]
    low, high = domain(marks, "count")
    assert low < 2900 < 3000 < 3200 < high
    # 3,000 and 3,001 stand within a hundredth of the width of each other.
    assert 1 / (high - low) < 0.01


def test_the_axis_of_a_short_time_begins_at_nothing() -> None:
    assert domain([drawn(claim("duration", **LESS_THAN))], "duration")[0] == 0.0


def test_the_axis_of_one_day_shows_the_days_around_it() -> None:
    low, high = domain([drawn(claim("date", bound_low=20292.0, bound_high=20292.0))], "date")
    assert 6 <= high - low <= 8
    assert low < 20292 < high


@pytest.mark.parametrize(
    ("low", "high", "is_whole", "ticks"),
    [
        (0, 64, False, [0, 10, 20, 30, 40, 50, 60]),
        (1.5, 3.5, True, [2, 3]),
        (0.0, 1.0, False, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (2830, 3240, True, [2900, 3000, 3100, 3200]),
    ],
)
def test_ticks_of_numbers_are_round(low: float, high: float, is_whole: bool, ticks: list[float]) -> None:
    assert number_ticks(low, high, is_whole=is_whole) == ticks


@pytest.mark.parametrize(
    ("low", "high", "form", "first"),
    [
        (20288.5, 20295.5, "%-d %b", 20289),  # 20 July 2025: every day
        (20238.0, 20271.0, "%-d %b", 20240),  # June: the 1st, 5th, 10th …
        (18800.0, 19300.0, "%b %Y", 18809),  # a year and more: firsts of quarters, from 1 July 2021
        (10000.0, 20000.0, "%Y", 10227),  # decades: first days of years, from 1 January 1998
    ],
)
def test_ticks_of_days_follow_the_calendar(low: float, high: float, form: str, first: int) -> None:
    days, said = day_ticks(low, high)
    assert (said, days[0]) == (form, first)
    assert 2 <= len(days) <= 8
    assert all(low <= day <= high for day in days)


def layout(*claims: dict[str, Any], value_type: str = "count") -> tuple[Layout, list[Drawn]]:
    marks = [drawn(row) for row in claims]
    return Layout(marks, axis(marks, value_type, "persons")), marks


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (853.0, 897.0, [860.0, 870.0, 880.0, 890.0]),
        (500.0, 1000.0, [600.0, 720.0, 840.0, 960.0]),
        (0.0, 3000.0, [0.0, 360.0, 720.0, 1080.0, 1440.0, 1800.0, 2160.0, 2520.0, 2880.0]),
    ],
)
def test_ticks_of_times_are_round(low: float, high: float, ticks: list[float]) -> None:
    assert clock_ticks(low, high) == ticks


def test_the_axis_of_a_time_of_day_shows_the_half_hour_around_it() -> None:
    mark = drawn(claim("clock", bound_low=883.0, bound_high=883.0))
    scale = axis([mark], "clock", "clock times")
    assert (scale.form, scale.seconds, scale.title) == ("%H:%M", MINUTE_SECONDS, "time of day")
    # Fifteen minutes on either side, and 6 % of the thirty beside them.
    assert (scale.low, scale.high) == pytest.approx((866.2, 899.8))


def test_the_axis_of_places_names_whole_ones() -> None:
    scale = axis([drawn(claim("ordinal", bound_low=12.0, bound_high=12.0))], "ordinal", "ordinals")
    assert (scale.ticks, scale.title) == ([11.0, 12.0, 13.0], "place in the order")


def test_an_end_with_a_loose_hedge_of_its_own_is_our_reading() -> None:
    """About a hundred at most, with a tolerance of 10 %."""
    words = {"hedge_low_end": "domain", "hedge_high_end": "spread_end", "bound_low": 0.0, "bound_high": 110.0}
    mark = drawn(claim(**words))
    assert (mark.low_end, mark.high_end, mark.high, mark.is_spread) == (End.LEAST, End.CLOSED, 110.0, True)
    assert mark.nominal is None


def test_each_claim_has_a_row_of_its_own() -> None:
    chart, marks = layout(claim(), claim(**AT_LEAST), claim(**DENIED))
    heights = [figure["y"] for figure in chart.figures()]
    assert heights == sorted(set(heights))
    assert len(chart.row_lines()) == len(marks) - 1
    assert chart.height > heights[-1]


def test_signs_and_spans_of_each_kind() -> None:
    chart, _ = layout(claim(**ABOUT), claim(**AT_LEAST), claim(**DENIED), claim(bound_low=1200.0, bound_high=1200.0))
    assert [span["style"] for span in chart.spans()] == ["spread", "solid", "denied"]
    assert len(chart.signs()) == 3 + 2 + 1 + 1
    assert {sign["href"] for sign in chart.signs()} == {"evidence?claim=clm_a"}


def test_a_denial_without_a_figure_denies_the_whole_axis() -> None:
    chart, marks = layout(claim(**AT_LEAST), claim(**DENIED))
    scale = axis(marks, "count", "persons")
    denied = chart.spans()[1]
    assert (denied["x"], denied["x2"]) == (scale.low, scale.high)


def test_silence_draws_nothing_but_its_words() -> None:
    chart, _ = layout(claim(), claim(**(DENIED | {"is_denied": False, "value_label": "no figure given"})))
    assert len(chart.signs()) == 1
    assert [figure["text"] for figure in chart.figures()] == ["5 persons", "no figure given"]


def test_figures_near_an_edge_are_aligned_into_the_picture() -> None:
    low, high = claim(bound_low=0.0, bound_high=0.0), claim(bound_low=100.0, bound_high=100.0)
    chart, _ = layout(low, claim(bound_low=50.0, bound_high=50.0), high)
    assert [figure["align"] for figure in chart.figures()] == ["left", "center", "right"]


def test_the_core_reaches_the_ends_of_the_axis_where_it_has_none() -> None:
    chart, marks = layout(claim(**AT_LEAST))
    assert chart.core(None, None) == []
    (band,) = chart.core(1200.0, None)
    assert (band["x"], band["x2"]) == (1200.0, axis(marks, "count", "persons").high)


def test_a_long_credit_is_wrapped_not_cut() -> None:
    credit = "A source with a very long description whom the text declines to name at all"
    chart, _ = layout(claim(claimant_id="x", claimants=credit))
    beside = [label["text"] for label in chart.labels() if not label["is_narrow"]]
    assert " ".join(beside) == f"Alpha {credit}"
