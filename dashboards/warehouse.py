"""The published file as the pages see it: opened once per publication, one cursor per query, results cached.

A newly published file is picked up by the next run of a page without a restart: everything is kept by the file's stamp,
and `parley.connection` attaches each publication to an engine of its own. Within `pinned` all queries read one and the
same publication, whatever is published meanwhile: a view never mixes two builds.
"""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

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

_PATIENCE_SECONDS = 20
"""Files published faster than one can be opened: each opening is tried anew for so long."""

_PAUSE_SECONDS = 0.005

_TURNS = ThreadPoolExecutor(4, "query")
"""Queries share the engine's memory: fifty at once, each of them small, ran out of it. First come, first served."""


class WarehouseMissing(Exception):
    """There is no published file yet."""


class WarehouseUnreadable(Exception):
    """There is a file, but it cannot be opened or lacks what this dashboard reads; the reason is the message."""


class Publication:
    """One published file, open: it can be read for as long as this is held, even after another one took its place.

    Attributes:
        stamp: which file it is.
        file: the file itself.
        engine: reads it; use one cursor per query.
    """

    def __init__(self, stamp: Stamp, file: BinaryIO, engine: DuckDBPyConnection) -> None:
        self.stamp, self.file, self.engine = stamp, file, engine
        weakref.finalize(self, file.close)


class _Replaced(Exception):
    """Another file was published between the look at its stamp and the opening."""


_PINNED: ContextVar[Publication | None] = ContextVar("the publication that a run of a page reads", default=None)


def stamp() -> Stamp:
    """The publication that is there now.

    Raises:
        WarehouseMissing: the published file is not there.
    """
    path = paths.published()
    try:
        return _stamp_of(path, path.stat())
    except OSError as error:
        raise WarehouseMissing(paths.shown(path)) from error


def publication() -> Publication:
    """The publication that is pinned, or else the one that is there now, open.

    Raises:
        WarehouseMissing: the published file is not there.
        WarehouseUnreadable: it cannot be opened.
    """
    if found := _PINNED.get():
        return found
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            return _opened(stamp())
        except _Replaced:
            time.sleep(_PAUSE_SECONDS)
    raise WarehouseUnreadable("the published file is replaced again and again")


@contextmanager
def pinned(chosen: Publication | None = None) -> Iterator[None]:
    """Let all queries within the block read one publication.

    Args:
        chosen: what `publication()` returned before, for work that is done later on what was shown; the one that is
            there now by default.

    Raises:
        WarehouseMissing: the published file is not there.
        WarehouseUnreadable: it cannot be opened.
    """
    token = _PINNED.set(chosen or publication())
    try:
        yield
    finally:
        _PINNED.reset(token)


def rows(statement: str, **parameters: Any) -> list[Row]:
    """The result of one statement on the published file, cached until another one is published.

    Args:
        statement: SQL with named parameters (`$name`), all of which are given.
        parameters: their values; lists are given as tuples.

    Raises:
        WarehouseMissing: the published file is not there.
        WarehouseUnreadable: it cannot be opened, or lacks a table or column that the statement names.
    """
    source = publication()
    return _rows(source, statement, tuple(sorted(parameters.items())), source.stamp)


@st.cache_data(max_entries=256, show_spinner=False)
def _rows(
    _publication: Publication, statement: str, parameters: tuple[tuple[str, Any], ...], stamp: Stamp
) -> list[Row]:
    """Run the statement in its turn; the cache knows the result by statement, parameters and stamp."""
    return _TURNS.submit(_fetched, _publication.engine, statement, parameters).result()


def _fetched(engine: DuckDBPyConnection, statement: str, parameters: tuple[tuple[str, Any], ...]) -> list[Row]:
    """Run the statement with a cursor of its own."""
    import duckdb

    bound = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters}
    cursor = cursor_of(engine)
    try:
        cursor.execute(statement, bound)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseUnreadable(str(error)) from error
    finally:
        cursor.close()


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(stamp: Stamp) -> Publication:
    """Open a publication; the one before stays open for whoever still reads it."""
    path = Path(stamp[0])
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise _Replaced from error
    except OSError as error:
        # Trying anew does not help: it is there, and may not be read.
        raise WarehouseUnreadable(str(error)) from error
    try:
        # The engine opens the file by its name: only if the name leads to this file before and after, it is this file.
        if _stamp_of(path, os.fstat(file.fileno())) != stamp:
            raise _Replaced
        engine = open_read_only(path)
        if _stamp_of(path, path.stat()) != stamp:
            raise _Replaced
    except (OSError, _Replaced) as error:
        file.close()
        raise _Replaced from error
    except Failure as failure:
        file.close()
        raise WarehouseUnreadable(failure.details or failure.message) from failure
    return Publication(stamp, file, engine)


def _stamp_of(path: Path, status: os.stat_result) -> Stamp:
    return str(path), status.st_mtime_ns, status.st_ino, status.st_size
