"""The SQL page: what it runs, what it refuses, and what its address keeps."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dashboards import ask, charts_sql, examples, results
from parley import paths
from parley.sandbox import Pool
from tests.dashboards.conftest import Open, html


def test_the_first_example_is_shown(warehouse: Path, sql_page: Open) -> None:
    test = sql_page()
    assert not test.exception
    assert test.text_area[0].value == examples.OWN[0].statement
    assert ">conflict</td>" in html(test)
    assert test.query_params == {}
    assert len(test.get("download_button")) == 1


def test_a_statement_lives_in_the_address(warehouse: Path, sql_page: Open) -> None:
    test = sql_page(sql="select claim_id from marts.fct_claims order by 1 limit 1")
    assert 'href="evidence?claim=clm_brought_beta"' in html(test)
    test.text_area[0].set_value("select 7 as seven")
    test.button[0].click().run()
    assert test.query_params == {"sql": "select 7 as seven"}
    assert ">7</td>" in html(test)


def test_an_example_is_run_at_once(warehouse: Path, sql_page: Open) -> None:
    test = sql_page()
    test.selectbox(key="sql_example").set_value(examples.OWN[-1].title).run()
    assert "totals-do-not-fall" in html(test)
    assert test.query_params == {"sql": examples.OWN[-1].statement}


def test_a_picture_lives_in_the_address(warehouse: Path, sql_page: Open) -> None:
    test = sql_page(chart="bars")
    assert len(test.get("vega_lite_chart")) == 1
    assert test.query_params == {"chart": "bars"}
    test.selectbox(key="sql_kind").set_value(None).run()
    assert test.query_params == {}


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("create table x as select 1", "refused"),
        ("select 1; select 2", "found 2"),
        ("select * from read_csv('/etc/passwd')", "Nothing but the warehouse"),
        ("select * from marts.nothing", "A name was not found"),
        ("select nothing from marts.fct_claims", "does not fit"),
        ("selct 1", "cannot be read"),
        ("pivot marts.fct_answers on verdict using count(*)", "name the values"),
        ("set threads = 1", "refused"),
    ],
)
def test_an_error_is_told_with_a_remedy(warehouse: Path, sql_page: Open, statement: str, said: str) -> None:
    test = sql_page(sql=statement)
    assert not test.exception
    assert said in test.error[0].value
    assert test.get("download_button") == []


def test_no_row_says_what_to_do(warehouse: Path, sql_page: Open) -> None:
    test = sql_page(sql="select 1 where false")
    assert "returned no row" in test.info[0].value


def test_a_long_statement_stays_out_of_the_address(warehouse: Path, sql_page: Open) -> None:
    test = sql_page(sql=f"select '{'x' * 7000}' as long")
    assert "too long for an address" in test.warning[0].value
    assert test.query_params == {}


def test_rows_are_limited_and_said_to_be(warehouse: Path) -> None:
    answer = ask.ask("from range(20000)")
    assert len(answer.rows) == ask.MOST_ROWS
    assert not answer.is_whole
    assert "there are more" in results.told(answer)
    assert results.table(answer).count("<tr>") == results.MOST_SHOWN + 1


def test_a_statement_is_stopped(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "SECONDS", 0.2)
    with pytest.raises(ask.Refused, match="stopped"):
        ask.ask("select count(*) from range(1000000000) a, range(1000) b")


def test_the_next_statement_works_after_one_that_was_stopped(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "SECONDS", 0.2)
    with pytest.raises(ask.Refused, match="stopped"):
        ask.ask("select levenshtein(repeat('ab', 100000), repeat('ba', 100000))")
    monkeypatch.undo()
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(warehouse))
    assert ask.ask("select 7 as seven").rows == [{"seven": 7}]


def test_too_large_a_result_is_refused(warehouse: Path) -> None:
    with pytest.raises(ask.Refused, match="larger than 8 MB"):
        ask.ask("select repeat('x', 20000000) as x")


def test_too_many_at_once_are_told_to_wait(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool(1, 0.1)
    monkeypatch.setattr(ask, "_pool", lambda: pool)
    with pool.sandbox(), pytest.raises(ask.Refused, match="Too many"):
        ask.ask("select 1")
    pool.close()


def test_a_name_of_a_column_is_no_markdown(warehouse: Path, sql_page: Open) -> None:
    statement = "select 'a' as who, 1 as \"![x](https://example.org/x.png) <b>\""
    test = sql_page(sql=statement, chart="bars")
    assert "<h3>![x](https://example.org/x.png) &lt;b&gt; by who</h3>" in html(test)
    assert all("example.org" not in str(element.value) for element in (*test.markdown, *test.subheader, *test.caption))


def test_a_refusal_names_no_path(warehouse: Path, sql_page: Open) -> None:
    test = sql_page(sql="from read_csv('x.csv')")
    said = " ".join(str(element.value) for element in (*test.error, *test.code))
    assert "has been disabled" in said
    assert str(warehouse.parent) not in said
    assert str(paths.ROOT) not in said


def test_columns_of_one_name_are_numbered(warehouse: Path) -> None:
    answer = ask.ask("select 1 as a, 2 as a, 3 as a_2, null as n")
    assert answer.columns == ["a", "a_2", "a_2_2", "n"]
    assert answer.rows == [{"a": 1, "a_2": 2, "a_2_2": 3, "n": None}]
    assert "NULL" in results.table(answer)


def test_data_cannot_write_markup(warehouse: Path) -> None:
    shown = results.table(ask.ask("select '<script>x</script>' as \"<b>\""))
    assert "<script" not in shown
    assert "<b>" not in shown


def test_axes_are_guessed() -> None:
    rows = [{"day": "a", "n": Decimal("1.5")}, {"day": "b", "n": None}]
    answer = ask.Answer(["day", "n"], ["VARCHAR", "DECIMAL"], rows, True, 0.1)
    assert charts_sql.axes(answer) == ("day", "n")
    drawn = charts_sql.quick_chart(answer, "bars", "day", "n")
    assert drawn["data"]["values"] == [{"across": "a", "up": 1.5, "label": "a"}]
    assert charts_sql.axes(ask.Answer(["day"], ["VARCHAR"], [{"day": "a"}], True, 0.1)) is None


def test_rows_of_one_name_are_drawn_apart_and_not_added() -> None:
    answer = ask.Answer(["who", "n"], ["VARCHAR", "BIGINT"], [{"who": "a", "n": 1}, {"who": "a", "n": 2}], True, 0.1)
    drawn = charts_sql.quick_chart(answer, "bars", "who", "n")["data"]["values"]
    assert len({value["across"] for value in drawn}) == 2
    assert {value["label"] for value in drawn} == {"a"}


def test_the_schema_is_listed_with_what_a_row_is(warehouse: Path, sql_page: Open) -> None:
    tables = [{"schema_name": "marts", "table_name": "t", "n_rows": 2, "meaning": "What.\n\nOne row per thing."}]
    columns = [{"schema_name": "marts", "table_name": "t", "column_name": "c", "data_type": "int", "meaning": "Of it"}]
    shown = results.schema(tables, columns)
    assert "marts.t · 2 rows · one per thing" in shown
    assert "<td>Of it</td>" in shown
    assert "marts.fct_claims" in html(sql_page())


@pytest.mark.parametrize("example", examples.all_examples(), ids=lambda example: example.title)
def test_each_example_returns_rows_on_the_published_file(
    example: examples.Example, shipped_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(shipped_file))
    assert ask.ask(example.statement).rows
