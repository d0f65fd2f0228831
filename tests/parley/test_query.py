"""What a reader may ask with `parley sql`, and every way out of it that we know."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest

from parley.connection import cursor_of, open_read_only
from parley.failure import Failure
from parley.query import run

HOSTILE = {
    "read_csv": "select * from read_csv('{secret}')",
    "read_text": "select * from read_text('{secret}')",
    "read_blob": "select * from read_blob('{secret}')",
    "file_as_table": "select * from '{secret}'",
    "sniff_csv": "select * from sniff_csv('{secret}')",
    "glob": "select * from glob('{folder}/*')",
    "scan_of_query": "select * from query('select * from read_text(''{secret}'')')",
    "copy_to": "copy (select 1) to '{folder}/out.csv'",
    "copy_in_cte": "with c as (copy (select 1) to '{folder}/out.csv') select 1",
    "copy_over_own_file": "with c as (copy (select 1) to '{database}' (use_tmp_file false)) select 1",
    "copy_over_own_wal": "with c as (copy (select 1) to '{database}.wal' (use_tmp_file false)) select 1",
    "attach": "attach '{folder}/new.duckdb'",
    "export": "export database '{folder}/dump'",
    "import": "import database '{folder}/dump'",
    "install": "install httpfs",
    "load": "load httpfs",
    "set": "set enable_external_access = true",
    "reset": "reset disabled_filesystems",
    "use": "use memory",
    "pragma": "pragma enable_logging",
    "call": "call pragma_version()",
    "insert": "insert into marts.note values ('second')",
    "insert_in_cte": "with c as (insert into marts.note values ('second')) select 1",
    "delete_in_cte": "with c as (delete from marts.note) select 1",
    "update": "update marts.note set note = 'second'",
    "drop": "drop table marts.note",
    "create": "create table memory.main.t as select 1",
    "create_temp": "create temp table t as select 1",
    "explain_insert": "explain analyze insert into marts.note values ('second')",
    "two_statements": "select 1; drop table marts.note",
    "nothing": "",
    "only_a_comment": "-- nothing",
}

HONEST = {
    "select": "select count(*) from marts.fct_claims",
    "with_catalog": "select count(*) from parley.marts.fct_claims",
    "from": "from marts.fct_answers",
    "with": "with c as (from marts.fct_claims) select quote from c",
    "values": "values (1), (2)",
    "show": "show all tables",
    "describe": "describe marts.fct_claims",
    "summarize": "summarize marts.fct_claims",
    "explain": "explain select 1",
    "pivot": "pivot marts.fct_claims on polarity in ('asserted', 'denied') using count(*)",
    "trailing_semicolon": "select 1;",
}


@pytest.mark.parametrize("statement", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_statement_is_refused_and_changes_nothing(statement: str, published: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nswordfish\n", encoding="utf-8")
    before = hashlib.sha256(published.read_bytes()).hexdigest()
    files = sorted(tmp_path.rglob("*"))
    out = io.StringIO()
    with pytest.raises(Failure) as refused:
        run(published, statement.format(secret=secret, folder=tmp_path, database=published), "csv", out)
    assert "swordfish" not in out.getvalue() + refused.value.message + refused.value.details
    assert hashlib.sha256(published.read_bytes()).hexdigest() == before
    assert sorted(tmp_path.rglob("*")) == files


@pytest.mark.parametrize("statement", HONEST.values(), ids=HONEST.keys())
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_honest_statement_answers(statement: str, form: str, published: Path) -> None:
    out = io.StringIO()
    run(published, statement, form, out)
    assert out.getvalue().strip()


def test_kind_check_is_not_what_holds(published: Path, tmp_path: Path) -> None:
    """The settings refuse even a statement that never met the check of its kind."""
    import duckdb

    connection = open_read_only(published)
    for statement in (f"copy (select 1) to '{tmp_path}/out.csv'", "set threads = 1", "select * from glob('*')"):
        with pytest.raises(duckdb.Error):
            connection.execute(statement)
    connection.close()
    assert not (tmp_path / "out.csv").exists()


def test_csv_prints_null_as_empty_and_whole_numbers_whole(published: Path) -> None:
    out = io.StringIO()
    run(published, "select 40::double as a, null as b, [1, 2] as c, 'x,y' as d, true as e", "csv", out)
    assert out.getvalue() == 'a,b,c,d,e\n40,,"[1, 2]","x,y",true\n'


def test_json_keeps_every_value(published: Path) -> None:
    out = io.StringIO()
    run(published, "select 1 as a, 2 as a, 'inf'::double as b, date '2025-07-23' as c, null as d", "json", out)
    assert json.loads(out.getvalue()) == [{"a": 1, "a_2": 2, "b": "inf", "c": "2025-07-23", "d": None}]


def test_json_of_no_rows_is_an_empty_list(published: Path) -> None:
    out = io.StringIO()
    run(published, "select 1 as a where false", "json", out)
    assert json.loads(out.getvalue()) == []


def test_long_table_says_that_it_ends_early(published: Path) -> None:
    out = io.StringIO()
    run(published, "select range as n from range(1001)", "table", out)
    assert "the first 1,000 rows; there are more: --format csv has all" in out.getvalue()
    out = io.StringIO()
    run(published, "select range as n from range(1000)", "table", out)
    assert out.getvalue().rstrip().endswith("1,000 rows")


def test_missing_warehouse_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Failure) as missing:
        run(tmp_path / "none.duckdb", "select 1", "table")
    assert "make build" in missing.value.remedy


def test_file_that_is_no_database_is_a_failure(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(b"not a database" * 1000)
    with pytest.raises(Failure) as refused:
        open_read_only(damaged)
    assert "parley build --force" in refused.value.remedy


def test_misspelt_table_gets_a_hint(published: Path) -> None:
    with pytest.raises(Failure) as failed:
        run(published, "from marts.fct_answer", "table")
    assert "fct_answers" in failed.value.details
    assert "show all tables" in failed.value.remedy


def test_cursor_has_the_default_catalog(published: Path) -> None:
    connection = open_read_only(published)
    assert cursor_of(connection).execute("select count(*) from marts.fct_claims").fetchone() == (3,)
    connection.close()


def test_statement_is_stopped_after_its_time(published: Path) -> None:
    import duckdb

    connection = open_read_only(published, seconds=0.2)
    with pytest.raises(duckdb.Error):
        connection.execute(
            "select count(*) from range(100000) a, range(100000) b where a.range + b.range = 7"
        ).fetchall()
    connection.close()


def test_names_and_values_are_text_never_markup_nor_terminal_control(published: Path) -> None:
    out = io.StringIO()
    run(published, """select 1 as "a[/b]", 2 as "x[i]", chr(27) || '[31mred' as colour, 1e300 as large""", "table", out)

    printed = out.getvalue()
    assert "a[/b]" in printed
    assert "x[i]" in printed
    assert "\x1b" not in printed
    assert "\\x1b[31mred" in printed
    assert "1e+300" in printed
