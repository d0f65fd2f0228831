"""Two builds for the tests: a small project of dbt on tables that a test invents, and the whole corpus as it stands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

import ingest
from parley.paths import ROOT

Verdicts = dict[str, int]
"""How many rows each test found, by the name of the table that it was set on."""

BUILD = "import sys; from dbt.cli.main import dbtRunner; sys.exit(not dbtRunner().invoke(sys.argv[1:]).success)"
"""dbt in a process of its own, which gives up the lock on the file when it ends."""

PROJECT = {
    "name": "parley",
    "version": "1.0.0",
    "profile": "parley",
    "macro-paths": ["macros"],
    "test-paths": ["tests"],
    "flags": {"send_anonymous_usage_stats": False, "version_check": False, "use_colors": False},
}


def profile(database: Path) -> dict[str, Any]:
    """The profile of a project on one DuckDB file."""
    output = {"type": "duckdb", "path": str(database), "schema": "main", "threads": 1}
    return {"parley": {"target": "duckdb", "outputs": {"duckdb": output}}}


@pytest.fixture
def run_generic_test(tmp_path: Path) -> Callable[[str, dict[str, Any], dict[str, str]], Verdicts]:
    """Set a generic test with its arguments on each table (name: query) and say how many rows it finds there."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    def run(test: str, arguments: dict[str, Any], tables: dict[str, str]) -> Verdicts:
        database = tmp_path / "invented.duckdb"
        with duckdb.connect(str(database)) as connection:
            for name, query in tables.items():
                connection.execute(f"create table {name} as {query}")
        shutil.copytree(ROOT / "macros", tmp_path / "macros", ignore=shutil.ignore_patterns("*.yml"))
        shutil.copytree(ROOT / "tests" / "warehouse" / "generic", tmp_path / "tests" / "generic")
        tested = [
            {"name": name, "data_tests": [{test: {"arguments": arguments, "name": f"test_of_{name}"}}]}
            for name in tables
            if not name.startswith("list_")
        ]
        listed = [{"name": name} for name in tables if name.startswith("list_")]
        sources = {"sources": [{"name": "invented", "schema": "main", "tables": tested + listed}]}
        (tmp_path / "models").mkdir()
        (tmp_path / "models" / "sources.yml").write_text(yaml.safe_dump(sources), encoding="utf-8")
        (tmp_path / "dbt_project.yml").write_text(yaml.safe_dump(PROJECT), encoding="utf-8")
        (tmp_path / "profiles.yml").write_text(yaml.safe_dump(profile(database)), encoding="utf-8")
        folders = ["--project-dir", str(tmp_path), "--profiles-dir", str(tmp_path)]
        try:
            result = dbtRunner().invoke(["--quiet", "--warn-error", "test", *folders])
        finally:
            if DuckDBConnectionManager._ENV:
                DuckDBConnectionManager._ENV.close()
            DuckDBConnectionManager.close_all_connections()
        assert result.exception is None, result.exception
        return {found.node.name.removeprefix("test_of_"): found.failures for found in result.result}

    return run


def build_models(database: Path, folder: Path, *arguments: str) -> None:
    """Seeds and models on a work file, without tests; `folder` takes what dbt writes beside it.

    `arguments` are further ones of dbt's command line.
    """
    command = ["--quiet", "--warn-error", "build", "--exclude-resource-type", "test", "unit_test"]
    places = ["--project-dir", str(ROOT), "--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    environment = os.environ | {"PARLEY_WORK_DATABASE": str(database)}
    subprocess.run([sys.executable, "-c", BUILD, *command, *places, *arguments], cwd=ROOT, env=environment, check=True)


@pytest.fixture(scope="session")
def build() -> Callable[[Path, Path], None]:
    """Run the models on a work file."""
    return build_models


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as it stands, through ingest and the models: the work file."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "corpus", folder / "corpus", ignore=shutil.ignore_patterns("originals"))
    ingest.run(folder / "corpus", None, folder / "work.duckdb")
    build_models(folder / "work.duckdb", folder)
    return folder / "work.duckdb"


@pytest.fixture
def ask(built: Path) -> Callable[[str], list[tuple[object, ...]]]:
    """Ask the whole build a question in SQL and get its rows."""

    def rows(query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(built), read_only=True) as connection:
            return connection.sql(query).fetchall()

    return rows
