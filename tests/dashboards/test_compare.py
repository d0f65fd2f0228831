"""The Compare page, run by Streamlit's own test harness."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from dashboards import blocks
from dashboards.filters import STEP
from parley.connection import cursor_of
from tests.dashboards import cases
from tests.dashboards.conftest import Open, html


def headings(page: str) -> list[str]:
    return [part.split("</h2>")[0] for part in page.split("<h2>")[1:]]


def test_the_sharpest_disagreement_comes_first(warehouse: Path, compare: Open) -> None:
    test = compare()
    assert not test.exception
    assert [title.value for title in test.title] == ["Compare"]
    assert headings(html(test))[:2] == ["How many children were taken?", "How many children were brought in?"]


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


@pytest.mark.parametrize("question_id", [row["question_id"] for row in cases.QUESTIONS])
def test_every_question_stands_alone_to_the_last_line(warehouse: Path, compare: Open, question_id: str) -> None:
    test = compare(question=question_id)
    assert not test.exception
    assert html(test).count("<h2>") == 1
    assert "pl-footer" in html(test)


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
    "parameters",
    [{"topic": "nonsense"}, {"verdict": "<b>"}, {"shown": "-1"}, {"shown": "99999"}, {"sort": "x"}, {"known": "soon"}],
)
def test_nonsense_in_the_address_is_left_out(warehouse: Path, compare: Open, parameters: dict[str, str]) -> None:
    test = compare(**parameters)
    assert not test.exception
    assert len(headings(html(test))) == min(STEP, len(cases.QUESTIONS))
    assert test.query_params == {}


def test_an_empty_result_says_what_to_do_and_clears(warehouse: Path, compare: Open) -> None:
    test = compare(search="nothing has these words", topic="talks")
    assert "Take one away" in test.info[0].value
    (clear,) = [button for button in test.button if button.label == "Clear all filters"]
    clear.click().run()
    assert len(headings(html(test))) == min(STEP, len(cases.QUESTIONS))
    assert test.query_params == {}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"claimant": "moscow", "side": "ukraine"}, ["How many prisoners is each side to release?"]),
        ({"outlet": "evil"}, [cases.QUESTIONS[6]["question"]]),
        ({"language": "uk", "topic": "children"}, ["How many children were brought in?"]),
        ({"proof": "digest", "topic": "exchanges"}, ["How many prisoners is each side to release?"]),
    ],
)
def test_filters_on_claims_show_whole_questions_and_mark_what_passes(
    warehouse: Path, compare: Open, parameters: dict[str, str], expected: list[str]
) -> None:
    test = compare(**parameters)
    page = html(test)
    assert test.query_params == parameters
    assert [unescape(heading) for heading in headings(page)] == expected
    assert "passes your filters" in page
    assert 0 < page.count("pl-is-matched") <= page.count("<blockquote") + page.count("No quote held")


def test_closing_the_filters_on_claims_takes_them_away(warehouse: Path, compare: Open) -> None:
    test = compare(outlet="evil")
    test.toggle(key="compare_more").set_value(False).run()
    assert test.query_params == {}
    assert not test.multiselect
    assert len(headings(html(test))) == STEP


def test_a_view_asks_once_and_never_per_claim(warehouse: Path, compare: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[DuckDBPyConnection] = []

    def counted(engine: DuckDBPyConnection) -> DuckDBPyConnection:
        asked.append(engine)
        return cursor_of(engine)

    monkeypatch.setattr("dashboards.warehouse.cursor_of", counted)
    compare(outlet="alpha")
    once = len(asked)
    # Two are on the claims of each question that is shown, four on what small tables add to all of them.
    assert 0 < once <= 15 + 2 * STEP + 4
    compare(outlet="alpha")
    assert len(asked) == once


def test_near_and_far_conflicts_are_told_apart(warehouse: Path, compare: Open) -> None:
    test = compare(gap="far")
    assert headings(html(test)) == ["How many children were brought in?"]
    page = html(test)
    assert "far apart, by 44,000 children, 5.91 % of the larger figure" in page
    near = compare(gap="near")
    assert headings(html(near)) == ["How long did the meeting last?"]
    assert "near: the ends touch" in html(near)


def test_the_latest_change_can_come_first(warehouse: Path, compare: Open) -> None:
    test = compare(sort="newest")
    assert headings(html(test))[0] in ("At what time did the meeting begin?", "How many children were brought in?")
    assert test.query_params == {"sort": "newest"}


def test_one_question_has_its_history_its_references_and_its_rows(warehouse: Path, compare: Open) -> None:
    test = compare(question="brought")
    page = html(test)
    assert "How the answer changed: 2 versions" in page
    assert 'href="compare?question=brought&amp;known=2025-07-24"' in page
    assert "Cite these 2 claims" in page
    assert page.split('<ul class="pl-cites">')[1].split("</ul>")[0].count("<li>") == 2
    assert len(test.get("download_button")) == 2


def test_claims_that_share_an_origin_share_a_letter() -> None:
    claims: list[cases.Row] = [{"origin_id": name} for name in ("a", "b", "a", "c")]
    question = {"n_origins": 3, "n_claims": 4}
    assert blocks.origins(question, claims, "") == {"a": "A", "b": "B", "c": "C"}
    assert blocks.origins(question, claims, "2025-07-25") == {}
    assert blocks.origins(question | {"n_origins": 4}, claims, "") == {}


def test_order_by_topic_and_event(warehouse: Path, compare: Open) -> None:
    assert headings(html(compare(sort="time")))[0] == "How many prisoners is each side to release?"


def test_a_foreign_quote_keeps_its_language_and_has_our_english_beside_it(warehouse: Path, compare: Open) -> None:
    page = html(compare(question="start"))
    assert '<blockquote class="pl-quote" lang="uk" dir="auto">“почалися о 14:43”</blockquote>' in page
    assert "In English: “began at 14:43” (our translation)" in page
    assert "relayed by Kyiv, then by The Wire" in page


def test_an_empty_quote_says_which_row_it_was_read_from(warehouse: Path, compare: Open) -> None:
    page = html(compare(question="start"))
    assert "No quote held: Row F001." in page
    assert "see its document" in page


def test_superseded_and_corrected_claims_say_so(warehouse: Path, compare: Open) -> None:
    brought = html(compare(question="brought"))
    assert "1 figure superseded by its own claimant" in brought
    assert "superseded</span> by its own claimant, known from 30 July 2025: <a href=" in brought
    assert 'href="evidence?claim=clm_brought_gamma" target="_self">its later figure</a>' in brought
    assert "see the ledger</a>" in html(compare(question="start"))


def test_another_definition_is_named_and_not_compared(warehouse: Path, compare: Open) -> None:
    page = html(compare(question="taken"))
    assert "Not comparable: 1 other definition" in page
    assert 'href="compare?question=brought"' in page
    assert "700,000 to 744,000 children" in page


def test_times_of_day_and_places_are_said_without_a_unit(warehouse: Path, compare: Open) -> None:
    start = compare(question="start")
    assert not start.exception
    assert "All figures together: from 14:15, until 14:45" in html(start)
    nth = html(compare(question="nth"))
    assert "<td>12th</td>" in nth
    assert 'A share of: <a href="compare?question=start"' in nth


def test_the_answer_as_it_was_known_on_a_day(warehouse: Path, compare: Open) -> None:
    test = compare(question="brought", known="2025-07-25")
    assert test.query_params == {"question": "brought", "known": "2025-07-25"}
    page = html(test)
    assert "As known on 25 July 2025" in test.caption[0].value
    assert "single origin" in page
    assert "clm_brought_gamma" not in page
    (back,) = [button for button in test.button if button.label == "← All questions"]
    back.click().run()
    assert test.query_params == {"known": "2025-07-25"}
    assert '<p class="pl-found" role="status">9 questions</p>' in html(test)
    test.date_input(key="compare_known").set_value(None).run()
    assert test.query_params == {}


def test_a_question_of_which_nothing_was_known_says_so(warehouse: Path, compare: Open) -> None:
    test = compare(question="nth", known="2025-07-25")
    assert "Nothing was known of this question" in test.info[0].value


def test_all_questions_stand_in_a_list_of_links(warehouse: Path, compare: Open) -> None:
    test = compare()
    test.toggle(key="compare_list").set_value(True).run()
    assert test.query_params == {"list": "1"}
    page = html(test)
    assert all(f'href="compare?question={row["question_id"]}"' in page for row in cases.QUESTIONS)


def test_the_list_keeps_the_day(warehouse: Path, compare: Open) -> None:
    assert 'href="compare?question=swap&amp;known=2025-07-25"' in html(compare(known="2025-07-25", list="1"))


def test_an_event_of_which_nothing_was_known_is_let_go(warehouse: Path, compare: Open) -> None:
    test = compare(event="later", known="2025-07-25")
    assert not test.exception
    assert test.query_params == {"known": "2025-07-25"}


def test_markup_in_data_is_shown_not_obeyed(warehouse: Path, compare: Open) -> None:
    page = html(compare(question="evil"))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_of_very_many_claims_some_are_shown_and_that_is_said(
    warehouse: Path, compare: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.queries.CLAIMS_SHOWN", 1)
    test = compare(question="swap")
    assert not test.exception
    assert any(caption.value.startswith("1 claim of 2:") for caption in test.caption)
