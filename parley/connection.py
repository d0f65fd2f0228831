"""The one hardened, read-only connection to a warehouse file; command line and dashboard both use it.

DuckDB's `read_only` alone still lets a statement read any file of the machine and write others, and a COPY inside a
CTE can overwrite the open database itself. Each setting below closes a way that was tried; the reasons and the
order are in docs/decisions/0003-publication.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from parley.failure import Failure
from parley.paths import shown

if TYPE_CHECKING:
    import duckdb

CATALOG = "parley"
"""The name under which the file is attached, whatever its own: `parley.marts.fct_answers` always works."""

_SETTINGS = (
    "enable_progress_bar = false",
    "threads = 2",
    "temp_directory = ''",
    "max_expression_depth = 250",
    "python_enable_replacements = false",
    "allow_persistent_secrets = false",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "allow_community_extensions = false",
    "enable_external_access = false",
    # After the file is open, before the lock: closes COPY ... TO inside a CTE, which DuckDB counts as a SELECT.
    "disabled_filesystems = 'LocalFileSystem'",
    "lock_configuration = true",
)


def open_read_only(path: Path, *, seconds: float = 60, memory: str = "1GB") -> duckdb.DuckDBPyConnection:
    """Open a warehouse file so that no statement can write to it, read another file, or load code.

    The file is attached to an engine of its own: a connection opened after a new publication sees the new file, even
    while older connections of the same process still read the old one.

    Args:
        path: the warehouse file.
        seconds: after this long a statement is stopped.
        memory: what a statement may use, in DuckDB's notation.

    Returns:
        A connection whose default catalog is the file. Use one cursor per thread, from `cursor_of`.

    Raises:
        Failure: the file is missing, is no DuckDB database, or another program holds it for writing.
    """
    import duckdb

    if not path.is_file():
        raise Failure("warehouse", f"there is no warehouse at {shown(path)}", remedy="run `make build` first")
    connection = duckdb.connect()
    try:
        connection.execute(f"attach {_quoted(path)} as {CATALOG} (read_only)")
        connection.execute(f"use {CATALOG}")
        connection.execute(f"set memory_limit = '{memory}'")
        connection.execute(f"set max_execution_time = {int(seconds * 1000)}")
        for setting in _SETTINGS:
            connection.execute(f"set {setting}")
    except duckdb.Error as error:
        connection.close()
        raise Failure(
            "warehouse",
            f"{shown(path)} cannot be opened",
            details=str(error),
            remedy="close the program that has it open for writing; if it is damaged, run `parley build --force`",
        ) from error
    return connection


def cursor_of(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor for one thread: it does not inherit the default catalog, so this sets it again."""
    cursor = connection.cursor()
    cursor.execute(f"use {CATALOG}")
    return cursor


def _quoted(path: Path) -> str:
    """The path as an SQL string."""
    return "'" + str(path).replace("'", "''") + "'"
