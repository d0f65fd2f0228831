"""One statement of a reader against the warehouse: run it, and print what comes back.

Three forms: `table` for eyes, `csv` (NULL is empty) and `json` (a list of objects) for programs.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from parley.connection import open_read_only
from parley.failure import Failure

if TYPE_CHECKING:
    import duckdb

TABLE_ROWS = 1000
"""A table for eyes ends here and says so; csv and json are always whole."""

_BATCH = 10_000

_EXACT = 1e15
"""From here on a double no longer holds every whole number, and its digits would say more than it knows."""


def run(database: Path, statement: str, form: str, out: TextIO | None = None) -> None:
    """Run one reading statement and print its rows.

    Args:
        database: the warehouse file.
        statement: one SELECT, FROM, WITH, VALUES, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN.
        form: `table`, `csv` or `json`.
        out: where to print; standard output by default.

    Raises:
        Failure: no warehouse, not one reading statement, or an error of the engine, in its own words.
    """
    import duckdb

    out = out or sys.stdout
    connection = open_read_only(database)
    try:
        connection.execute(_only_reading(connection, statement))
        columns = [column[0] for column in connection.description or []]
        _WRITERS[form](columns, _rows(connection), out)
    except duckdb.Error as error:
        raise Failure("sql", "the statement failed", details=str(error).strip(), remedy=_hint(error)) from error
    finally:
        connection.close()


def _only_reading(connection: duckdb.DuckDBPyConnection, statement: str) -> duckdb.Statement:
    """The one statement in the text, if it is of a reading kind.

    The kind alone proves nothing (a CTE may write and count as SELECT): the connection's settings do. It is here to
    tell a reader plainly what this command is for.
    """
    import duckdb

    found = connection.extract_statements(statement)
    reading = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
    if len(found) != 1:
        raise Failure(
            "sql",
            f"expected one statement, found {len(found)}",
            remedy='write one statement: parley sql "select * from marts.fct_answers"',
            exit_code=2,
        )
    if found[0].type not in reading:
        kind = found[0].type.name
        remedy = "use SELECT, FROM, WITH, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN"
        if kind == "MULTI":
            remedy = "in a PIVOT, name the values: pivot … on verdict in ('agree', 'conflict')"
        raise Failure("sql", f"{kind} is refused: this command only reads", remedy=remedy, exit_code=2)
    return found[0]


def _hint(error: duckdb.Error) -> str:
    """What to do about an error of the engine."""
    kind = type(error).__name__
    if kind == "CatalogException":
        return 'list what there is: parley sql "show all tables"'
    if kind == "BinderException":
        return 'list the columns of a table: parley sql "describe marts.fct_claims"'
    if kind == "PermissionException":
        return "the warehouse is read by itself: no other file can be read or written from here"
    return ""


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterable[tuple[Any, ...]]:
    """The rows of the last statement, fetched in batches."""
    while batch := connection.fetchmany(_BATCH):
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
        table.add_column(Text(_visible(name)), justify="right" if right else "left", overflow="fold")
    for row in shown:
        table.add_row(*(Text("" if value is None else _visible(printed(value))) for value in row))
    console = Console(file=out)
    console.print(table)
    count = f"{len(shown):,} row{'' if len(shown) == 1 else 's'}"
    console.print(f"the first {count}; there are more: --format csv has all" if more else count, style="dim")


def _write_csv(columns: Sequence[str], rows: Iterable[tuple[Any, ...]], out: TextIO) -> None:
    """Comma-separated values with a header row and LF ends."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([None if value is None else printed(value) for value in row] for row in rows)


def _write_json(columns: Sequence[str], rows: Iterable[tuple[Any, ...]], out: TextIO) -> None:
    """A list of objects, one per line; a name that occurs twice is numbered, so that no value is lost."""
    names = [name if columns.index(name) == at else f"{name}_{at + 1}" for at, name in enumerate(columns)]
    out.write("[")
    for index, row in enumerate(rows):
        record = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        out.write(",\n " if index else "\n ")
        out.write(json.dumps(record, ensure_ascii=False, default=str))
    out.write("\n]\n")


def _visible(text: str) -> str:
    """The text with control characters escaped, line breaks and tabs aside: data must not steer a terminal."""
    return "".join(c if c in "\n\t" or c.isprintable() else c.encode("unicode_escape").decode() for c in text)


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
