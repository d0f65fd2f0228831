"""The one hardened, read-only connection to a warehouse file; command line, SQL page and dashboard all use it.

DuckDB's `read_only` alone still lets a statement read any file of the machine and write others, and a COPY inside a
CTE can overwrite the open database itself. Each setting below closes a way that was tried; the reasons and the
order are in docs/decisions/0003-publication.md. A statement that somebody else wrote needs more than settings: it runs
in a process of its own, see `parley.sandbox`.
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

DAMAGED = "close the program that has it open for writing; if it is damaged, run `parley build --force`"
"""What to do about a file that cannot be opened."""

_SETTINGS = (
    "enable_progress_bar = false",
    "threads = 2",
    "temp_directory = ''",
    "home_directory = ''",
    "secret_directory = ''",
    "extension_directory = ''",
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


class NotReading(Exception):
    """The text is not one reading statement.

    Attributes:
        what: in one sentence, without the stop.
        remedy: what to do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


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
        raise missing(path)
    connection = duckdb.connect()
    try:
        connection.execute(f"set max_execution_time = {int(seconds * 1000)}")
        attach(connection, path, memory=memory)
    except duckdb.Error as error:
        connection.close()
        raise Failure("warehouse", f"{shown(path)} cannot be opened", details=str(error), remedy=DAMAGED) from error
    return connection


def attach(connection: duckdb.DuckDBPyConnection, path: Path, *, memory: str) -> None:
    """Attach a warehouse file to a fresh engine, make it the default catalog, and close every way out.

    Args:
        connection: to an engine that has nothing else attached.
        path: the warehouse file.
        memory: what a statement may use, in DuckDB's notation.

    Raises:
        duckdb.Error: the file cannot be opened.
    """
    connection.execute(f"attach {_quoted(path)} as {CATALOG} (read_only)")
    connection.execute(f"use {CATALOG}")
    connection.execute(f"set memory_limit = '{memory}'")
    for setting in _SETTINGS:
        connection.execute(f"set {setting}")


def cursor_of(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor for one thread: it does not inherit the default catalog, so this sets it again."""
    cursor = connection.cursor()
    cursor.execute(f"use {CATALOG}")
    return cursor


def only_reading(connection: duckdb.DuckDBPyConnection, statement: str) -> duckdb.Statement:
    """The one statement in the text, if it is of a reading kind.

    The kind alone proves nothing (a CTE may write and count as SELECT): the connection's settings do. It is here to
    tell a reader plainly what can be asked.

    Raises:
        NotReading: it is none, or several, or of another kind.
        duckdb.Error: it cannot be parsed.
    """
    found = connection.extract_statements(statement)
    if len(found) != 1:
        raise NotReading(
            f"expected one statement, found {len(found)}", "write one statement, and run the next one after it"
        )
    try:
        kind = found[0].type.name
    except ValueError:  # DuckDB has kinds that its Python client does not know
        kind = "THIS"
    if kind not in ("SELECT", "EXPLAIN"):
        if kind == "MULTI":
            remedy = "in a PIVOT, name the values: pivot … on verdict in ('agree', 'conflict')"
        else:
            remedy = "use SELECT, FROM, WITH, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN"
        raise NotReading(f"{kind.replace('_', ' ')} is refused: statements can only read", remedy)
    return found[0]


def missing(path: Path) -> Failure:
    """What to say where there is no file."""
    return Failure("warehouse", f"there is no warehouse at {shown(path)}", remedy="run `make build` first")


def _quoted(path: Path) -> str:
    """The path as an SQL string."""
    return "'" + str(path).replace("'", "''") + "'"
