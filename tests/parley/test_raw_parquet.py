"""The raw layer as Parquet holds what the work file holds, in a form that Spark can read."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from parley import raw_parquet


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A work file with the tables that matter: dated and undated documents, an empty table, a time."""
    path = tmp_path / "it's work.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema raw; create schema marts; create table marts.not_raw (a integer)")
        connection.execute(
            "create table raw.documents as select * from (values ('july', date '2025-07-02'), ('undated', null))"
            " as listed (document_id, published_latest)"
        )
        connection.execute(
            "create table raw.claims as select * from (values ('c1', 'july', 0.1), ('c2', 'undated', null))"
            " as listed (claim_id, document_id, value_number)"
        )
        connection.execute("create table raw.numerals (document_id varchar, char_start bigint)")
        connection.execute("create table raw.loads as select timestamp '2026-11-22 09:34:17.123456' as loaded_at")
    return path


def rows(folder: Path) -> list[tuple[object, ...]]:
    query = f"select * exclude (published_month) from read_parquet('{folder}/*/*.parquet', hive_partitioning = true)"
    return duckdb.sql(f"{query} order by all").fetchall()


def test_every_raw_table_and_no_other_is_written(database: Path, tmp_path: Path) -> None:
    written = raw_parquet.write(database, tmp_path / "raw")
    assert written == {"claims": 2, "documents": 2, "loads": 1, "numerals": 0}
    assert {path.name for path in (tmp_path / "raw").iterdir()} == set(written)


def test_rows_come_back_as_they_were(database: Path, tmp_path: Path) -> None:
    raw_parquet.write(database, tmp_path / "raw")
    claims = rows(tmp_path / "raw" / "claims")
    assert [row[:2] for row in claims] == [("c1", "july"), ("c2", "undated")]
    assert claims[1][2] is None


def test_what_grows_lies_in_a_folder_per_month(database: Path, tmp_path: Path) -> None:
    raw_parquet.write(database, tmp_path / "raw")
    months = {path.name for path in (tmp_path / "raw" / "claims").iterdir()}
    assert months == {"published_month=2025-07", "published_month=undated"}


def test_an_empty_table_keeps_its_columns(database: Path, tmp_path: Path) -> None:
    raw_parquet.write(database, tmp_path / "raw")
    (part,) = (tmp_path / "raw" / "numerals").glob("*/*.parquet")
    described = duckdb.sql(f"describe from read_parquet('{part}', hive_partitioning = false)").fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [("document_id", "VARCHAR"), ("char_start", "BIGINT")]


def test_times_are_microseconds(database: Path, tmp_path: Path) -> None:
    """Spark reads no file that holds nanoseconds."""
    raw_parquet.write(database, tmp_path / "raw")
    schema = (
        f"select converted_type from parquet_schema('{tmp_path}/raw/loads/part-0.parquet') where name = 'loaded_at'"
    )
    assert duckdb.sql(schema).fetchall() == [("TIMESTAMP_MICROS",)]


def test_what_was_there_before_is_replaced_as_a_whole(database: Path, tmp_path: Path) -> None:
    (tmp_path / "raw" / "claims" / "published_month=1999-01").mkdir(parents=True)
    raw_parquet.write(database, tmp_path / "raw")
    assert not (tmp_path / "raw" / "claims" / "published_month=1999-01").exists()
    assert [path.name for path in tmp_path.glob(".raw*")] == []


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "raw" / "claims").mkdir(parents=True)
    with pytest.raises(duckdb.Error):
        raw_parquet.write(tmp_path / "none" / "work.duckdb", tmp_path / "raw")
    assert (tmp_path / "raw" / "claims").is_dir()
