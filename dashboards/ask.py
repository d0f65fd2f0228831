"""A reader's own statement, run on the published file: read-only, within limits that the page names.

Each statement has a process of its own (`parley.sandbox`), so that nothing that one leaves behind is seen by the next
one, and one that runs away ends alone. What is closed, and why, is in docs/decisions/0003-publication.md.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from dashboards.warehouse import Publication, Row, Stamp, WarehouseUnreadable, publication
from parley.sandbox import Limits, Pool, Refusal

SECONDS = 10
"""After this long a statement is stopped."""

MEGABYTES = 512
"""Of memory that a statement may use."""

MOST_ROWS = 10_000
"""Rows that are fetched; a result that has more says so."""

MOST_BYTES = 8 << 20
"""Of a result; a larger one is refused."""

AT_ONCE = 4
"""So many statements run at the same time, whoever asks; others wait for their turn as long as one may take."""

_TOLD = {
    "Stopped": (f"The statement was stopped after {SECONDS} seconds.", "Ask for less: filter earlier, join less."),
    "Busy": ("Too many statements run at the moment.", "Press Run again in a few seconds."),
    "Died": ("The statement was stopped: it needs too much memory.", "Ask for fewer rows or shorter texts."),
    "OutOfMemoryException": (
        f"The statement needs more than {MEGABYTES} MB.",
        "Ask for fewer rows or columns at a time.",
    ),
    "TooMuch": (
        f"The result is larger than {MOST_BYTES >> 20} MB.",
        "Ask for fewer rows or columns, or use parley sql --format csv.",
    ),
    "TooLong": ("The statement is too long.", "Write it with fewer letters."),
    "PermissionException": (
        "The statement was refused.",
        "Nothing but the warehouse can be read here, and nothing written.",
    ),
    "CatalogException": (
        "A name was not found.",
        "Tables stand in a schema, as in marts.fct_answers; see the list below.",
    ),
    "BinderException": ("The statement does not fit the tables.", "See the columns of each table below."),
    "ParserException": (
        "The statement cannot be read.",
        "The mark in the message shows where it stops making sense.",
    ),
}
"""What an error means to a reader, and what to do, by its kind."""


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
    source = publication()
    return _ask(source, statement, source.stamp)


def get_ready() -> None:
    """Start a worker ahead, so that the first statement need not wait for it."""
    _pool().prepare()


@st.cache_data(max_entries=16, show_spinner=False)
def _ask(_publication: Publication, statement: str, stamp: Stamp) -> Answer:
    """Run the statement; the cache knows the answer by statement and stamp."""
    limits = Limits(SECONDS, MEGABYTES, rows=MOST_ROWS + 1, bytes=MOST_BYTES)
    try:
        with _pool().sandbox() as sandbox:
            started = time.perf_counter()
            result = sandbox.ask(_publication.file, statement, limits)
            found = [row for batch in result.batches for row in batch]
            seconds = time.perf_counter() - started
    except Refusal as refusal:
        raise _refused(refusal) from refusal
    columns = _distinct(result.columns)
    return Answer(
        columns,
        result.types,
        [dict(zip(columns, values, strict=True)) for values in found[:MOST_ROWS]],
        len(found) <= MOST_ROWS,
        seconds,
    )


@st.cache_resource(show_spinner=False)
def _pool() -> Pool:
    """The sandboxes of this server, for all who ask."""
    return Pool(AT_ONCE, SECONDS)


def _refused(refusal: Refusal) -> Exception:
    """Why there is no answer, in a reader's words, the engine's own beside them."""
    if refusal.kind == "Unreadable":
        return WarehouseUnreadable(refusal.details)
    if refusal.kind == "NotReading":
        return Refused(f"{_sentence(refusal.what)}.", remedy=f"{_sentence(refusal.remedy)}.")
    what, remedy = _TOLD.get(refusal.kind, ("The statement failed.", ""))
    return Refused(what, refusal.details, remedy)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, numbered where one occurs twice, so that no value is lost."""
    found: list[str] = []
    for name in names:
        at, wanted = 2, name
        while wanted in found:
            wanted, at = f"{name}_{at}", at + 1
        found.append(wanted)
    return found
