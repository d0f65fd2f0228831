"""The commands about builds that were, from outside."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from parley.cli import cli
from parley.history import kept

from .coded import BODIES, FORTY, LONGER, publish_coded


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The published file that the commands see: the second build of two."""
    path = tmp_path / "parley.duckdb"
    publish_coded(path, (FORTY, LONGER, BODIES))
    publish_coded(path, (FORTY, LONGER))
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(path))
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def test_history_lists_the_builds_and_what_is_kept(target: Path) -> None:
    lines = run("history").output.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert lines[0].endswith("2 documents, 3 claims, 2 questions, 1 checks  (kept)")
    assert lines[1].endswith("2 documents, 2 claims, 2 questions, 1 checks  (published, kept)")
    records = json.loads(run("history", "--format", "json").output)
    assert [(record["ordinal"], record["state"]) for record in records] == [(1, "kept"), (2, "published, kept")]
    assert run("history", "--format", "csv").output.startswith("ordinal,build_id,built_at,")


def test_rollback_says_what_it_returned_to_and_history_shows_it(target: Path) -> None:
    result = run("rollback")
    assert result.exit_code == 0
    assert f"published again: {kept(target)[1].build_id} (1)" in result.output
    assert [line.rsplit("(", 1)[1] for line in run("history").output.splitlines()] == ["published, kept)", "kept)"]


def test_rollback_to_nothing_is_wrong_use(target: Path) -> None:
    before = target.read_bytes()
    result = run("rollback", "17")
    assert result.exit_code == 2
    assert "no build '17' is kept here" in result.output
    assert target.read_bytes() == before


def test_nothing_published_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(tmp_path / "none.duckdb"))
    assert "nothing has been published here yet" in run("history").output
    assert run("verify").exit_code == 1
    assert "no build is kept here" in run("rollback").output


def test_verify_tells_what_it_checked_and_exits_by_what_it_found(target: Path) -> None:
    assert run("verify", "--file-only").exit_code == 4, "the contracts of the project are not those of this file"
    changed = run("verify")
    assert changed.exit_code == 4
    assert "whole, but its inputs have changed since" in changed.output
    with duckdb.connect(target) as connection:
        connection.execute("update marts.fct_claims set value = 41")
    damaged = run("verify")
    assert damaged.exit_code == 1
    assert "marts.fct_claims: values have changed since publication" in damaged.output
    assert run("verify", "1", "--file-only").exit_code == 4


@pytest.mark.parametrize("words", [("verify", "17"), ("diff", "1", "17"), ("diff", "17", "1")])
def test_a_build_that_is_not_kept_is_wrong_use(words: tuple[str, ...], target: Path) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "no build '17' is kept here" in result.output
