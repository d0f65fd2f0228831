"""When the work file of the last build may be built on, and when not."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from parley import remains
from parley.inputs import Listed, digest_of
from parley.signature import Build

LISTED: Listed = {
    "corpus/events.csv": "aa",
    "original/bb": "bb",
    "models/marts/x.sql": "cc",
    "setting/quarantine": "no",
}
NODE = remains.Node("model.parley.x", "x", "table", '"marts"."x"', ("source.parley.raw.events",), False, "select 1")
PUBLISHED = Build(
    "bld_0", 1, None, datetime(2025, 7, 23), digest_of(LISTED), "1", "2", n_documents=1, n_claims=1, n_questions=1,
    n_checks=1, seconds=1.0,
)  # fmt: skip


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A work file that a build has left, with its statements."""
    path = tmp_path / "work.duckdb"
    path.write_bytes(b"what the build made")
    remains.write_statements(remains.statements_of(path), [NODE])
    remains.recorded(path, LISTED)
    return path


def test_statements_come_back_where_only_the_corpus_has_changed(work: Path) -> None:
    edited = {**LISTED, "corpus/events.csv": "ff", "corpus/claims/new.csv": "ee"}
    del edited["original/bb"]
    assert remains.usable(work, PUBLISHED, edited) == [NODE]


@pytest.mark.parametrize("name", ["models/marts/x.sql", "setting/quarantine", "macros/new.sql"])
def test_other_recipe_is_built_in_full(name: str, work: Path) -> None:
    assert "have changed" in str(remains.usable(work, PUBLISHED, {**LISTED, name: "other"}))


def test_other_publication_is_built_in_full(work: Path) -> None:
    """As after a rollback, or where the published file is gone."""
    rolled_back = replace(PUBLISHED, inputs_sha256="another")
    assert "not that of the published build" in str(remains.usable(work, rolled_back, LISTED))
    assert "not that of the published build" in str(remains.usable(work, None, LISTED))


def test_work_file_that_was_written_to_is_built_in_full(work: Path) -> None:
    """As by `dbt build`, `python -m ingest` or a client of DuckDB: the same size and bytes do not hide it."""
    status = work.stat()
    work.write_bytes(work.read_bytes())
    os.utime(work, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "was written to" in str(remains.usable(work, PUBLISHED, LISTED))


def test_work_file_with_a_log_beside_it_is_built_in_full(work: Path) -> None:
    work.with_name("work.duckdb.wal").write_bytes(b"left by a killed client")
    assert "was written to" in str(remains.usable(work, PUBLISHED, LISTED))


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"inputs_sha256": 1}'])
def test_damaged_record_is_built_in_full(damage: str, work: Path) -> None:
    work.with_suffix(".left.json").write_text(damage)
    assert isinstance(remains.usable(work, PUBLISHED, LISTED), str)


def test_forgotten_work_file_is_built_in_full(work: Path) -> None:
    remains.forget(work)
    remains.forget(work)
    assert "no earlier build" in str(remains.usable(work, PUBLISHED, LISTED))
