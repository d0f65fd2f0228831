"""The summary of a published file: what it says, and that it fits."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

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
    assert "2 origins The Second Courier “under 40 minutes”" in narrow


def test_a_wide_terminal_shows_how_the_words_were_read(published: Path) -> None:
    assert "2 origins The Second Courier “under 40 minutes” < 40 minutes" in lines(published, 120)


def test_denial_is_marked(published: Path) -> None:
    assert "1 document The Second Courier denies “on 2 June” 2025-06-02" in lines(published)


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
    import duckdb

    connection = duckdb.connect(published)
    connection.execute("insert into raw.rejects values ('claims/one.csv')")
    connection.close()
    assert "1 row, see raw.rejects" in printed(published, 120)
