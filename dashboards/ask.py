"""A reader's own statement, run on the published file: read-only, within limits that the page names.

Each statement has a connection of its own, so that nothing that one leaves behind is seen by the next one. What the
connection refuses, and why, is in docs/decisions/0003-publication.md.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.warehouse import Row, Stamp, WarehouseUnreadable, stamp
from parley.connection import open_read_only
from parley.failure import Failure

if TYPE_CHECKING:
    import duckdb

SECONDS = 10
"""After this long a statement is stopped."""

MEMORY = "512MB"
"""What a statement may use, in DuckDB's notation."""

MOST_ROWS = 10_000
"""Rows that are fetched; a result that has more says so."""


class Refused(Exception):
    """A statement that was not run, or that failed.

    Attributes:
        what: in one sentence.
        details: the engine's own words; empty where it was not asked.
        remedy: what to do.
    """

    def __init__(self, what: str, details: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.details, self.remedy = what, details, remedy


@dataclass(frozen=True)
class Answer:
    """What a statement returned.

    Attributes:
        columns: their names, each once.
        types: of the columns, in the engine's notation.
        rows: at most `MOST_ROWS`.
        is_whole: whether these are all rows.
        seconds: how long it took.
    """

    columns: list[str]
    types: list[str]
    rows: list[Row]
    is_whole: bool
    seconds: float

    def numeric(self) -> list[str]:
        """The columns that hold numbers."""
        return [name for name in self.columns if self._holds(name, int | float | Decimal)]

    def _holds(self, name: str, kinds: Any) -> bool:
        values = [row[name] for row in self.rows if row[name] is not None]
        return bool(values) and all(isinstance(value, kinds) and not isinstance(value, bool) for value in values)


def ask(statement: str) -> Answer:
    """Run one reading statement, or return what it returned before on this publication.

    Args:
        statement: one SELECT, FROM, WITH, VALUES, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN.

    Raises:
        Refused: it is not one reading statement, or it failed, or it was stopped.
        WarehouseMissing: the published file is not there.
        WarehouseUnreadable: it cannot be opened.
    """
    return _ask(statement, stamp())


@st.cache_data(max_entries=32, show_spinner=False)
def _ask(statement: str, publication: Stamp) -> Answer:
    """Run the statement; the cache knows the answer by statement and publication."""
    import duckdb

    try:
        connection = open_read_only(Path(publication[0]), seconds=SECONDS, memory=MEMORY)
    except Failure as failure:
        raise WarehouseUnreadable(failure.details or failure.message) from failure
    started = time.perf_counter()
    try:
        connection.execute(_one_reading(connection, statement))
        described = connection.description or []
        found = connection.fetchmany(MOST_ROWS + 1)
    except (duckdb.Error, RuntimeError) as error:
        raise _told(error) from error
    finally:
        connection.close()
    columns = _distinct([str(column[0]) for column in described])
    return Answer(
        columns,
        [str(column[1]) for column in described],
        [dict(zip(columns, values, strict=True)) for values in found[:MOST_ROWS]],
        len(found) <= MOST_ROWS,
        time.perf_counter() - started,
    )


def _one_reading(connection: duckdb.DuckDBPyConnection, statement: str) -> duckdb.Statement:
    """The one statement in the text, if it is of a reading kind: a courtesy, for it is the connection that refuses."""
    import duckdb

    found = connection.extract_statements(statement)
    if len(found) != 1:
        raise Refused(f"Expected one statement, found {len(found)}.", remedy="Write one statement, and run the next.")
    if found[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
        kind = found[0].type.name
        remedy = "This page only reads: use SELECT, FROM, WITH, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN."
        if kind == "MULTI":
            remedy = "In a PIVOT, name the values: pivot … on verdict in ('agree', 'conflict')."
        raise Refused(f"{kind.replace('_', ' ').capitalize()} is refused.", remedy=remedy)
    return found[0]


def _told(error: Exception) -> Refused:
    """An error of the engine in a reader's words, its own beside them."""
    details = str(error).strip()
    kind = type(error).__name__
    if "INTERRUPT" in details or "max_execution_time" in details or kind == "InterruptException":
        return Refused(
            f"The statement was stopped after {SECONDS} seconds.", details, "Ask for less: filter earlier, join less."
        )
    if kind == "OutOfMemoryException":
        return Refused(f"The statement needs more than {MEMORY}.", details, "Ask for fewer rows or columns at a time.")
    if kind == "PermissionException":
        return Refused(
            "The statement was refused.", details, "Nothing but the warehouse can be read here, and nothing written."
        )
    if kind == "CatalogException":
        return Refused(
            "A name was not found.", details, "Tables stand in a schema, as in marts.fct_answers; see the list below."
        )
    if kind == "BinderException":
        return Refused("The statement does not fit the tables.", details, "See the columns of each table below.")
    if kind == "ParserException":
        return Refused(
            "The statement cannot be read.", details, "The mark in the message shows where it stops making sense."
        )
    return Refused("The statement failed.", details, "")


def _distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, numbered where one occurs twice, so that no value is lost."""
    found: list[str] = []
    for name in names:
        at, wanted = 2, name
        while wanted in found:
            wanted, at = f"{name}_{at}", at + 1
        found.append(wanted)
    return found
