"""The raw layer as Parquet, for engines that cannot read a DuckDB file: one folder per table of schema raw.

The tables that grow with the corpus are partitioned by the month in which their document appeared
(`published_month=2025-07`), so that a later load adds folders and a reader of some months passes over the rest; the
others are one file. Times are microseconds since 1970 in UTC, which every reader of Parquet knows.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who reads the folders, in .venv-spark, has no DuckDB
    import duckdb

PARTITIONED = ("claim_numerals", "claims", "documents", "numerals", "texts")
"""Tables that grow with the corpus; each has a document_id."""

_UNDATED = "undated"
_ROWS_OF_A_GROUP = 122_880
_BYTES_OF_A_FILE = "256MB"


def write(database: Path, folder: Path) -> dict[str, int]:
    """Write every table of schema raw.

    Args:
        database: the work file that ingest has filled; opened read-only.
        folder: takes one folder per table; what was in it is replaced.

    Returns:
        The number of rows by table.

    Raises:
        duckdb.Error: the file cannot be read, or the folder cannot be written.
    """
    import duckdb

    draft = folder.with_name(f".{folder.name}.tmp")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        query = "select table_name from duckdb_tables() where schema_name = 'raw' order by all"
        names = [str(name) for (name,) in connection.execute(query).fetchall()]
        written = {name: _copied(connection, name, draft / name) for name in names}
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
    return written


def _copied(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> int:
    """Write one table; its number of rows."""
    row = connection.execute(f"select count(*) from raw.{name}").fetchone()
    assert row is not None
    n_rows = int(row[0])
    options = f"format parquet, compression zstd, row_group_size {_ROWS_OF_A_GROUP}"
    if name not in PARTITIONED:
        folder.mkdir()
        connection.execute(f"copy raw.{name} to '{_quoted(folder / 'part-0.parquet')}' ({options})")
    elif n_rows == 0:
        # A partitioned copy of nothing writes nothing, and a reader would not learn the columns.
        part = folder / f"published_month={_UNDATED}"
        part.mkdir(parents=True)
        connection.execute(f"copy raw.{name} to '{_quoted(part / 'part-0.parquet')}' ({options})")
    else:
        connection.execute(
            f"copy ({_with_month(name)}) to '{_quoted(folder)}' "
            f"({options}, partition_by (published_month), file_size_bytes '{_BYTES_OF_A_FILE}')"
        )
    return n_rows


def _with_month(name: str) -> str:
    """A query for the rows of a table with the month in which their document appeared."""
    return (
        f"select facts.*, coalesce(strftime(dated.published_latest, '%Y-%m'), '{_UNDATED}') as published_month "
        f"from raw.{name} as facts "
        "left join (select document_id, max(published_latest) as published_latest from raw.documents group by 1) "
        "as dated using (document_id)"
    )


def _quoted(path: Path) -> str:
    """A path within a literal of SQL."""
    return str(path).replace("'", "''")
