"""CSV files into one frame of strings per table, each row with its file and physical line.

A whole file is matched against a strict row pattern in one call of the regular expression engine; only a file that
fails is walked row by row, to say which rows are wrong and to save the others. Sound rows of all files are then
parsed together by one `pl.read_csv`, which is what makes a hundred thousand small files cheap. Line numbers need no
second parser: once every row is known to be well formed, it takes one line plus the line breaks inside its fields.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from ingest.files import SourceFile
from ingest.problems import Problem, counted
from ingest.tables import Table

_FIELD = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^",\n]*+)'
_QUOTED = re.compile(rb'"[^"]*+(?:""[^"]*+)*+"')
_BARE = re.compile(rb"[^,\n]*+")
# No cell of a corpus is nearly as long; a longer one is another file pasted in, and every later step would carry it.
MAX_CELL_CHARS = 10_000
# So many unknown columns are named one by one; more are another file's header.
MAX_COLUMNS_NAMED = 20
_SHOWN_CHARS = 60
_RFC = 'in CSV a field with commas, quotation marks or line breaks stands in "…", and each " inside it is doubled'


@dataclass(frozen=True)
class Segment:
    """Consecutive sound rows of one file: the columns of its header, the bytes, and the line of the first row."""

    name: str
    header: tuple[str, ...]
    first_line: int
    data: bytes


def read_table(table: Table, sources: Iterable[SourceFile]) -> tuple[pl.DataFrame, list[Problem]]:
    """All rows of a table from its files, and what is wrong with the files' form.

    The frame has the table's columns as strings (empty is NULL), source_file and source_line, sorted by these two.
    """
    segments: list[Segment] = []
    problems: list[Problem] = []
    for source in sources:
        sound, wrong = _segments(table, source)
        segments += sound
        problems += wrong
    frames = []
    for header in sorted({segment.header for segment in segments}):
        parsed = _parse(table, header, segments)
        frames.append(parsed.filter(~pl.any_horizontal(_too_long(table))))
        problems += _long_cells(table, parsed)
    schema = dict.fromkeys(table.column_names, pl.String) | {"source_file": pl.String, "source_line": pl.Int64}
    rows = pl.concat(frames) if frames else pl.DataFrame(schema=schema)
    return rows.sort("source_file", "source_line"), problems


def _segments(table: Table, source: SourceFile) -> tuple[list[Segment], list[Problem]]:
    """The sound rows of one file, and the problems of the others."""
    if not source.data:
        remedy = f"write the header: {','.join(table.column_names)}"
        return [], [Problem(source.name, 1, "", "", "the file is empty", remedy)]
    data = source.data if source.data.endswith(b"\n") else source.data + b"\n"
    header_line, _, body = data.partition(b"\n")
    header, wrong = _header(table, header_line)
    if wrong:
        return [], [Problem(source.name, 1, column, *said) for column, *said in wrong]
    if _rows_pattern(len(header)).fullmatch(body):
        return ([Segment(source.name, header, 2, body)] if body else []), []
    return _walk(source.name, header, body)


@lru_cache
def _header(table: Table, line: bytes) -> tuple[tuple[str, ...], list[tuple[str, str, str, str]]]:
    """The columns that a header names, and (column, value, problem, remedy) of what is wrong with it.

    Cached, since the files of a folder nearly all have the same header.
    """
    try:
        header = tuple(next(csv.reader([line.decode("utf-8")], strict=True), []))
    except csv.Error as error:
        return (), [("", "", f"the header cannot be read: {error}", _RFC)]
    expected = table.column_names
    remedy = f"the header of this file is: {','.join(expected)}"
    unknown = sorted(set(header) - set(expected))
    if len(unknown) > MAX_COLUMNS_NAMED or not set(header) & set(expected):
        return header, [("", line[:_SHOWN_CHARS].decode("utf-8", "ignore"), _no_header(header, unknown, line), remedy)]
    doubled = [column for column, times in Counter(header).items() if times > 1]
    return header, [
        *((c, c, "the column stands in the header more than once", remedy) for c in doubled),
        *((c, c, "unknown column", remedy) for c in unknown),
        *((c, "", "the column is missing", remedy) for c in expected if c not in header),
    ]


def _no_header(header: tuple[str, ...], unknown: list[str], line: bytes) -> str:
    """What a first line is that is not the header."""
    if not line.strip():
        return "the first line is blank, where the header must stand"
    if len(header) == 1 and (mark := max(b";\t|", key=line.count)) in line:
        return f"the header is parted by {chr(mark)!r}, not by commas"
    if len(unknown) > MAX_COLUMNS_NAMED:
        return f"the header has {len(unknown):,} unknown columns"
    return "the first line is not the header"


def _too_long(table: Table) -> list[pl.Expr]:
    return [(pl.col(c).str.len_chars() > MAX_CELL_CHARS).fill_null(False) for c in table.column_names]


def _long_cells(table: Table, rows: pl.DataFrame) -> list[Problem]:
    """A problem for each cell that is too long; its row is not read on."""
    problems = []
    for column, is_long in zip(table.column_names, _too_long(table), strict=True):
        cells = rows.filter(is_long).select(
            "source_file",
            "source_line",
            pl.col(column).str.len_chars(),
            pl.col(column).str.slice(0, _SHOWN_CHARS).alias("shown"),
        )
        for name, line, n_chars, shown in cells.iter_rows():
            text = f"the cell has {n_chars:,} characters, more than {MAX_CELL_CHARS:,}"
            problems.append(Problem(name, line, column, shown, text, "shorten it; look for a quotation mark too many"))
    return problems


@lru_cache
def _rows_pattern(n_columns: int) -> re.Pattern[bytes]:
    """Any number of well-formed rows of exactly n_columns fields; possessive, so that it never backtracks."""
    row = _FIELD + rb"(?:," + _FIELD + rb"){%d}\n" % (n_columns - 1)
    return re.compile(rb"(?:" + row + rb")*+")


@lru_cache
def _row_pattern(n_columns: int) -> re.Pattern[bytes]:
    return re.compile(_FIELD + rb"(?:," + _FIELD + rb"){%d}\n" % (n_columns - 1))


def _walk(name: str, header: tuple[str, ...], body: bytes) -> tuple[list[Segment], list[Problem]]:
    """Row by row through a file with a fault: sound rows as segments, one problem per bad row."""
    segments: list[Segment] = []
    problems: list[Problem] = []
    position, line = 0, 2
    while position < len(body):
        if match := _row_pattern(len(header)).match(body, position):
            end = match.end()
            segments.append(Segment(name, header, line, body[position:end]))
        else:
            # The next line is tried by itself: an unclosed quotation mark must not swallow the rows below it.
            end = body.index(b"\n", position) + 1
            problems.append(_row_problem(name, line, len(header), body, position))
        line += body.count(b"\n", position, end)
        position = end
    return segments, problems


def _row_problem(name: str, line: int, n_columns: int, body: bytes, position: int) -> Problem:
    """Why the row that begins at position is not well formed."""
    row_start, n_fields = position, 0
    shown = body[row_start : body.index(b"\n", row_start)].decode("utf-8")[:_SHOWN_CHARS]
    while True:
        n_fields += 1
        if body.startswith(b'"', position):
            match = _QUOTED.match(body, position)
            if match is None:
                text = f"a quotation mark opens field {n_fields} and is never closed"
                return Problem(name, line, "", shown, text, f"close it; {_RFC}")
            position = match.end()
            if body[position : position + 1] not in (b",", b"\n"):
                text = f"text follows the closing quotation mark of field {n_fields}"
                return Problem(name, line, "", shown, text, _RFC)
        else:
            match = _BARE.match(body, position)
            assert match is not None  # the pattern also matches the empty string
            if b'"' in match.group():
                text = f"a stray quotation mark stands in field {n_fields}"
                return Problem(name, line, "", shown, text, _RFC)
            position = match.end()
        if body[position : position + 1] != b",":
            break
        position += 1
    if position == row_start:
        return Problem(name, line, "", "", "the line is blank", "delete the line")
    text = f"the row has {counted(n_fields, 'field')} where the header has {n_columns}"
    remedy = "write one field per column; put a field that holds a comma in quotation marks"
    return Problem(name, line, "", shown, text, remedy)


def _parse(table: Table, header: tuple[str, ...], segments: list[Segment]) -> pl.DataFrame:
    """Parse the segments that share a header in one go, and find file and line of each row by counting line breaks."""
    chosen = [segment for segment in segments if segment.header == header]
    rows = pl.read_csv(
        io.BytesIO(b"".join(segment.data for segment in chosen)),
        has_header=False,
        schema=dict.fromkeys(header, pl.String),
        quote_char='"',
        encoding="utf8",
        raise_if_empty=False,
    )
    n_lines = [segment.data.count(b"\n") for segment in chosen]
    places = pl.DataFrame(
        {
            "source_file": [segment.name for segment in chosen],
            "first_line": [segment.first_line for segment in chosen],
            "n_lines": n_lines,
        },
        schema={"source_file": pl.String, "first_line": pl.Int64, "n_lines": pl.Int64},
    ).with_columns((pl.col("n_lines").cum_sum() - pl.col("n_lines")).alias("before"))
    breaks = pl.sum_horizontal(pl.col(c).str.count_matches("\n", literal=True).fill_null(0) for c in header)
    rows = rows.with_columns((breaks.cast(pl.Int64) + 1).alias("row_lines")).with_columns(
        (pl.col("row_lines").cum_sum() - pl.col("row_lines")).alias("before_row")
    )
    if rows["row_lines"].sum() != sum(n_lines):
        raise RuntimeError(f"{table.name}: rows and line breaks do not add up; the CSV parser read other rows")
    return (
        rows.join_asof(places, left_on="before_row", right_on="before", strategy="backward")
        .with_columns((pl.col("first_line") + pl.col("before_row") - pl.col("before")).alias("source_line"))
        .with_columns(pl.when(pl.col(c) != "").then(pl.col(c)) for c in header)
        .select(*table.column_names, "source_file", "source_line")
    )
