"""The daily build: only what depends on a changed table is built again, by the statements that dbt ran last time.

Ingest has written schema raw beside the kept work file. The tables of it that differ replace the kept ones; then each
model and test that reads something changed is run, in dbt's order. A model that comes out as it was is no change, so
what reads only it is left alone. Seeds, macros and models are as they were (`parley.remains`), hence the statements.

Small tables are written in one transaction. Of large ones each is settled before the next statement reads it, as dbt
does: DuckDB plans a join of uncommitted tables without knowing how their values are spread, and of 2 million claims
one such plan wrote 60 GB to disk before it was given up. Whoever calls this has said that the work file is in nobody's
name (`remains.forget`), so that a half-built one is never taken for a whole one.

What cannot be judged here is not judged here: a statement that fails, a test that finds something, a table that has
come or gone raises `Doubt`, and the build is made in full, by dbt, which then tells what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from parley.remains import Node

if TYPE_CHECKING:
    import duckdb

_SOURCE = "source.parley.raw."
_SEED = "seed.parley."
_OF_THE_LOAD = {f"{_SOURCE}loads", f"{_SOURCE}load_files"}
"""They say when and from what the corpus was read, so they differ each time; no figure comes from them."""

_FRESH = "fresh_raw_tables"
"""What the file of the fresh tables is called in the statements; no work file is called so."""

_COLUMNS = """
select table_name, column_name, data_type
from duckdb_columns()
where database_name = $database and schema_name = 'raw'
order by table_name, column_index
"""

# Of each row, whatever their order. DuckDB's own hash, since both sides are counted by one version of it.
_CONTENT = "select count(*), coalesce(sum(hash(a_row)::hugeint), 0) from {table} as a_row"

_LARGE = 10_000
"""Rows of any raw table, changed or not, from which on each table is settled by itself."""

Content = tuple[int, int]


class Doubt(Exception):
    """Only a full build can tell; the message says why."""


@dataclass(frozen=True)
class Rebuilt:
    """What a daily build did.

    Attributes:
        sources: names of the raw tables that had changed, sorted.
        nodes: names of the models and tests that were run, in order.
        is_of_figures: a table has changed that is more than the record of the load itself.
    """

    sources: tuple[str, ...]
    nodes: tuple[str, ...]
    is_of_figures: bool


def rebuild(work: Path, fresh: Path, nodes: Sequence[Node], told: Callable[[int, int], None]) -> Rebuilt:
    """Bring the kept work file to what a full build of the fresh raw tables makes.

    Args:
        work: the kept work file, whose last build was whole.
        fresh: a file with schema raw, as ingest wrote it; only read.
        nodes: the statements that dbt ran for the work file.
        told: is called with how many nodes are done, and of how many.

    Returns:
        What was done.

    Raises:
        Doubt: a full build is needed. The work file is as it was or, if its tables are large, in part that of the fresh
            ones.
    """
    import duckdb

    _require_known(nodes)
    try:
        connection = duckdb.connect(str(work))
    except duckdb.Error as error:
        raise Doubt(f"the work file cannot be opened: {error}") from error
    try:
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"attach '{_quoted(fresh)}' as {_FRESH} (read_only)")
        connection.execute("begin")
        sources, is_large = _replaced(connection)
        changed = {_SOURCE + name for name in sources}
        if is_large:
            _settle(connection)
        ran = _run(connection, nodes, changed, told, is_large)
        is_of_figures = bool(changed - _OF_THE_LOAD - _views(nodes))
        if is_of_figures:
            # What the checks found in the last build is no part of what they judge now: one of them counts all columns.
            connection.execute("drop schema if exists checks cascade")
        connection.execute("commit")
    except duckdb.Error as error:
        raise Doubt(str(error).splitlines()[0]) from error
    finally:
        connection.close()
    return Rebuilt(tuple(sources), tuple(ran), is_of_figures)


def _require_known(nodes: Iterable[Node]) -> None:
    """See that each node reads only raw tables, seeds, and models that stand before it."""
    before: set[str] = set()
    for node in nodes:
        unknown = {need for need in node.needs if not need.startswith((_SOURCE, _SEED))} - before
        if unknown or not node.statement:
            raise Doubt(f"{node.name} reads what the last build did not make: {', '.join(sorted(unknown))}")
        before.add(node.node_id)


def _settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Commit what was done, and go on in another transaction."""
    connection.execute("commit")
    connection.execute("begin")


def _replaced(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], bool]:
    """Put the fresh raw tables that differ in the place of the kept ones; their names, and whether any is large."""
    name = connection.execute("select current_database()").fetchone()
    assert name is not None
    kept, fresh = (connection.execute(_COLUMNS, {"database": database}).fetchall() for database in (name[0], _FRESH))
    if kept != fresh:
        raise Doubt("the raw tables have other columns than those of the last build")
    tables = dict.fromkeys(str(table) for table, *_ in kept)
    contents = {table: _content(connection, f"{_FRESH}.raw.{table}") for table in tables}
    differing = [table for table in tables if _content(connection, f"raw.{table}") != contents[table]]
    for table in differing:
        connection.execute(f"create or replace table raw.{table} as from {_FRESH}.raw.{table}")
    return sorted(differing), max((n_rows for n_rows, _ in contents.values()), default=0) >= _LARGE


def _run(
    connection: duckdb.DuckDBPyConnection,
    nodes: Sequence[Node],
    changed: set[str],
    told: Callable[[int, int], None],
    is_large: bool,
) -> list[str]:
    """Run the nodes that read something changed; adds to `changed` the models that come out otherwise than before."""
    ran = []
    for number, node in enumerate(nodes, start=1):
        if changed.isdisjoint(node.needs):
            continue
        before = _content(connection, node.relation) if node.kind == "table" else None
        result = connection.execute(node.statement)
        if is_large and node.kind == "table":
            _settle(connection)
        if node.kind == "test":
            _require_passed(node, result)
        elif before is None or _content(connection, node.relation) != before:
            changed.add(node.node_id)
        ran.append(node.name)
        told(number, len(nodes))
    return ran


def _require_passed(node: Node, result: duckdb.DuckDBPyConnection) -> None:
    """See that a test found nothing: whether that is an error or a warning, dbt is the one to say it."""
    row = result.fetchone()
    if row is None or (node.stops and row[2]):
        raise Doubt(f"{node.name} found something")


def _content(connection: duckdb.DuckDBPyConnection, table: str) -> Content:
    """How many rows a table has, and a hash of them all."""
    rows, content = connection.execute(_CONTENT.format(table=table)).fetchone() or (0, 0)
    return int(rows), int(content)


def _views(nodes: Iterable[Node]) -> set[str]:
    return {node.node_id for node in nodes if node.kind == "view"}


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
