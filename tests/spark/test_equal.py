"""What Spark builds equals what DuckDB builds, row for row; what the expectations find there, too."""

from __future__ import annotations

import pytest

from parley import raw_parquet
from tests.spark.conftest import SCHEMAS, Builds
from tests.spark.many_claims import COUNTING

pytestmark = [pytest.mark.spark, pytest.mark.timeout(1800)]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_table_is_there_and_equal(builds: Builds, schema: str) -> None:
    tables = builds.tables(schema)
    assert len(tables) > 20
    assert {name: rows for name in tables if (rows := builds.only_in(schema, name))} == {}


def test_marts_hold_more_than_nothing(builds: Builds) -> None:
    """Two empty tables would be equal as well."""
    for table in ("fct_claims", "fct_claim_pairs", "fct_answers", "fct_promises", "fct_echoes"):
        (found,) = builds.connection.execute(f"select count(*) from spark_marts.{table}").fetchall()
        assert found[0] > 50, table


def test_comparison_of_tables_sees_a_changed_row(builds: Builds) -> None:
    builds.connection.execute("create schema if not exists spark_invented")
    builds.connection.execute("create or replace table spark_invented.dim_places as from spark_marts.dim_places")
    builds.connection.execute("update spark_invented.dim_places set name = name || '!' where place_id like '%'")
    query = "from work.marts.dim_places except all from spark_invented.dim_places"
    assert builds.connection.execute(query).fetchall()


@pytest.mark.parametrize("table", COUNTING)
def test_large_questions_are_counted_alike(many_claims: Builds, table: str) -> None:
    schema = "intermediate" if table.startswith("int_") else "marts"
    assert many_claims.only_in(schema, table) == {}


def test_every_way_of_counting_pairs_has_rows(many_claims: Builds) -> None:
    for table in COUNTING[:6]:
        (found,) = many_claims.connection.execute(f"select count(*) from spark_intermediate.{table}").fetchall()
        assert found[0] > 0, table


def test_expectations_find_the_same(builds: Builds) -> None:
    """The one that looks through all columns of the warehouse judges fewer of them on Spark, which has other views."""
    query = """
        select check_id, success, coalesce(n_unexpected, 0) from {table} order by all
    """
    on_duckdb = builds.connection.execute(query.format(table="work.checks.results")).fetchall()
    on_spark = builds.connection.execute(query.format(table="spark_checks.results")).fetchall()
    assert len(on_duckdb) > 40
    assert on_spark == on_duckdb


def test_expectations_judge_as_many_rows(builds: Builds) -> None:
    query = """
        select check_id, duck.n_evaluated, spark.n_judged
        from work.checks.results as duck join spark_checks.results as spark using (check_id)
        where duck.n_evaluated <> spark.n_judged and check_id not in ('no-text-but-digests', 'originals-without-text')
    """
    assert builds.connection.execute(query).fetchall() == []


def test_raw_layer_is_partitioned_by_month(builds: Builds) -> None:
    for table in raw_parquet.PARTITIONED:
        folders = {path.name.partition("=")[0] for path in (builds.folder / "raw" / table).iterdir()}
        assert folders == {"published_month"}, table


def test_nothing_of_the_way_there_is_left(builds: Builds) -> None:
    assert not (builds.folder / "draft").exists()
    assert list((builds.folder / "built").glob("*.db/*__step_*")) == []
