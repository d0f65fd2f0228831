"""A model is built under its own name in one transaction: with its contract and comments, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from parley.paths import ROOT

BUILD = "import sys; from dbt.cli.main import dbtRunner; sys.exit(not dbtRunner().invoke(sys.argv[1:]).success)"

ID = {"name": "id", "data_type": "integer", "description": "It's the id.", "constraints": [{"type": "not_null"}]}
MODEL = {"name": "built", "description": "One row per id.", "columns": [ID]}
KEY = {"type": "primary_key", "columns": ["id"]}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The DuckDB file of a project with the macros of this one."""
    shutil.copytree(ROOT / "macros", tmp_path / "macros", ignore=shutil.ignore_patterns("*.yml"))
    output = {"type": "duckdb", "path": str(tmp_path / "invented.duckdb"), "schema": "main", "threads": 1}
    profile = {"parley": {"target": "duckdb", "outputs": {"duckdb": output}}}
    (tmp_path / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    return tmp_path / "invented.duckdb"


def build(database: Path, query: str, model: dict[str, Any], **settings: Any) -> bool:
    """Build one model, called built; whether it succeeded."""
    folder = database.parent
    (folder / "models").mkdir(exist_ok=True)
    (folder / "models" / "built.sql").write_text(query, encoding="utf-8")
    (folder / "models" / "built.yml").write_text(yaml.safe_dump({"models": [model]}), encoding="utf-8")
    configured = {f"+{name}": value for name, value in settings.items()}
    project = {
        "name": "parley",
        "version": "1.0.0",
        "profile": "parley",
        "flags": {"send_anonymous_usage_stats": False, "version_check": False},
        "models": {"+persist_docs": {"relation": True, "columns": True}, **configured},
    }
    (folder / "dbt_project.yml").write_text(json.dumps(project), encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        BUILD,
        "--quiet",
        "run",
        "--project-dir",
        str(folder),
        "--profiles-dir",
        str(folder),
    ]
    return subprocess.run(command, cwd=folder, env=dict(os.environ), check=False, capture_output=True).returncode == 0


def ask(database: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(query).fetchall()


def test_a_table_keeps_its_contract_and_comments_and_a_failure_leaves_it(database: Path) -> None:
    model = MODEL | {"constraints": [KEY]}
    contract = {"enforced": True}
    assert build(database, "select 1 as id", model, materialized="table", contract=contract)
    for wrong in (
        "select 'one' as id",  # another type than the contract's, which the insert alone would accept
        "select 2 as id, 3 as more",
        "select null::integer as id",
        "select 2 as id union all select 2",
        "select error('fails at work')::integer as id",
    ):
        assert not build(database, wrong, model, materialized="table", contract=contract), wrong
    assert ask(database, "select id from built") == [(1,)]
    assert ask(database, "select comment from duckdb_tables()") == [("One row per id.",)]
    assert ask(database, "select comment, is_nullable from duckdb_columns() where table_name = 'built'") == [
        ("It's the id.", False)
    ]
    kinds = ask(database, "select constraint_type from duckdb_constraints() where table_name = 'built' order by all")
    assert ("PRIMARY KEY",) in kinds
    assert build(database, "select 2 as id", model, materialized="table", contract=contract)
    assert ask(database, "select id from built") == [(2,)]


def test_a_table_and_a_view_take_each_others_place(database: Path) -> None:
    kinds = []
    for kind in ("view", "table", "view"):
        assert build(database, "select 1 as id", MODEL, materialized=kind)
        kinds += ask(database, "select table_type from information_schema.tables where table_name = 'built'")
    assert kinds == [("VIEW",), ("BASE TABLE",), ("VIEW",)]
    assert ask(database, "select comment from duckdb_views() where not internal") == [("One row per id.",)]
    assert ask(database, "select comment from duckdb_columns() where table_name = 'built'") == [("It's the id.",)]


def test_settings_that_would_be_passed_over_are_refused(database: Path) -> None:
    indexes = [{"columns": ["id"]}]
    assert not build(database, "select 1 as id", MODEL, materialized="table", indexes=indexes)
    assert not build(database, "select 1 as id", MODEL, materialized="table", **{"post-hook": "select 1"})
