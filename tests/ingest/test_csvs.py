"""CSV is read strictly: every row with its physical line, every fault of form with file, line and remedy."""

from __future__ import annotations

import polars as pl
import pytest

from ingest import csvs
from ingest.files import SourceFile
from ingest.problems import Problem
from ingest.tables import Column, Table

TABLE = Table("things", (Column("a"), Column("b"), Column("c")))


def read(*bodies: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Read bodies as the files 0.csv, 1.csv and so on."""
    sources = [SourceFile(f"{n}.csv", body.encode(), "") for n, body in enumerate(bodies)]
    return csvs.read_table(TABLE, sources)


def test_lines_are_physical_also_after_quoted_line_breaks() -> None:
    rows, problems = read('a,b,c\n1,"two\nlines",3\n4,"with ""marks"", and commas",\n"",x,"y\n\n"\n7,8,9')
    assert problems == []
    assert rows.rows() == [
        ("1", "two\nlines", "3", "0.csv", 2),
        ("4", 'with "marks", and commas', None, "0.csv", 4),
        (None, "x", "y\n\n", "0.csv", 5),
        ("7", "8", "9", "0.csv", 8),
    ]


def test_files_are_told_apart_and_their_columns_may_stand_in_another_order() -> None:
    rows, problems = read("c,b,a\n3,2,1\n", "a,b,c\n", "a,b,c\n4,5,6\n7,8,9\n")
    assert problems == []
    assert rows.rows() == [
        ("1", "2", "3", "0.csv", 2),
        ("4", "5", "6", "2.csv", 2),
        ("7", "8", "9", "2.csv", 3),
    ]


@pytest.mark.parametrize(
    ("bad_row", "said"),
    [
        ('1,sheep "gone",3', "stray quotation mark stands in field 2"),
        ('1,"sheep" gone,3', "text follows the closing quotation mark of field 2"),
        ('1, "sheep",3', "stray quotation mark stands in field 2"),
        ("1,2", "2 fields where the header has 3"),
        ("1,2,3,4", "4 fields where the header has 3"),
        ("", "blank"),
    ],
)
def test_a_malformed_row_is_refused_with_its_line_and_the_others_are_kept(bad_row: str, said: str) -> None:
    rows, [problem] = read(f'a,b,c\nx,"y\nz",z\n{bad_row}\n4,5,6\n')
    assert (problem.file, problem.line) == ("0.csv", 4)
    assert said in problem.problem
    assert problem.remedy
    assert rows["source_line"].to_list() == [2, 5]


def test_an_unclosed_quotation_mark_does_not_swallow_the_rows_below() -> None:
    rows, [problem] = read('a,b,c\n1,2,3\n4,"open,6\n7,8,9\n')
    assert (problem.line, problem.problem) == (3, "a quotation mark opens field 2 and is never closed")
    assert rows["source_line"].to_list() == [2, 4]


@pytest.mark.parametrize(
    ("header", "column", "said"),
    [
        ("a,b,c,d", "d", "unknown column"),
        ("a,c", "b", "the column is missing"),
        ("a,b,c,b", "b", "more than once"),
    ],
)
def test_a_wrong_header_is_refused_with_the_right_one(header: str, column: str, said: str) -> None:
    rows, [problem] = read(f"{header}\n")
    assert (problem.line, problem.column) == (1, column)
    assert said in problem.problem
    assert problem.remedy.endswith("a,b,c")
    assert rows.is_empty()


def test_an_empty_file_is_refused() -> None:
    _, [problem] = read("")
    assert (problem.line, problem.problem) == (1, "the file is empty")


def test_numbers_stay_as_they_are_written() -> None:
    rows, _ = read("a,b,c\n007,1e5,null\n")
    assert rows.row(0)[:3] == ("007", "1e5", "null")


def test_lines_hold_over_many_rows_with_line_breaks_in_them() -> None:
    # Large enough that the parser splits its work.
    body = "".join(f'{n},"x\n{"y" * (n % 50)}",\n' for n in range(30_000))
    rows, problems = read("a,b,c\n" + body)
    assert problems == []
    assert rows["source_line"].to_list() == [2 + 2 * n for n in range(30_000)]
    assert rows["a"].to_list() == [str(n) for n in range(30_000)]
