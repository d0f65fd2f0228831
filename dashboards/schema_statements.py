"""What the SQL page tells of the tables: their names, sizes and meanings, from the comments in the file itself."""

from __future__ import annotations

from dashboards.warehouse import Row, rows

# The tables that others rely on come first; the steps between them last.
_ORDER = "list_position(['marts', 'seeds', 'checks', 'raw', 'staging', 'intermediate'], schema_name) nulls last"

_TABLES = f"""
select schema_name, table_name, estimated_size as n_rows, comment as meaning
from duckdb_tables()
where database_name = 'parley' and not internal
union all
select schema_name, view_name, null, comment
from duckdb_views()
where database_name = 'parley' and not internal
order by {_ORDER}, schema_name, table_name
"""

_COLUMNS = """
select schema_name, table_name, column_name, lower(data_type) as data_type, comment as meaning
from duckdb_columns()
where database_name = 'parley' and not internal
order by schema_name, table_name, column_index
"""


def tables() -> list[Row]:
    """The tables and views: schema_name, table_name, n_rows (NULL for a view), meaning."""
    return rows(_TABLES)


def columns() -> list[Row]:
    """Their columns in order: schema_name, table_name, column_name, data_type, meaning."""
    return rows(_COLUMNS)
