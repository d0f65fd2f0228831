"""Where a build writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley import paths


def test_defaults_are_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_WAREHOUSE", raising=False)
    monkeypatch.delenv("PARLEY_WORK_DATABASE", raising=False)
    assert paths.published() == paths.ROOT / "warehouse" / "parley.duckdb"
    assert paths.work_database() == paths.ROOT / "warehouse" / "work.duckdb"
    assert paths.dbt_target() == paths.ROOT / "target"
    assert paths.environment() == {}


def test_environment_moves_both_files_and_dbt_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLEY_WAREHOUSE", "public/p.duckdb")
    monkeypatch.setenv("PARLEY_WORK_DATABASE", "work/w.duckdb")
    assert paths.published() == tmp_path / "public" / "p.duckdb"
    assert paths.dbt_target() == tmp_path / "work" / "target"
    assert paths.environment() == {
        "PARLEY_WAREHOUSE": str(tmp_path / "public" / "p.duckdb"),
        "PARLEY_WORK_DATABASE": str(tmp_path / "work" / "w.duckdb"),
    }


def test_shown_path_is_what_a_reader_would_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.shown(tmp_path / "a" / "b.duckdb") == "a/b.duckdb"
    assert paths.shown(Path("/elsewhere/b.duckdb")) == "/elsewhere/b.duckdb"
