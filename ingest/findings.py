"""Problems as columns: checks add frames of bad rows here; they become Problem objects only at the end."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from ingest.problems import Problem

SCHEMA = pl.Schema(
    {
        "source_file": pl.String,
        "source_line": pl.Int64,
        "column_name": pl.String,
        "value": pl.String,
        "problem": pl.String,
        "remedy": pl.String,
    }
)
ROW_KEY = ["source_file", "source_line"]


class Findings:
    """A growing list of findings. Every frame has the columns of SCHEMA; (source_file, source_line) names the row."""

    def __init__(self) -> None:
        self._frames: list[pl.DataFrame] = []

    def add(
        self,
        rows: pl.DataFrame,
        column: str,
        problem: str | pl.Expr,
        remedy: str | pl.Expr,
        value: pl.Expr | None = None,
    ) -> None:
        """Every row of rows is bad: rows has source_file, source_line and (unless value is given) the column named."""
        if rows.is_empty():
            return
        shown = pl.col(column) if value is None else value
        self._frames.append(
            rows.select(
                pl.col("source_file"),
                pl.col("source_line").cast(pl.Int64),
                pl.lit(column).alias("column_name"),
                shown.cast(pl.String).fill_null("").alias("value"),
                _text(problem).alias("problem"),
                _text(remedy).alias("remedy"),
            )
        )

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found outside of frames (files that cannot be read)."""
        rows = [(p.file, p.line, p.column, p.value, p.problem, p.remedy) for p in problems]
        if rows:
            self._frames.append(pl.DataFrame(rows, schema=SCHEMA, orient="row"))

    def merge(self, frame: pl.DataFrame) -> None:
        """Take over a frame that already has the columns of SCHEMA."""
        if frame.height:
            self._frames.append(frame.select(SCHEMA.names()))

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._frames)

    def frame(self) -> pl.DataFrame:
        """All findings, each once, sorted by file, line and column."""
        if not self._frames:
            return pl.DataFrame(schema=SCHEMA)
        return pl.concat(self._frames).unique().sort(SCHEMA.names())

    def problems(self) -> list[Problem]:
        """All findings as Problem objects."""
        return [Problem(*row) for row in self.frame().iter_rows()]


def without(rows: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Rows less those that findings name, by file and line."""
    if findings.is_empty():
        return rows
    return rows.join(findings.select(ROW_KEY).unique(), on=ROW_KEY, how="anti", maintain_order="left")


def only(rows: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Those rows that findings name, by file and line."""
    return rows.join(findings.select(ROW_KEY).unique(), on=ROW_KEY, how="semi", maintain_order="left")


def _text(text: str | pl.Expr) -> pl.Expr:
    return pl.lit(text) if isinstance(text, str) else text


def noted(phrase: str) -> pl.Expr:
    """Whether the row's note holds the phrase, in capitals or not, by which a coder says that a rule does not apply."""
    return pl.col("note").str.to_lowercase().str.contains(phrase, literal=True).fill_null(False)
