"""The job in Parley's daily way: `python -m benchmarks.peers.by_parley claims.parquet answers.parquet work.duckdb`.

The file is the fresh raw layer: it is compared with the kept one, and what depends on it is built again in the work
file by kept statements, with a test of the key of each table: `parley.rebuild`, as `parley build` after an edit.
`prepare` makes the work file that the last build would have left.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from benchmarks.peers.job import TABLES, tables_read
from parley.rebuild import rebuild
from parley.remains import Node

_CLAIMS = "source.parley.raw.claims"
_KEYLESS = ("intervals", "ends")


def nodes() -> list[Node]:
    """The tables of the job and a test of each key, as dbt would have left them."""
    found = []
    for name, statement in TABLES.items():
        read = tables_read(statement)
        needs = tuple(_CLAIMS if other == "claims" else f"model.parley.{other}" for other in read)
        create = f"create or replace table {name} as {statement}"
        found.append(Node(f"model.parley.{name}", name, "table", f'"main"."{name}"', needs, False, create))
        if name not in _KEYLESS:
            query = f"""
                select count(*), count(*) != 0, count(*) != 0
                from (select question_id from {name} group by all having count(*) > 1 or question_id is null)
            """
            found.append(Node(f"test.parley.{name}", f"key_of_{name}", "test", "", (found[-1].node_id,), True, query))
    return found


def prepare(claims: str, work: Path) -> None:
    """Make the work file of a build of other claims: each interval is off by one."""
    with duckdb.connect(str(work)) as connection:
        connection.execute("create schema raw")
        query = f"select * replace (low + 1 as low, high + 1 as high) from read_parquet('{claims}')"
        connection.execute(f"create table raw.claims as {query}")
        connection.execute("create view claims as from raw.claims")
        for name, statement in TABLES.items():
            connection.execute(f"create table {name} as {statement}")


def main(claims: str, answers: str, work: str) -> None:
    """Read the one file and write the other, by way of the kept work file."""
    fresh = Path(work).with_name("fresh.duckdb")
    fresh.unlink(missing_ok=True)
    with duckdb.connect(str(fresh)) as connection:
        connection.execute("create schema raw")
        connection.execute(f"create view raw.claims as from read_parquet('{claims}')")
    rebuild(Path(work), fresh, nodes(), lambda done, total: None)
    with duckdb.connect(work, read_only=True) as connection:
        connection.execute(f"copy answers to '{answers}' (format parquet)")


if __name__ == "__main__":
    main(*sys.argv[1:])
