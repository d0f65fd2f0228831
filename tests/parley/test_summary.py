"""The summary of a published file: what it says, and that it fits."""

from __future__ import annotations

import io
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from parley.promises import interval
from parley.summary import show


def printed(path: Path, width: int) -> str:
    out = io.StringIO()
    show(path, Console(file=out, width=width))
    return out.getvalue()


def words(text: str) -> set[str]:
    return set(text.replace("─", " ").split())


def lines(path: Path, width: int = 120) -> list[str]:
    """The lines of a summary with single blanks."""
    return [" ".join(line.split()) for line in printed(path, width).splitlines()]


@pytest.mark.parametrize(("width", "same"), [(80, 100), (100, 100), (120, 400)])
def test_no_word_is_cut_and_no_line_too_long(width: int, same: int, published: Path) -> None:
    """The same words as where there is room for all; the readings are shown from a certain width on."""
    text = printed(published, width)
    assert words(text) == words(printed(published, same))
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text


def test_each_document_speaks_in_its_own_words(published: Path) -> None:
    narrow = lines(published, 80)
    assert "2 documents The First Gazette “took 40 minutes”" in narrow
    assert "2 origins The Second Courier “under 40 minutes” (from uk)" in narrow


def test_a_wide_terminal_shows_how_the_words_were_read(published: Path) -> None:
    assert "2 origins The Second Courier “under 40 minutes” (from uk) < 40 minutes" in lines(published, 120)


def test_denial_is_marked_and_a_missing_quote_said(published: Path) -> None:
    assert "1 document The Second Courier denies 2025-06-02, no quote held 2025-06-02" in lines(published)


def test_of_many_claims_the_first_of_each_figure_are_shown(published: Path) -> None:
    connection = duckdb.connect(published)
    connection.execute(
        "insert into marts.fct_claims select 'clm_r' || n, 'two-2025', 'r3-duration', 'again 40 minutes', null, "
        "'40 minutes', 'asserted', 30 + n, 'digest' from range(8) as t(n)"
    )
    connection.close()
    text = printed(published, 120)
    assert text.index("took 40 minutes") < text.index("under 40 minutes") < text.index("again 40 minutes")
    assert text.count("again 40 minutes") == 1
    assert "and 7 claims more" in text


def test_promises_stand_beside_both_sides_counts(published: Path) -> None:
    found = lines(published)
    at = next(number for number, line in enumerate(found) if line.endswith("How many was each side to release?"))
    assert found[at].startswith("1,000 ")
    assert found[at + 1] == "persons to Ukraine Ukraine: 1,000; Russia: 390 or more"
    assert found[at + 2] == "to Russia Russia: no delivery named"


def test_a_file_without_the_headline_questions_has_no_table_of_them(published: Path) -> None:
    assert "Question, and what is reported" in printed(published, 120)
    with duckdb.connect(published) as connection:
        connection.execute("update marts.fct_answers set question_id = 'another-' || question_id")
    found = lines(published)
    assert "Question, and what is reported" not in "\n".join(found)
    assert any(line.startswith("Holds ") for line in found)


def test_a_file_without_the_headline_promises_has_no_table_of_them(published: Path) -> None:
    connection = duckdb.connect(published)
    connection.execute("delete from marts.fct_promises")
    connection.close()
    assert "What came of it" not in printed(published, 120)


def test_conflicts_and_falling_totals_are_counted(published: Path) -> None:
    text = printed(published, 120)
    assert "3 pairs of claims: 2 rival claimants, 1 same claimant" in text
    assert "2 below an earlier one, 1 of them below the claimant's own" in text


def test_conflicts_that_are_counted_but_not_listed_are_told_apart(published: Path) -> None:
    connection = duckdb.connect(published)
    connection.execute("update marts.fct_answers set n_conflict = 5000 where question_id = 'r3-duration'")
    connection.close()
    text = printed(published, 120)
    assert "5,000 pairs of claims, 3 of them listed: 2 rival claimants, 1 same claimant" in text


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, "no figure"),
        (3000.0, None, "3,000 or more"),
        (None, 10.0, "up to 10"),
        (5.0, 5.0, "5"),
        (1.0, 2.0, "1 to 2"),
    ],
)
def test_intervals(low: float | None, high: float | None, said: str) -> None:
    assert interval(low, high) == said


def test_verdict_stands_beside_its_question(published: Path) -> None:
    assert "conflict How long did the meeting of the third round last?" in lines(published)
    assert "single origin On which day was the second round held?" in lines(published)


def test_questions_come_in_the_order_of_the_headlines(published: Path) -> None:
    text = printed(published, 120)
    assert text.index("How long") < text.index("On which day")


def test_counts(published: Path) -> None:
    text = printed(published, 120)
    assert "2 documents, 3 claims, 2 questions" in text
    assert "1 conflict, 1 single origin" in text
    # 10 + 5 numerals, 6 + 5 of them coded, 4 + 0 dismissed.
    assert "15 of 15 accounted for: 11 coded, 4 dismissed; counted in this build" in text
    assert "3 in the digest only" in text
    assert "2 passed" in text
    assert "Set aside" not in text


def test_rows_set_aside_are_told(published: Path) -> None:
    connection = duckdb.connect(published)
    connection.execute("insert into raw.rejects values ('claims/one.csv')")
    connection.close()
    assert "1 row, see raw.rejects" in printed(published, 120)
