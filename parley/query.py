"""One statement of a reader against the warehouse: run it in a sandbox, and print what comes back.

Three forms: `table` for eyes, `csv` (NULL is empty) and `json` (a list of objects) for programs.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from parley import spreadsheets
from parley.connection import DAMAGED, missing
from parley.failure import Failure
from parley.paths import shown
from parley.sandbox import Limits, Refusal, Result, Sandbox
from parley.visible import for_terminal

TABLE_ROWS = 1000
"""A table for eyes ends here and says so; csv and json are always whole."""

LIMITS = Limits(seconds=60, megabytes=1024)
"""What a statement may use. Its rows are passed on as they come: there may be any number of them."""

_EXACT = 1e15
"""From here on a double no longer holds every whole number, and its digits would say more than it knows."""

_WRONG_USE = 2

_TOLD = {
    "Stopped": (f"the statement was stopped after {LIMITS.seconds:.0f} seconds", "ask for less: filter earlier"),
    "Died": ("the statement was stopped: it needs too much memory", "ask for less: fewer rows, shorter texts"),
    "OutOfMemoryException": (f"the statement needs more than {LIMITS.megabytes} MB of memory", "ask for less"),
    "TooMuch": ("one row of the result is too large", "ask for shorter texts"),
    "TooLong": ("the statement is too long", "write it with fewer letters"),
}
_REMEDIES = {
    "CatalogException": 'list what there is: parley sql "show all tables"',
    "BinderException": 'list the columns of a table: parley sql "describe marts.fct_claims"',
    "PermissionException": "the warehouse is read by itself: no other file can be read or written from here",
}


def run(database: Path, statement: str, form: str, out: TextIO | None = None, limits: Limits = LIMITS) -> None:
    """Run one reading statement and print its rows.

    Args:
        database: the warehouse file.
        statement: one SELECT, FROM, WITH, VALUES, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN.
        form: `table`, `csv` or `json`.
        out: where to print; standard output by default.
        limits: what the statement may use.

    Raises:
        Failure: no warehouse, not one reading statement, an error of the engine, in its own words, or a limit.
    """
    out = out or sys.stdout
    with Sandbox() as sandbox:
        try:
            with database.open("rb") as file:
                found = sandbox.ask(file, statement, limits)
            _WRITERS[form](found.columns, _rows(found), out)
        except (FileNotFoundError, IsADirectoryError) as error:
            raise missing(database) from error
        except PermissionError as error:
            raise Failure("warehouse", f"{shown(database)} may not be read", remedy="ask its owner") from error
        except Refusal as refusal:
            raise _failure(refusal, database) from refusal


def _failure(refusal: Refusal, database: Path) -> Failure:
    """Why there is no result, and what to do."""
    if refusal.kind == "NotReading":
        return Failure("sql", refusal.what, remedy=refusal.remedy, exit_code=_WRONG_USE)
    if refusal.kind == "Unreadable":
        return Failure("warehouse", f"{shown(database)} cannot be opened", details=refusal.details, remedy=DAMAGED)
    what, remedy = _TOLD.get(refusal.kind, ("the statement failed", _REMEDIES.get(refusal.kind, "")))
    return Failure("sql", what, details=refusal.details, remedy=remedy)


def _rows(found: Result) -> Iterator[tuple[Any, ...]]:
    """The rows of a result, one by one."""
    for batch in found.batches:
        yield from batch


def _write_table(columns: Sequence[str], rows: Iterable[tuple[Any, ...]], out: TextIO) -> None:
    """A table that wraps to the width of the terminal, numbers to the right."""
    from itertools import islice

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    iterator = iter(rows)
    if list(columns) == ["explain_key", "explain_value"]:
        out.writelines(f"{value}\n" for _, value in iterator)
        return
    shown = list(islice(iterator, TABLE_ROWS))
    more = next(iterator, None) is not None
    numeric = [_is_numeric(row[index] for row in shown) for index in range(len(columns))]
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for name, right in zip(columns, numeric, strict=True):
        table.add_column(Text(for_terminal(name)), justify="right" if right else "left", overflow="fold")
    for row in shown:
        table.add_row(*(Text("" if value is None else for_terminal(printed(value))) for value in row))
    console = Console(file=out)
    console.print(table)
    count = f"{len(shown):,} row{'' if len(shown) == 1 else 's'}"
    console.print(f"the first {count}; there are more: --format csv has all" if more else count, style="dim")


def _write_csv(columns: Sequence[str], rows: Iterable[tuple[Any, ...]], out: TextIO) -> None:
    """Comma-separated values with a header row and LF ends: the data as they are, with a word on risky cells."""
    write = spreadsheets.lines(out)
    write(columns)
    n_formulas = sum(map(spreadsheets.is_formula, columns))
    for row in rows:
        cells = [None if value is None else printed(value) for value in row]
        n_formulas += sum(map(spreadsheets.is_formula, cells))
        write(cells)
    if n_formulas:
        print(spreadsheets.warning(n_formulas), file=sys.stderr)


def _write_json(columns: Sequence[str], rows: Iterable[tuple[Any, ...]], out: TextIO) -> None:
    """A list of objects, one per line; a name that occurs twice is numbered, so that no value is lost."""
    names = [name if columns.index(name) == at else f"{name}_{at + 1}" for at, name in enumerate(columns)]
    out.write("[")
    for index, row in enumerate(rows):
        record = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        out.write(",\n " if index else "\n ")
        out.write(json.dumps(record, ensure_ascii=False, default=str))
    out.write("\n]\n")


def _is_numeric(values: Iterable[Any]) -> bool:
    """True if every value that is there is a number."""
    present = [value for value in values if value is not None]
    return bool(present) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in present)


def printed(value: Any) -> str:
    """One value as text: a whole double without its `.0`, lists and structs as JSON."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return f"{value:.0f}"
    if isinstance(value, list | dict | tuple):
        return json.dumps(_plain(value), ensure_ascii=False, default=str)
    return str(value)


def _plain(value: Any) -> Any:
    """One value as JSON can hold it: infinities and not-a-numbers become their names."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


_WRITERS = {"table": _write_table, "csv": _write_csv, "json": _write_json}
