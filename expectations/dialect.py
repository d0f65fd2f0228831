"""How Great Expectations reaches DuckDB: the smallest SQLAlchemy dialect that lets it push its checks down.

Great Expectations knows no DuckDB; SQLAlchemy does not either. Importing this module registers the URL scheme
`duckdb+parley://`; the file is named in connect_args, where no character of its path needs escaping. The DB-API is the
module duckdb as it is: each of its cursors is a connection of its own, so a result outlives the rollback with which
SQLAlchemy gives a connection back, and that is where Great Expectations reads it. Reflection asks DuckDB's own
catalogue functions. Only what the checks need is here: reading tables and views. docs/decisions/0004-expectations.md
has the alternatives and the numbers.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import duckdb
from sqlalchemy import Connection, exc, text, types
from sqlalchemy.dialects import registry
from sqlalchemy.engine import URL, default
from sqlalchemy.engine.interfaces import ReflectedColumn

SCHEME = "duckdb+parley"

SQL_TYPES: dict[str, types.TypeEngine[Any]] = {
    "BIGINT": types.BigInteger(),
    "INTEGER": types.Integer(),
    "HUGEINT": types.BigInteger(),
    "DOUBLE": types.Double(),
    "BOOLEAN": types.Boolean(),
    "DATE": types.Date(),
    "TIMESTAMP": types.DateTime(),
}
"""DuckDB's column types as SQLAlchemy's; a type that is missing here is read as text."""


class DuckDBDialect(default.DefaultDialect):
    """SQLAlchemy's plain dialect on the module duckdb, for reading."""

    name = "duckdb"
    driver = "parley"
    default_paramstyle = "qmark"
    supports_native_boolean = True
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        """The DB-API module: duckdb itself."""
        return duckdb

    def create_connect_args(self, url: URL) -> tuple[list[Any], dict[str, Any]]:
        """No arguments from the URL: the caller's connect_args name the file and ask for read_only."""
        return [], {}

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Nothing: the checks only read, and DuckDB refuses to end a transaction that was never begun."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Nothing, for the same reason."""

    def has_table(self, connection: Connection, table_name: str, schema: str | None = None, **kw: Any) -> bool:
        """Whether the schema holds a table or view of that name."""
        return bool(_columns(connection, table_name, schema))

    def get_columns(
        self, connection: Connection, table_name: str, schema: str | None = None, **kw: Any
    ) -> list[ReflectedColumn]:
        """Name, type and nullability of each column, in the table's order.

        Raises NoSuchTableError where there is no such table or view.
        """
        rows = _columns(connection, table_name, schema)
        if not rows:
            raise exc.NoSuchTableError(table_name)
        return [
            {"name": name, "type": SQL_TYPES.get(data_type, types.VARCHAR()), "nullable": nullable, "default": None}
            for name, data_type, nullable in rows
        ]


def _columns(connection: Connection, table_name: str, schema: str | None) -> list[Any]:
    """Rows of (name, DuckDB type, nullable) of a table or view; empty where there is none."""
    query = text(
        "select column_name, data_type, is_nullable from duckdb_columns() "
        "where database_name = current_database() and schema_name = :schema and table_name = :table_name "
        "order by column_index"
    )
    return list(connection.execute(query, {"schema": schema or "main", "table_name": table_name}))


registry.register(SCHEME.replace("+", "."), __name__, DuckDBDialect.__name__)
