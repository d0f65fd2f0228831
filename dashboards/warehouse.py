"""The published file as the pages see it: opened once per publication, one cursor per query, results cached.

A newly published file is picked up by the next query without a restart: everything is kept by the file's stamp, and
`parley.connection` attaches each publication to an engine of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from parley import paths
from parley.connection import cursor_of, open_read_only
from parley.failure import Failure

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
"""One row of a result: column name to value."""

Stamp = tuple[str, int, int, int]
"""A publication: path, time of change in nanoseconds, inode, size."""


class WarehouseMissing(Exception):
    """There is no published file yet."""


class WarehouseUnreadable(Exception):
    """There is a file, but it cannot be opened or lacks what this dashboard reads; the reason is the message."""


def stamp() -> Stamp:
    """The publication that is there now.

    Raises:
        WarehouseMissing: the published file is not there.
    """
    path = paths.published()
    try:
        status = path.stat()
    except OSError as error:
        raise WarehouseMissing(paths.shown(path)) from error
    return str(path), status.st_mtime_ns, status.st_ino, status.st_size


def rows(statement: str, **parameters: Any) -> list[Row]:
    """The result of one statement on the published file, cached until another one is published.

    Args:
        statement: SQL with named parameters (`$name`), all of which are given.
        parameters: their values; lists are given as tuples.

    Raises:
        WarehouseMissing: the published file is not there.
        WarehouseUnreadable: it cannot be opened, or lacks a table or column that the statement names.
    """
    return _rows(statement, tuple(sorted(parameters.items())), stamp())


@st.cache_data(max_entries=256, show_spinner=False)
def _rows(statement: str, parameters: tuple[tuple[str, Any], ...], publication: Stamp) -> list[Row]:
    """Run the statement; the cache knows the result by statement, parameters and publication."""
    import duckdb

    bound = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters}
    try:
        cursor = cursor_of(_engine(publication)).execute(statement, bound)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseUnreadable(str(error)) from error


@st.cache_resource(max_entries=2, show_spinner=False)
def _engine(publication: Stamp) -> DuckDBPyConnection:
    """The read-only engine of one publication; the one before stays open for whoever still reads it."""
    try:
        return open_read_only(Path(publication[0]))
    except Failure as failure:
        raise WarehouseUnreadable(failure.details or failure.message) from failure
