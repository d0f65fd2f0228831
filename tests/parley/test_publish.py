"""Publication: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from parley import publish as publication
from parley.failure import Failure
from parley.publish import clear_leftovers, publish
from parley.signature import last_build

from .conftest import make_work_file

INPUTS = "cd" * 32


def note_in(path: Path) -> str:
    connection = duckdb.connect()
    connection.execute(f"attach '{path}' as f (read_only)")
    row = connection.execute("select note from f.marts.note").fetchone()
    connection.close()
    assert row
    return str(row[0])


def test_published_file_says_how_it_was_made(published: Path) -> None:
    connection = duckdb.connect(published, read_only=True)
    row = connection.execute("from checks.builds").fetchone()
    names = [column[0] for column in connection.description or []]
    connection.close()
    assert row
    build = dict(zip(names, row, strict=True))
    assert build["build_id"] == "bld_" + "ab" * 6
    assert (build["n_documents"], build["n_claims"], build["n_questions"], build["n_checks"]) == (2, 3, 2, 2)
    assert build["seconds"] == 1.5


def test_every_column_of_builds_is_described(published: Path) -> None:
    connection = duckdb.connect(published, read_only=True)
    query = "select column_name from duckdb_columns() where table_name = 'builds' and comment is null"
    assert connection.execute(query).fetchall() == []
    connection.close()


def test_published_file_keeps_the_storage_version_for_older_clients(published: Path) -> None:
    connection = duckdb.connect(published, read_only=True)
    row = connection.execute("select tags['storage_version'] from duckdb_databases() where not internal").fetchone()
    connection.close()
    assert row
    assert row[0].startswith("v1.5.0")


def test_last_build_reads_back_what_was_published(published: Path) -> None:
    build = last_build(published)
    assert build
    assert build.inputs_sha256 == "ab" * 32


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 1000], ids=["missing", "empty", "damaged"])
def test_last_build_of_no_whole_file_is_none(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "parley.duckdb"
    if content is not None:
        path.write_bytes(content)
    assert last_build(path) is None


def test_reader_of_the_old_file_reads_on(published: Path, tmp_path: Path) -> None:
    reader = duckdb.connect(published, read_only=True)
    assert reader.execute("select note from marts.note").fetchone() == ("first",)
    publish(make_work_file(tmp_path / "next.duckdb", note="second"), published, inputs=INPUTS, seconds=1)
    assert reader.execute("select count(*), min(note) from marts.fct_claims, marts.note").fetchone() == (3, "first")
    assert note_in(published) == "second"
    reader.close()


@pytest.mark.parametrize("stage", ["_checkpoint", "_sign", "_verify", "replace"])
def test_failure_at_any_stage_leaves_the_old_file_byte_for_byte(
    stage: str, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(publication, stage, fail)
    with pytest.raises(Failure, match="could not be written") as failed:
        publish(make_work_file(tmp_path / "next.duckdb", note="second"), published, inputs=INPUTS, seconds=1)
    assert "no space left" in failed.value.details
    assert published.read_bytes() == before
    assert [path.name for path in published.parent.iterdir()] == ["parley.duckdb"]


def test_newer_storage_version_is_not_published(published: Path, tmp_path: Path) -> None:
    work = make_work_file(tmp_path / "next.duckdb", storage="latest", note="second")
    with pytest.raises(Failure) as failed:
        publish(work, published, inputs=INPUTS, seconds=1)
    assert "storage version" in failed.value.details
    assert note_in(published) == "first"


def test_empty_marts_are_not_published(published: Path, tmp_path: Path) -> None:
    work = make_work_file(tmp_path / "next.duckdb", note="second")
    connection = duckdb.connect(work)
    connection.execute("delete from marts.fct_answers")
    connection.close()
    with pytest.raises(Failure) as failed:
        publish(work, published, inputs=INPUTS, seconds=1)
    assert "3 claims and 0 answers" in failed.value.details
    assert note_in(published) == "first"


def test_rows_still_in_the_wal_are_published(published: Path, tmp_path: Path) -> None:
    work = make_work_file(tmp_path / "next.duckdb")
    connection = duckdb.connect(work)
    connection.execute("set checkpoint_threshold = '1TB'")
    connection.execute("pragma disable_checkpoint_on_shutdown")
    connection.execute("update marts.note set note = 'late'")
    connection.close()
    assert work.with_name("next.duckdb.wal").exists()
    publish(work, published, inputs=INPUTS, seconds=1)
    assert note_in(published) == "late"


def test_stale_wal_beside_the_target_does_not_stop_readers(published: Path, tmp_path: Path) -> None:
    stale = published.with_name("parley.duckdb.wal")
    stale.write_bytes(b"left by a client")
    publish(make_work_file(tmp_path / "next.duckdb", note="second"), published, inputs=INPUTS, seconds=1)
    assert not stale.exists()
    assert note_in(published) == "second"


def test_drafts_of_killed_builds_are_cleared_and_nothing_else(published: Path) -> None:
    draft = published.with_name(".parley.duckdb.123.tmp")
    other = published.with_name("notes.tmp")
    for path in (draft, draft.with_name(draft.name + ".wal"), other):
        path.write_bytes(b"")
    clear_leftovers(published)
    assert sorted(path.name for path in published.parent.iterdir()) == ["notes.tmp", "parley.duckdb"]


def test_a_published_file_that_lost_rows_is_built_anew(published: Path) -> None:
    connection = duckdb.connect(published)
    connection.execute("delete from marts.fct_claims where claim_id = 'clm_1'")
    connection.close()

    assert last_build(published) is None


def test_a_published_file_that_lost_a_table_is_built_anew(published: Path) -> None:
    connection = duckdb.connect(published)
    connection.execute("drop table marts.fct_answers")
    connection.close()

    assert last_build(published) is None


def test_a_work_file_of_another_load_is_not_published(work: Path, published: Path) -> None:
    before = published.read_bytes()
    connection = duckdb.connect(work)
    connection.execute("create or replace table raw.loads as select 'another' as load_id")
    connection.close()

    with pytest.raises(Failure) as failure:
        publish(work, published, inputs=INPUTS, seconds=1, load_id="mine")

    assert "somebody ran ingest meanwhile" in failure.value.details
    assert published.read_bytes() == before
