"""The Compare page, run by Streamlit's own test harness."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboards import cases
from tests.dashboards.conftest import Open, html


def headings(page: str) -> list[str]:
    return [part.split("</h2>")[0] for part in page.split("<h2>")[1:]]


def test_the_sharpest_disagreement_comes_first(warehouse: Path, compare: Open) -> None:
    test = compare()
    assert not test.exception
    assert [title.value for title in test.title] == ["Compare"]
    assert headings(html(test))[:2] == ["How many children were taken?", "Who led the delegation?"]


def test_a_question_shows_verdict_spread_words_and_proof(warehouse: Path, compare: Open) -> None:
    page = html(compare(question="swap"))
    for expected in (
        'class="pl-badge pl-v-compatible"',
        "2 documents · 2 channels · 2 origins",
        "All figures together: 1,080 or more persons each side",
        "Core, allowed by 2 of 2 origins: 1,200 to 1,320 persons each side",
        "“about 1,200 prisoners”",
        "according to Kyiv, relayed by The Wire",
        "proof: digest",
        'href="evidence?claim=clm_swap_alpha"',
        "Not stated for whom the figure holds: each reading is tried.",
        "The verdict depends on how loosely",
        "Assuming each side, which the text does not say.",
        '<th scope="col">Interval (persons each side)</th>',
    ):
        assert expected in page


def test_an_open_end_is_said_in_the_table(warehouse: Path, compare: Open) -> None:
    page = html(compare(question="length"))
    assert "All figures together: 0 to 40 minutes" in page
    assert "<td>0 to below 40</td>" in page


def test_an_ambiguous_sentence_names_its_other_reading(warehouse: Path, compare: Open) -> None:
    assert "The sentence can also answer: On which day was the meeting held?" in html(compare(question="length"))


def test_names_are_listed_not_drawn(warehouse: Path, compare: Open) -> None:
    test = compare(question="leader")
    assert not test.get("vega_lite_chart")
    assert "Andriy Yermak and Rustem Umerov" in html(test)


def test_a_chart_has_words_for_those_who_do_not_see_it(warehouse: Path, compare: Open) -> None:
    test = compare(question="length")
    (chart,) = test.get("vega_lite_chart")
    assert "less than 40 minutes" in str(chart.proto)
    assert "<table" in html(test)


def test_silence_and_no_answer_are_said(warehouse: Path, compare: Open) -> None:
    assert "1 text without a figure" in html(compare(question="quiet"))
    assert "No document answers this question." in html(compare(question="unasked"))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"topic": "exchanges"}, ["How many prisoners is each side to release?"]),
        ({"verdict": ["disputed"]}, ["How many children were taken?"]),
        ({"search": "umerov"}, ["Who led the delegation?"]),
        ({"event": "war", "verdict": "disputed"}, ["How many children were taken?"]),
    ],
)
def test_the_address_sets_the_filters(
    warehouse: Path, compare: Open, parameters: dict[str, str | list[str]], expected: list[str]
) -> None:
    assert headings(html(compare(**parameters))) == expected


def test_a_filter_is_written_into_the_address(warehouse: Path, compare: Open) -> None:
    test = compare()
    test.text_input(key="compare_search").set_value("umerov").run()
    assert test.query_params == {"search": "umerov"}
    assert headings(html(test)) == ["Who led the delegation?"]
    test.text_input(key="compare_search").set_value("").run()
    assert test.query_params == {}


@pytest.mark.parametrize(
    "parameters", [{"topic": "nonsense"}, {"verdict": "<b>"}, {"shown": "-1"}, {"shown": "99999"}, {"sort": "x"}]
)
def test_nonsense_in_the_address_is_left_out(warehouse: Path, compare: Open, parameters: dict[str, str]) -> None:
    test = compare(**parameters)
    assert not test.exception
    assert len(headings(html(test))) == len(cases.QUESTIONS)
    assert test.query_params == {}


def test_an_empty_result_says_what_to_do_and_clears(warehouse: Path, compare: Open) -> None:
    test = compare(search="nothing has these words", topic="talks")
    assert "Take one away" in test.info[0].value
    (clear,) = [button for button in test.button if button.label == "Clear all filters"]
    clear.click().run()
    assert len(headings(html(test))) == len(cases.QUESTIONS)
    assert test.query_params == {}


def test_order_by_topic_and_event(warehouse: Path, compare: Open) -> None:
    assert headings(html(compare(sort="time")))[0] == "How many prisoners is each side to release?"


def test_markup_in_data_is_shown_not_obeyed(warehouse: Path, compare: Open) -> None:
    page = html(compare(question="evil"))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
