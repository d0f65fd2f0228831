"""The command line, from outside: what it prints and how it exits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from parley import __version__, paths
from parley import build as building
from parley.cli import cli
from parley.failure import Failure


def environment(published: Path) -> dict[str, str]:
    return {**os.environ, "PARLEY_WAREHOUSE": str(published), "PYTHONPATH": str(paths.ROOT), "COLUMNS": "100"}


def call(*arguments: str, cwd: Path, published: Path | None = None, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "parley", *arguments]
    variables = environment(published or cwd / "none.duckdb")
    return subprocess.run(command, cwd=cwd, env=variables, input=text, capture_output=True, text=True, timeout=60)


def test_version() -> None:
    assert CliRunner().invoke(cli, ["--version"]).output.strip().endswith(__version__)


@pytest.mark.parametrize(
    "command",
    [[], ["build"], ["sql"], ["dashboard"], ["history"], ["verify"], ["diff"], ["rollback"]],
    ids=lambda words: " ".join(words) or "-",
)
def test_help_teaches_by_example(command: list[str]) -> None:
    result = CliRunner().invoke(cli, [*command, "--help"])
    assert result.exit_code == 0
    assert "  parley " + " ".join(command) in result.output


def test_sql_works_from_any_folder(published: Path, tmp_path: Path) -> None:
    result = call(
        "sql", "--format", "csv", "select count(*) as n from marts.fct_claims", cwd=tmp_path, published=published
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "n\n3\n", "")


def test_sql_reads_the_statement_from_standard_input(published: Path, tmp_path: Path) -> None:
    result = call("sql", "--format=csv", "-", cwd=tmp_path, published=published, text="select 1 as one;\n")
    assert (result.returncode, result.stdout) == (0, "one\n1\n")


def test_sql_error_is_told_without_a_traceback(published: Path, tmp_path: Path) -> None:
    result = call("sql", "select nothing from marts.fct_claims", cwd=tmp_path, published=published)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert "describe marts.fct_claims" in result.stderr


def test_sql_that_writes_is_wrong_use(published: Path, tmp_path: Path) -> None:
    result = call("sql", "drop table marts.fct_claims", cwd=tmp_path, published=published)
    assert result.returncode == 2
    assert "DROP is refused" in result.stderr


def test_reader_who_stops_reading_is_no_error(published: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m parley sql --format csv 'from range(1000000)' | head -n 1"
    result = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment(published), capture_output=True, text=True, timeout=60
    )
    assert (result.stdout, result.stderr) == ("range\n", "")


@pytest.mark.parametrize("command", [["sql", "select 1"], ["dashboard"]], ids=["sql", "dashboard"])
def test_missing_warehouse_says_what_to_do(command: list[str], tmp_path: Path) -> None:
    result = call(*command, cwd=tmp_path)
    assert result.returncode == 1
    assert "make build" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (Failure("models", "2 nodes of dbt failed", details="fct_claims", remedy="look at the log"), 1, "fct_claims"),
        (Failure("build", "another build is running", exit_code=3), 3, "another build"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (ZeroDivisionError("a slip"), 1, "ZeroDivisionError: a slip"),
    ],
    ids=["step", "lock", "interrupt", "slip"],
)
def test_failed_build_says_what_happened_and_that_nothing_was_published(
    error: BaseException, code: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(building, "build", fail)
    result = CliRunner().invoke(cli, ["build"])
    assert result.exit_code == code
    assert told in result.output
    assert ("Nothing was published" in result.output) == (code != 3)
