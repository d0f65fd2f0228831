"""A small project of dbt: the generic tests and macros of Parley, set on tables that a test invents."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from parley.paths import ROOT

Verdicts = dict[str, int]
"""How many rows each test found, by the name of the table that it was set on."""

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
