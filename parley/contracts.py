"""The contracts of the marts, as the models' own files promise them, and what of them an open file does not keep."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]

from parley import paths

if TYPE_CHECKING:
    import duckdb

_TYPES = {"string": "VARCHAR", "bigint": "BIGINT", "boolean": "BOOLEAN", "date": "DATE", "double": "DOUBLE"}
"""How DuckDB names the types that a contract may promise."""

_COLUMNS = """
select column_name, data_type, is_nullable
from duckdb_columns()
where schema_name = 'marts' and table_name = $table and not internal
order by column_index
"""


@dataclass(frozen=True)
class Contract:
    """What one model promises.

    Attributes:
        table: its name in schema marts.
        source: the file that says so, from the project's folder.
        sha256: of that file.
        columns: name to type, in DuckDB's words.
        required: the columns that are never NULL.
        key: the columns that tell one row from another.
    """

    table: str
    source: str
    sha256: str
    columns: dict[str, str]
    required: frozenset[str]
    key: tuple[str, ...]


def of_models(folder: Path | None = None) -> list[Contract]:
    """The contract of every model in a folder; by default of the project's marts."""
    folder = folder or paths.ROOT / "models" / "marts"
    found = []
    for path in sorted(folder.glob("*.yml")):
        content = path.read_bytes()
        models = (yaml.safe_load(content) or {}).get("models", [])
        found += [_contract(model, path, hashlib.sha256(content).hexdigest()) for model in models]
    return found


def broken(connection: duckdb.DuckDBPyConnection, contract: Contract) -> Iterator[str]:
    """What an open file does not keep of a contract, a line each: columns, types, NULLs, the key."""
    table = f"marts.{contract.table}"
    found = {
        name: (kind, nullable)
        for name, kind, nullable in connection.execute(_COLUMNS, {"table": contract.table}).fetchall()
    }
    if not found:
        yield f"{table}: the table is missing"
        return
    for name, kind in contract.columns.items():
        if name not in found:
            yield f"{table}: column {name} is missing"
        elif found[name][0] != kind:
            yield f"{table}: column {name} is {found[name][0]}, not {kind}"
    yield from (f"{table}: column {name} is in no contract" for name in found if name not in contract.columns)
    yield from _empty(connection, table, sorted(contract.required & set(found)))
    if contract.key and set(contract.key) <= set(found):
        yield from _doubled(connection, table, contract.key)


def _contract(model: dict[str, Any], path: Path, sha256: str) -> Contract:
    """One model of a file."""
    columns = model.get("columns", [])
    constraints = model.get("constraints", [])
    required = (c["name"] for c in columns if any(k["type"] == "not_null" for k in c.get("constraints", [])))
    keys = [tuple(c["columns"]) for c in constraints if c["type"] == "primary_key"]
    types = {c["name"]: _TYPES.get(c["data_type"], c["data_type"].upper()) for c in columns}
    source = path.relative_to(paths.ROOT).as_posix() if path.is_relative_to(paths.ROOT) else str(path)
    return Contract(model["name"], source, sha256, types, frozenset(required), keys[0] if keys else ())


def _empty(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> Iterator[str]:
    """The columns that must not be NULL and are."""
    if not columns:
        return
    counts = ", ".join(f'count(*) - count("{name}")' for name in columns)
    row = connection.execute(f"select {counts} from {table}").fetchone() or ()
    yield from (f"{table}: column {name} is NULL in {n:,} rows" for name, n in zip(columns, row, strict=True) if n)


def _doubled(connection: duckdb.DuckDBPyConnection, table: str, key: tuple[str, ...]) -> Iterator[str]:
    """The key, where two rows share one."""
    names = ", ".join(f'"{name}"' for name in key)
    query = f"select count(*) from (select 1 from {table} group by {names} having count(*) > 1)"
    (doubled,) = connection.execute(query).fetchone() or (0,)
    if doubled:
        yield f"{table}: {doubled:,} keys ({', '.join(key)}) stand more than once"
