"""The job as plain SQL in DuckDB: `python -m benchmarks.peers.by_hand claims.parquet answers.parquet`."""

from __future__ import annotations

import sys

import duckdb

from benchmarks.peers.job import TABLES


def main(claims: str, answers: str) -> None:
    """Read the one file and write the other."""
    connection = duckdb.connect()
    connection.execute(f"create view claims as from read_parquet('{claims}')")
    for name, statement in TABLES.items():
        connection.execute(f"create table {name} as {statement}")
    connection.execute(f"copy answers to '{answers}' (format parquet)")


if __name__ == "__main__":
    main(*sys.argv[1:])
