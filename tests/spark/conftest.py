"""The shipped corpus, built on Spark and on DuckDB from one raw layer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from parley import paths
from tests.models.conftest import build_models

SCHEMAS = ("seeds", "intermediate", "marts")
MANY = 3
"""So few claims that most questions have more, so that each way of counting pairs has rows."""


@dataclass(frozen=True)
class Builds:
    """One corpus, built twice.

    Attributes:
        folder: of the Spark target.
        connection: to DuckDB's build as it stands, read-only, with the tables of Spark's build beside it: what is
            `marts.x` in the one is `spark_marts.x` in memory.
    """

    folder: Path
    connection: duckdb.DuckDBPyConnection

    def tables(self, schema: str) -> list[str]:
        """The tables of a schema of DuckDB's build."""
        query = "select table_name from duckdb_tables() where database_name = 'work' and schema_name = ? order by all"
        return [str(name) for (name,) in self.connection.execute(query, [schema]).fetchall()]

    def only_in(self, schema: str, table: str) -> dict[str, list[tuple[object, ...]]]:
        """The rows that only one of both has, up to five of each; columns are compared by name."""
        duck, spark = f"work.{schema}.{table}", f"spark_{schema}.{table}"
        columns = ", ".join(row[0] for row in self.connection.execute(f"describe {duck}").fetchall())
        query = "select {columns} from {one} except all select {columns} from {other} limit 5"
        rows = {
            name: self.connection.execute(query.format(columns=columns, one=one, other=other)).fetchall()
            for name, one, other in (("DuckDB", duck, spark), ("Spark", spark, duck))
        }
        return {name: found for name, found in rows.items() if found}


def compared(database: Path, folder: Path, built: Path) -> Builds:
    """Both builds in one connection.

    Args:
        database: the work file that DuckDB built.
        folder: of the Spark target.
        built: the folder of the schemas that Spark built.
    """
    connection = duckdb.connect()
    connection.execute(f"attach '{database}' as work (read_only)")
    for schema in (*SCHEMAS, "checks"):
        connection.execute(f"create schema spark_{schema}")
        for table in sorted((built / f"{schema}.db").glob("*")):
            connection.execute(
                f"create view spark_{schema}.{table.name} as select * from read_parquet('{table}/*.parquet')"
            )
    return Builds(folder, connection)


@pytest.fixture(scope="session")
def on_spark(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole build on Spark, by the command that a user types."""
    folder = tmp_path_factory.mktemp("spark")
    shutil.copytree(paths.CORPUS, folder / "corpus", ignore=shutil.ignore_patterns("originals"))
    command = [sys.executable, "-m", "parley", "build", "--target", "spark", "--corpus", str(folder / "corpus")]
    subprocess.run(command, cwd=paths.ROOT, env={**os.environ, "PARLEY_SPARK": str(folder / "target")}, check=True)
    return folder / "target"


@pytest.fixture(scope="session")
def builds(on_spark: Path) -> Iterator[Builds]:
    """The build on Spark, and DuckDB's of the same raw layer with its expectations."""
    database = on_spark / "work.duckdb"
    build_models(database, on_spark)
    checks = [sys.executable, "-m", "expectations", "--database", str(database)]
    subprocess.run(checks, cwd=paths.ROOT, check=True)
    both = compared(database, on_spark, on_spark / "built")
    yield both
    both.connection.close()


@pytest.fixture(scope="session")
def many_claims(builds: Builds, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builds]:
    """Both builds once more, with most questions taken for questions of many claims."""
    folder = tmp_path_factory.mktemp("many")
    shutil.copy(builds.folder / "work.duckdb", folder / "work.duckdb")
    build_models(folder / "work.duckdb", folder, "--vars", f"{{max_claims_with_pairs: {MANY}}}")
    command = [str(paths.spark_python()), "-m", "tests.spark.many_claims", str(builds.folder), str(folder), str(MANY)]
    subprocess.run(command, cwd=paths.ROOT, env={**os.environ, "PARLEY_SPARK": str(folder)}, check=True)
    both = compared(folder / "work.duckdb", folder, folder / "draft")
    yield both
    both.connection.close()
