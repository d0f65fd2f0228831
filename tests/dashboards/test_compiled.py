"""Charts in Vega: filled with their data, without what has none, and left alone where there is no such drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboards import charts, charts_overview, compiled, queries
from dashboards.charts_panels import Picture


def panel(**measures: Any) -> Picture:
    picture = Picture(0, 10, **measures)
    picture.line(1, 2, 20)
    picture.figure(2, 20, "two", "left", "evidence?claim=clm_two")
    return picture


def drawn(specification: dict[str, Any]) -> dict[str, Any]:
    """The group of marks that holds all of a chart, with their data."""
    (group,) = specification["marks"]
    assert isinstance(group, dict)
    return group


def test_marks_without_data_are_left_out() -> None:
    group = drawn(compiled.vega(panel(ticks=[0, 10]).specification()))
    assert [mark["type"] for mark in group["marks"]] == ["rule", "text"]
    assert {data["name"]: len(data["values"]) for data in group["data"] if "values" in data} == {
        "lines": 1,
        "figures": 1,
    }
    # What a mark takes is one of the data that are there.
    assert {mark["from"]["data"] for mark in group["marks"]} <= {data["name"] for data in group["data"]}
    assert {data.get("source", data["name"]) for data in group["data"]} == {"lines", "figures"}


def test_measures_are_those_of_the_picture() -> None:
    found = compiled.vega(panel(ticks=[0, 5], margin=7, height=40).specification())
    measures = {signal["name"]: signal["value"] for signal in found["signals"]}
    assert measures == {
        "axisLow": 0,
        "axisHigh": 10,
        "axisTicks": [0, 5],
        "axisForm": "",
        "margin": 7,
        "rowsHeight": 40,
    }
    assert found["height"] == 40 + 26


@pytest.mark.parametrize(("title", "said"), [("minutes", "minutes"), ("", "days")])
def test_an_axis_has_its_title_or_none(title: str, said: str) -> None:
    (axis,) = compiled.vega(panel(ticks=[0, 5], title=title).specification())["axes"]
    assert axis.get("title", "") == title
    assert axis["description"] == f"Horizontal axis: {said}"


def test_without_ticks_there_is_no_axis() -> None:
    assert compiled.vega(panel().specification())["axes"] == []


def test_filling_one_drawing_leaves_the_next_untouched() -> None:
    compiled.vega(panel(ticks=[0, 5], title="minutes").specification())
    (axis,) = compiled.vega(panel(ticks=[0, 5]).specification())["axes"]
    assert "title" not in axis


def test_each_data_of_a_question_is_drawn(warehouse: Path) -> None:
    (question,) = queries.answers(question="swap")
    specification = charts.interval_chart(question, queries.claims_on(["swap"])["swap"], "persons")
    assert specification is not None
    group = drawn(compiled.vega(specification))
    assert [data["name"] for data in group["data"] if "values" in data] == [
        layer["data"]["name"] for layer in specification["layer"]
    ]
    assert len(group["marks"]) == len(specification["layer"])


def test_a_chart_of_no_drawing_is_left_alone() -> None:
    specification = {"mark": "point", "data": {"values": [{"a": 1}]}}
    assert compiled.vega(specification) is specification


def test_every_drawing_is_kept() -> None:
    assert {path.stem for path in compiled.FOLDER.iterdir()} == set(compiled.templates())


def test_both_marks_of_the_overview_share_their_data(warehouse: Path) -> None:
    rows = [{"topic": "talks", "verdict": "agree", "n_questions": 3}]
    specification = charts_overview.standing_chart(rows, queries.codes())
    assert specification is not None
    group = drawn(compiled.vega(specification))
    assert [data["name"] for data in group["data"]] == ["standing"]
    assert [mark["from"]["data"] for mark in group["marks"]] == ["standing", "standing"]
