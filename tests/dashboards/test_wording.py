"""Figures, days and names as a reader would write them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboards import wording


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2025, 6, 2), date(2025, 6, 2), "2 June 2025"),
        (date(2025, 6, 1), date(2025, 6, 30), "June 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2025, 7, 19), date(2025, 7, 20), "19–20 July 2025"),
        (date(2025, 8, 24), date(2025, 9, 2), "24 August – 2 September 2025"),
        (date(2021, 7, 24), date(2022, 7, 23), "24 July 2021 – 23 July 2022"),
    ],
)
def test_spans_of_days_are_as_short_as_they_can_be_said(first: date, last: date, said: str) -> None:
    assert wording.days(first, last) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("at least 1,200 persons each side", "at least 1,200 persons each side"),
        ("by 2025-08-31", "by 31 August 2025"),
        ("2025-06-01 to 2025-06-30", "June 2025"),
        ("2025-09-24 (month)", "24 September 2025 (to the month)"),
        ("denied: 20,000 children", "denied: 20,000 children"),
    ],
)
def test_days_in_a_label_are_written_out(label: str, said: str) -> None:
    assert wording.figure(label) == said


@pytest.mark.parametrize(
    ("low", "high", "value_type", "unit", "said"),
    [
        (1080.0, 1320.0, "count", "persons each side", "1,080 to 1,320 persons each side"),
        (3000.0, None, "count", "bodies", "3,000 or more bodies"),
        (None, 40.0, "duration", "minutes", "up to 40 minutes"),
        (40.0, 40.0, "duration", "minutes", "40 minutes"),
        (None, None, "count", "bodies", "any number"),
        (20240.0, 20269.0, "date", "dates", "June 2025"),
        (20240.0, None, "date", "dates", "1 June 2025 or later"),
        (None, 20240.0, "date", "dates", "up to 1 June 2025"),
        (883.0, 883.0, "clock", "clock times", "14:43"),
        (855.0, 885.0, "clock", "clock times", "from 14:15, until 14:45"),
        (None, 600.0, "clock", "clock times", "until 10:00"),
        (None, None, "clock", "clock times", "any time"),
        (12.0, 12.0, "ordinal", "ordinals", "12th"),
        (61.0, 63.0, "ordinal", "ordinals", "61st to 63rd"),
    ],
)
def test_intervals_in_words(low: float | None, high: float | None, value_type: str, unit: str, said: str) -> None:
    assert wording.interval(low, high, value_type, unit) == said


@pytest.mark.parametrize(
    ("low", "high", "value_type", "low_open", "high_open", "said"),
    [
        (0.0, 40.0, "duration", False, True, "0 to below 40 minutes"),
        (None, 40.0, "duration", False, True, "below 40 minutes"),
        (60.0, None, "duration", True, False, "above 60 minutes"),
        (40.0, 60.0, "duration", True, False, "above 40, up to 60 minutes"),
        (40.0, 60.0, "duration", True, True, "above 40, below 60 minutes"),
        (None, None, "duration", True, True, "any number"),
        (None, 20331.0, "date", False, True, "before 31 August 2025"),
        (20331.0, None, "date", True, False, "after 31 August 2025"),
        (20240.0, 20331.0, "date", False, True, "from 1 June 2025, before 31 August 2025"),
        (20240.0, 20331.0, "date", True, True, "after 1 June 2025, before 31 August 2025"),
        (20240.0, 20331.0, "date", True, False, "after 1 June 2025, up to 31 August 2025"),
    ],
)
def test_an_open_end_is_said(
    low: float | None, high: float | None, value_type: str, low_open: bool, high_open: bool, said: str
) -> None:
    assert wording.interval(low, high, value_type, "minutes", low_open=low_open, high_open=high_open) == said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"claimant_id": "outlet", "claimants": "Beta", "relayers": None}, "in its own voice"),
        ({"claimant_id": "kyiv", "claimants": "Kyiv", "relayers": None}, "according to Kyiv"),
        (
            {"claimant_id": "a+b", "claimants": "A and B", "relayers": "The Wire"},
            "according to A and B, relayed by The Wire",
        ),
        ({"claimant_id": "gone", "claimants": None, "relayers": None}, "according to gone"),
    ],
)
def test_whom_the_text_credits(claim: dict[str, str | None], said: str) -> None:
    assert wording.according(claim) == said


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (None, "persons"),
        ("each_side", "persons each side"),
        ("both_sides_together", "persons both sides together"),
        ("to_ukraine", "persons to Ukraine"),
    ],
)
def test_the_unit_says_its_basis(basis: str | None, said: str) -> None:
    assert wording.unit_of({"unit": "person", "basis": basis}, {"person": "persons"}) == said


def test_every_verdict_of_the_code_list_has_a_place_and_a_sign_of_its_own() -> None:
    from parley.paths import SEEDS

    lines = (SEEDS / "verdicts.csv").read_text(encoding="utf-8").splitlines()[1:]
    verdicts = {line.split(",")[0] for line in lines}
    assert set(wording.SHARPNESS) == verdicts == set(wording.GLYPHS)
    assert len(set(wording.GLYPHS.values())) == len(verdicts)


def test_a_distributor_is_left_to_the_passport() -> None:
    assert wording.publisher("Alpha, through Some Agency") == "Alpha"


@pytest.mark.parametrize(
    ("place", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (22, "22nd")],
)
def test_places_in_words(place: int, said: str) -> None:
    assert wording.ordinal(place) == said


def test_a_time_near_midnight_stays_on_the_clock() -> None:
    assert (wording.clock(0), wording.clock(1439), wording.clock(1450), wording.clock(-10)) == (
        "00:00",
        "23:59",
        "00:10",
        "23:50",
    )


def test_lists_in_words() -> None:
    assert [wording.listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
