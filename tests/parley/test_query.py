"""What a reader may ask with `parley sql`, and how it is printed; attacks are in tests/faults/test_sql.py."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from parley.connection import cursor_of, open_read_only
from parley.failure import Failure
from parley.query import run
from parley.sandbox import Limits

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


@pytest.mark.parametrize("statement", HONEST.values(), ids=HONEST.keys())
def test_each_reading_kind_answers(statement: str, published: Path) -> None:
    out = io.StringIO()
    run(published, statement, "table", out)
    assert out.getvalue().strip()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("insert into marts.note values ('second')", "INSERT is refused"),
        ("update extensions", "THIS is refused"),
        ("select 1; select 2", "found 2"),
        ("-- nothing", "found 0"),
        ("pivot marts.fct_claims on polarity using count(*)", "MULTI is refused"),
    ],
)
def test_another_kind_is_wrong_use(statement: str, said: str, published: Path) -> None:
    with pytest.raises(Failure, match=said) as refused:
        run(published, statement, "csv", io.StringIO())
    assert refused.value.exit_code == 2
    assert refused.value.remedy


def test_a_file_is_refused_with_a_remedy(published: Path, tmp_path: Path) -> None:
    with pytest.raises(Failure) as refused:
        run(published, f"from read_text('{tmp_path}/out')", "csv", io.StringIO())
    assert "has been disabled" in refused.value.details
    assert "no other file" in refused.value.remedy


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


def test_a_runaway_is_stopped_and_the_next_one_works(published: Path) -> None:
    with pytest.raises(Failure, match="was stopped after"):
        run(
            published, "select count(*) from range(1000000000) a, range(1000) b", "csv", io.StringIO(), Limits(0.3, 256)
        )
    out = io.StringIO()
    run(published, "select 7 as seven", "csv", out)
    assert out.getvalue() == "seven\n7\n"


def test_a_large_result_is_whole_and_in_order(published: Path) -> None:
    out = io.StringIO()
    run(published, "from range(300000)", "csv", out, Limits(30, 64))
    assert out.getvalue().splitlines() == ["range", *map(str, range(300000))]


def test_a_failure_on_the_way_is_told(published: Path) -> None:
    statement = "select if(range = 250000, error('here'), range) as n from range(300000)"
    with pytest.raises(Failure) as failed:
        run(published, statement, "csv", io.StringIO())
    assert "here" in failed.value.details


def test_cells_like_formulas_are_printed_as_they_are_and_told_of(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = io.StringIO()
    run(published, "select '=cmd()' as a, -5 as b, '-5' as c", "csv", out)
    assert out.getvalue() == "a,b,c\n=cmd(),-5,-5\n"
    assert "1 cell begins like a formula" in capsys.readouterr().err
