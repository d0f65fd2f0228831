"""What a published file says of itself: how it was made, from which inputs, what it holds, and what was made before.

Four tables of schema checks, written last: builds (this build), history (the builds before it, and it), inputs (what
it was made from) and tables (rows and content of every table, so that a later change shows).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from parley import __version__
from parley.connection import open_read_only
from parley.failure import Failure

if TYPE_CHECKING:
    import duckdb

_CREATE_BUILDS = """
create or replace table checks.builds as
select
    'bld_' || $inputs[1:12] as build_id,
    $ordinal::bigint as ordinal,
    $replaced::bigint as replaced_ordinal,
    $built_at::timestamp as built_at,
    $inputs as inputs_sha256,
    $version as parley_version,
    version() as duckdb_version,
    (select count(*) from raw.documents) as n_documents,
    (select count(*) from marts.fct_claims) as n_claims,
    (select count(*) from marts.dim_questions) as n_questions,
    (select count(*) from checks.results) as n_checks,
    $seconds::double as seconds
"""

_CREATE_INPUTS = "create or replace table checks.inputs (input varchar primary key, sha256 varchar not null)"

_CREATE_TABLES = """
create or replace table checks.tables (
    schema_name varchar, table_name varchar, n_rows bigint not null, content varchar not null,
    primary key (schema_name, table_name)
)
"""

_BASE_TABLES = """
select schema_name, table_name
from duckdb_tables()
where not internal and not temporary and schema_name || '.' || table_name != 'checks.tables'
order by all
"""

# Of each row as text, whatever their order. Not DuckDB's own hash(): another version may count it otherwise.
_CONTENT = "select count(*), coalesce(sum(md5_number_lower(a_row::varchar)::hugeint), 0)::varchar from {table} as a_row"

_LAST_BUILD = """
select {columns}
from checks.builds
where
    n_claims = (select count(*) from marts.fct_claims)
    and n_questions = (select count(*) from marts.fct_answers)
    and n_checks = (select count(*) from checks.results)
"""

_HISTORY = "select {columns} from checks.history order by ordinal"

_DESCRIBED = (
    ("table checks.builds", "How this file was made, one row per build: this one."),
    ("column checks.builds.build_id", "Begins with bld_; the first 12 hex digits of inputs_sha256."),
    ("column checks.builds.ordinal", "The number of the build here: counts up, whatever the clock says."),
    ("column checks.builds.replaced_ordinal", "The build that was published until then; NULL where there was none."),
    ("column checks.builds.built_at", "When the build began to publish, UTC."),
    (
        "column checks.builds.inputs_sha256",
        "SHA-256 of all that the file was made from; a build of equal inputs is skipped.",
    ),
    ("column checks.builds.parley_version", "Version of Parley that built the file."),
    ("column checks.builds.duckdb_version", "Version of DuckDB that wrote the file."),
    ("column checks.builds.n_documents", "Documents read."),
    ("column checks.builds.n_claims", "Claims in marts.fct_claims."),
    ("column checks.builds.n_questions", "Questions in marts.dim_questions."),
    ("column checks.builds.n_checks", "Expectations evaluated, see checks.results."),
    ("column checks.builds.seconds", "How long the build took up to publication, in seconds."),
    (
        "table checks.history",
        "The builds published here up to this one; one row per build, as checks.builds.",
    ),
    ("table checks.inputs", "What this file was made from; one row per file, setting or installed version."),
    ("column checks.inputs.input", "Its name: corpus/…, models/…, original/…, setting/…, installed/…."),
    ("column checks.inputs.sha256", "SHA-256 of the file; of a setting or an installed version, its value."),
    ("table checks.tables", "What this file held when it was published; one row per table of it, this one aside."),
    ("column checks.tables.schema_name", "The schema of the table."),
    ("column checks.tables.table_name", "The name of the table."),
    ("column checks.tables.n_rows", "Rows."),
    ("column checks.tables.content", "Sum over all rows of a hash of the row, so that their order does not count."),
)


@dataclass(frozen=True)
class Build:
    """What a published file says of one build; the columns of checks.builds, where they are described."""

    build_id: str
    ordinal: int
    replaced_ordinal: int | None
    built_at: datetime
    inputs_sha256: str
    parley_version: str
    duckdb_version: str
    n_documents: int
    n_claims: int
    n_questions: int
    n_checks: int
    seconds: float


_COLUMNS = ", ".join(field.name for field in fields(Build))


@dataclass(frozen=True)
class Making:
    """How a draft came to be, to be written into it.

    Attributes:
        inputs: fingerprint of all inputs.
        listed: the inputs by name, see `parley.inputs.Listed`.
        seconds: how long the build took so far.
        earlier: the builds before it, oldest first.
        replaced: the ordinal of the build that is published now, or None.
    """

    inputs: str
    listed: Mapping[str, str]
    seconds: float
    earlier: Iterable[Build]
    replaced: int | None


def sign(connection: duckdb.DuckDBPyConnection, making: Making) -> None:
    """Write into an open draft how it was made and what it holds."""
    earlier = sorted(making.earlier, key=lambda build: build.ordinal)
    parameters = {
        "inputs": making.inputs,
        "ordinal": earlier[-1].ordinal + 1 if earlier else 1,
        "replaced": making.replaced,
        "built_at": _now(),
        "version": __version__,
        "seconds": round(making.seconds, 1),
    }
    connection.execute("create schema if not exists checks")
    connection.execute(_CREATE_BUILDS, parameters)
    connection.execute("create or replace table checks.history as from checks.builds where false")
    _fill(connection, "history", [[getattr(build, field.name) for field in fields(Build)] for build in earlier])
    connection.execute("insert into checks.history from checks.builds")
    connection.execute(_CREATE_INPUTS)
    _fill(connection, "inputs", sorted(making.listed.items()))
    connection.execute(_CREATE_TABLES)
    _fill(connection, "tables", [(*name, *held) for name, held in contents(connection).items()])
    for thing, text in _DESCRIBED:
        connection.execute(f"comment on {thing} is '{text}'")
        if thing.startswith("column checks.builds."):
            connection.execute(f"comment on {thing.replace('.builds.', '.history.')} is '{text}'")


def contents(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], tuple[int, str]]:
    """Rows and content of every table of an open file but checks.tables, by schema and name."""
    found = {}
    for schema, table in connection.execute(_BASE_TABLES).fetchall():
        name = f'"{schema}"."{table}"'
        rows, content = connection.execute(_CONTENT.format(table=name)).fetchone() or (0, "0")
        found[schema, table] = (int(rows), str(content))
    return found


def last_build(target: Path) -> Build | None:
    """What a published file says of its making; None where there is no whole one, or rows of it are gone."""
    return read(target)[0]


def read(target: Path) -> tuple[Build | None, list[Build]]:
    """What a file says of its making, as `last_build`, and the builds that it knows of, oldest first."""
    import duckdb

    try:
        connection = open_read_only(target)
    except Failure:
        return None, []
    found: list[list[Build]] = []
    try:
        for query in (_LAST_BUILD, _HISTORY):
            rows = connection.execute(query.format(columns=_COLUMNS)).fetchall()
            found.append([Build(*row) for row in rows])
    except duckdb.Error:
        return None, []
    finally:
        connection.close()
    builds, earlier = found
    return (builds[0] if builds else None), earlier


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Iterable[object]]) -> None:
    """Insert rows into a table of schema checks."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        # One statement: a row at a time costs a third of a second where the inputs are 700.
        places = ", ".join("unnest(?)" for _ in columns)
        connection.execute(f"insert into checks.{table} select {places}", columns)


def _now() -> datetime:
    """The time in UTC, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
