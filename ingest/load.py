"""Schema raw in a DuckDB file: filled in bulk from registered frames, and put in place in one step."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import polars as pl

from ingest.ids import DIGITS

# Readable by DuckDB 1.5 and 2.0 clients alike (issue 2, section 5).
STORAGE_VERSION = "v1.5.0"
# A group of rows is held until it is full: of texts, the usual 122,880 would be half a gigabyte.
ROW_GROUP_SIZE = 20_480
MEMORY_LIMIT = "300MB"
_SQL_TYPES: dict[type[pl.DataType], str] = {
    pl.String: "varchar",
    pl.Int64: "bigint",
    pl.Float64: "double",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Datetime: "timestamp",
}


class Loader:
    """Writes tables into a file beside the target; `publish` puts it in the target's place.

    A loader that is left without publishing removes its file, so a failed ingest leaves the last work file as it was.
    """

    def __init__(self, database: Path) -> None:
        self._target = database
        database.parent.mkdir(parents=True, exist_ok=True)
        self._path = database.with_name(f".{database.name}.{os.getpid()}.tmp")
        # Only one build at a time writes here, so what stands there is of one that was killed.
        self._spill = database.with_name(f".{database.name}.spill")
        self._clear()
        self._connection = duckdb.connect()
        self._connection.execute("set enable_progress_bar = false")
        self._connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        self._connection.execute("set temp_directory = ?", [str(self._spill)])
        self._begin()
        self._connection.execute("create schema raw")
        self._made: set[str] = set()

    def append(self, table: str, rows: pl.DataFrame) -> None:
        """Add rows, in their order, to raw.<table>; the first call makes the table with the frame's types."""
        columns = ", ".join(
            f'cast("{name}" as {_SQL_TYPES[dtype.base_type()]}) as "{name}"' for name, dtype in rows.schema.items()
        )
        self._connection.register("incoming", rows)
        how = f"insert into raw.{table}" if table in self._made else f"create table raw.{table} as"
        self._connection.execute(f"{how} select {columns} from incoming")
        self._connection.unregister("incoming")
        self._made.add(table)

    def settle(self) -> None:
        """Bring what was written so far into the file, and open it anew, so that memory does not grow with its rows.

        An open transaction holds them all, and an open file what it knows of each group of them. Nothing is in place
        before `publish`, so nobody sees a part.
        """
        self._connection.execute("commit")
        self._connection.execute("checkpoint")
        self._connection.execute("use memory")
        self._connection.execute("detach work")
        self._begin()

    def rows(self, table: str, columns: list[str], key: str, values: list[str]) -> pl.DataFrame:
        """Columns of those rows of raw.<table>, written so far, whose key is one of the values."""
        sql = f"select {', '.join(columns)} from raw.{table} where list_contains(?, {key}) order by all"
        found: pl.DataFrame = self._connection.sql(sql, params=[values]).pl()
        return found

    def publish(self) -> None:
        """Close the file and put it in the place of the target, whose stale write-ahead log, if any, goes too."""
        self._connection.execute("commit")
        self._connection.execute("checkpoint")
        self._connection.close()
        shutil.rmtree(self._spill, ignore_errors=True)
        self._path.replace(self._target)
        self._target.with_name(f"{self._target.name}.wal").unlink(missing_ok=True)

    def close(self) -> None:
        """Leave; what was not published is removed."""
        self._connection.close()
        self._clear()

    def _begin(self) -> None:
        """Open the file, and a transaction for all tables of a shard: the log is written once, not after each table."""
        path = str(self._path).replace("'", "''")
        self._connection.execute(
            f"attach '{path}' as work (storage_version '{STORAGE_VERSION}', row_group_size {ROW_GROUP_SIZE})"
        )
        self._connection.execute("use work")
        self._connection.execute("begin")

    def _clear(self) -> None:
        self._path.unlink(missing_ok=True)
        self._path.with_name(f"{self._path.name}.wal").unlink(missing_ok=True)
        shutil.rmtree(self._spill, ignore_errors=True)


def ids(contents: list[tuple[str, pl.DataFrame, list[str]]]) -> list[pl.Series]:
    """Ids from content, one series per (prefix, rows, columns): the prefix and the first digits of a SHA-256.

    Hashed are the columns joined by chr(31), NULL as the empty string; DuckDB hashes all rows in one go.
    """
    hashed = []
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        for prefix, rows, columns in contents:
            joined = pl.concat_str([pl.col(c).fill_null("") for c in columns], separator="\x1f").alias("content")
            connection.register("contents", rows.select(joined).with_row_index("row_no"))
            sql = f"select '{prefix}' || left(sha256(content), {DIGITS}) as id from contents order by row_no"
            found: pl.Series = connection.sql(sql).pl().get_column("id")
            hashed.append(found.cast(pl.String).alias(f"{prefix}id"))
    return hashed
