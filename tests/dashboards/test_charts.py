"""The specification of a chart: valid, complete, and the same drawing for every question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import altair as alt
import pytest

from dashboards import charts, queries

CHARTED = ("length", "swap", "taken", "day", "evil", "start", "nth")


def chart(question_id: str) -> dict[str, Any] | None:
    (question,) = queries.answers(question=question_id)
    return charts.interval_chart(question, queries.claims_on([question_id])[question_id], "persons")


@pytest.mark.parametrize("question_id", CHARTED)
def test_charts_are_valid(warehouse: Path, question_id: str) -> None:
    specification = chart(question_id)
    assert specification is not None
    alt.LayerChart.from_dict(specification).to_dict()


@pytest.mark.parametrize("question_id", ["leader", "quiet", "unasked"])
def test_names_and_silence_have_no_axis(warehouse: Path, question_id: str) -> None:
    assert chart(question_id) is None


def test_filling_one_chart_leaves_the_next_untouched(warehouse: Path) -> None:
    before = json.dumps(chart("length"), sort_keys=True)
    chart("day")
    assert json.dumps(chart("length"), sort_keys=True) == before


def test_the_title_of_the_axis_is_the_unit_or_the_year(warehouse: Path) -> None:
    def title(question_id: str) -> object:
        specification = chart(question_id)
        assert specification is not None
        return next(
            layer["encoding"]["x"]["axis"]["title"]
            for layer in specification["layer"]
            if "axis" in layer["encoding"].get("x", {})
        )

    assert (title("swap"), title("day"), title("start")) == ("persons", "2025", "time of day")


@pytest.mark.parametrize(
    ("question_id", "form", "milliseconds"), [("day", "%-d %b", 86_400_000), ("start", "%H:%M", 60_000)]
)
def test_an_axis_of_days_or_times_says_how_long_its_unit_is(
    warehouse: Path, question_id: str, form: str, milliseconds: int
) -> None:
    specification = chart(question_id)
    assert specification is not None
    measures = {measure["name"]: measure["value"] for measure in specification["params"]}
    assert (measures["axisForm"], measures["axisMilliseconds"]) == (form, milliseconds)


@pytest.mark.parametrize(
    ("question_id", "verdict"), [("swap", "compatible"), ("length", "conflict"), ("taken", "disputed")]
)
def test_a_chart_has_the_colour_of_its_verdict(warehouse: Path, question_id: str, verdict: str) -> None:
    specification = chart(question_id)
    assert specification is not None
    measures = {measure["name"]: measure["value"] for measure in specification["params"]}
    assert measures["colour"] == f"var(--pl-{verdict})"


def test_the_core_is_drawn_where_there_is_more_than_one_origin(warehouse: Path) -> None:
    def n_layers(question_id: str) -> int:
        specification = chart(question_id)
        assert specification is not None
        return sum(layer["mark"]["type"] == "rect" for layer in specification["layer"])

    assert (n_layers("length"), n_layers("evil")) == (1, 0)


def test_the_description_says_what_is_drawn(warehouse: Path) -> None:
    (question,) = queries.answers(question="length")
    said = charts.described(question, queries.claims_on(["length"])["length"])
    assert "Alpha, less than 40 minutes" in said
    assert "Beta, 40 minutes" in said
    assert "Core, allowed by 1 of 2 origins: 40." in said


def layer(specification: dict[str, Any] | None, column: str) -> list[dict[str, Any]]:
    """The rows of the first layer that have a column."""
    assert specification is not None
    return next(
        found["data"]["values"] for found in specification["layer"] if column in (found["data"]["values"] or [{}])[0]
    )


def test_what_the_claims_come_to_stands_above_them_and_leads_nowhere(warehouse: Path) -> None:
    specification = chart("swap")
    labels = [row["text"] for row in layer(specification, "is_name") if row["is_name"]]
    assert labels == ["All figures", "Core", "Alpha", "Beta"]
    assert specification is not None
    layers = [found for found in specification["layer"] if found["mark"]["type"] == "point"]
    claims, sums = (found["data"]["values"] for found in layers)
    assert ["href" in found["encoding"] for found in layers] == [True, False]
    assert {row["shape"] for row in sums} == {"circle", "triangle-right"}
    assert all(row["href"].startswith("evidence?claim=clm_") for row in claims)


def test_a_lone_claim_has_no_summary(warehouse: Path) -> None:
    assert [row["text"] for row in layer(chart("nth"), "is_name") if row["is_name"]] == ["Gamma"]


def test_claims_that_pass_the_filters_have_a_sign(warehouse: Path) -> None:
    (question,) = queries.answers(question="length")
    specification = charts.interval_chart(
        question, queries.claims_on(["length"])["length"], "minutes", {"clm_length_beta"}
    )
    named = [row["text"] for row in layer(specification, "is_name") if row["is_name"]]
    assert named[-2:] == ["Alpha", "◆ Beta"]
