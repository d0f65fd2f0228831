"""The daily build on an invented project: raw.a and raw.b, two models and a view on them, tests, one seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from parley.rebuild import Doubt, Rebuilt, rebuild
from parley.remains import Node

SUMS = "create or replace table marts.sums as select sum(n)::bigint as total from raw.a"
WORDS = "create or replace table marts.words as select total > 5 as is_big from marts.sums"
LISTED = "create or replace view staging.listed as from raw.b"
NONE_IS_NEGATIVE = "select count(*) as failures, count(*) != 0 as w, count(*) != 0 as e from raw.a where n < 0"
COUNTED = "create or replace table marts.counted as select listed.* from staging.listed, seeds.codes"

Make = Callable[..., Path]


def model(name: str, kind: str, relation: str, statement: str, *needs: str) -> Node:
    return Node(f"model.parley.{name}", name, kind, relation, needs, False, statement)


def check(name: str, statement: str, *needs: str, stops: bool = True) -> Node:
    return Node(f"test.parley.{name}", name, "test", "", needs, stops, statement)


A, B, CODES = "source.parley.raw.a", "source.parley.raw.b", "seed.parley.codes"
LOADS = "source.parley.raw.loads"
NODES = [
    check("none_is_negative", NONE_IS_NEGATIVE, A),
    model("listed", "view", '"staging"."listed"', LISTED, B),
    model("sums", "table", '"marts"."sums"', SUMS, A),
    model("words", "table", '"marts"."words"', WORDS, "model.parley.sums"),
    model("counted", "table", '"marts"."counted"', COUNTED, "model.parley.listed", CODES),
]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes schema raw into a file, and by `built` all that is made from it."""

    def write(name: str, a: str, b: str = "('x')", *, at: str = "1", built: bool = False) -> Path:
        path = tmp_path / f"{name}.duckdb"
        with duckdb.connect(str(path)) as connection:
            for schema in ("raw", "staging", "marts", "seeds"):
                connection.execute(f"create schema {schema}")
            connection.execute(f"create table raw.a as from (values {a}) as listed(n)")
            connection.execute(f"create table raw.b as from (values {b}) as listed(word)")
            connection.execute(f"create table raw.loads as select {at} as at")
            connection.execute("create table seeds.codes as select 'x' as code")
            for node in NODES if built else ():
                connection.execute(node.statement)
        return path

    return write


def held(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables and views of a file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute("select table_schema || '.' || table_name from information_schema.tables").fetchall()
        return {name: sorted(connection.execute(f"from {name}").fetchall()) for (name,) in names}


def again(work: Path, fresh: Path, nodes: list[Node] = NODES) -> Rebuilt:
    return rebuild(work, fresh, nodes, lambda done, total: None)


@pytest.mark.parametrize(
    ("a", "b", "sources", "ran"),
    [
        ("(2), (3)", "('x')", (), ()),
        ("(3), (2)", "('x')", (), ()),
        ("(2), (4)", "('x')", ("a",), ("none_is_negative", "sums", "words")),
        ("(4), (1)", "('x')", ("a",), ("none_is_negative", "sums")),
        ("(2), (3)", "('y')", ("b",), ("listed", "counted")),
        ("(2), (2), (3)", "('x'), ('x')", ("a", "b"), ("none_is_negative", "listed", "sums", "words", "counted")),
    ],
    ids=["same", "other order", "other sum", "same sum", "behind a view", "both"],
)
def test_only_what_reads_a_change_is_built_and_equals_a_full_build(
    a: str, b: str, sources: tuple[str, ...], ran: tuple[str, ...], make: Make
) -> None:
    """A model that comes out as it was is no change: `words` is left alone where the sum is the same."""
    work = make("work", "(2), (3)", built=True)
    rebuilt = again(work, make("fresh", a, b))
    assert (rebuilt.sources, rebuilt.nodes) == (sources, ran)
    assert rebuilt.is_of_figures == bool(sources)
    assert held(work) == held(make("whole", a, b, built=True))


@pytest.mark.parametrize(("n_rows", "is_settled"), [(100, False), (20_000, True)])
@pytest.mark.parametrize("word", ["x", "y"], ids=["the large one has changed", "a small one has changed"])
def test_large_tables_are_settled_before_they_are_read(n_rows: int, is_settled: bool, word: str, make: Make) -> None:
    """DuckDB tells how large it takes a table to be, which plans go by, once it is committed."""
    copy = "create or replace table marts.copied as select n, word from raw.a, raw.b"
    copied = model("copied", "table", '"marts"."copied"', copy, A, B)
    query = "select estimated_size::bigint as n from duckdb_tables() where table_name = 'copied'"
    told = f"create or replace table marts.told as {query}"
    nodes = [copied, model("told", "table", '"marts"."told"', told, "model.parley.copied")]
    work, fresh = make("work", "(2)"), make("fresh", "(2)", f"('{word}')")
    for path, is_long in ((work, word == "y"), (fresh, True)):
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"insert into raw.a from range({n_rows if is_long else 0})")
    with duckdb.connect(str(work)) as connection:
        for node in nodes:
            connection.execute(node.statement)
    rebuilt = again(work, fresh, nodes)
    assert rebuilt == Rebuilt(("b",) if word == "y" else ("a",), ("copied", "told"), is_of_figures=True)
    assert held(work)["marts.told"] == [(n_rows + 1 if is_settled else 0,)]


def test_large_tables_too_come_out_as_in_a_full_build(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.rebuild._LARGE", 1)
    work = make("work", "(2), (3)", built=True)
    again(work, make("fresh", "(2), (4)", "('y')"))
    assert held(work) == held(make("whole", "(2), (4)", "('y')", built=True))


def test_failure_among_large_tables_asks_for_a_full_build(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.rebuild._LARGE", 1)
    nodes = [*NODES, model("bad", "table", '"marts"."words"', "select error('no such luck')", A)]
    with pytest.raises(Doubt, match="no such luck"):
        again(make("work", "(2)", built=True), make("fresh", "(3)"), nodes)


def test_another_load_of_the_same_rows_changes_no_figure(make: Make) -> None:
    work = make("work", "(2)", built=True)
    rebuilt = again(work, make("fresh", "(2)", at="2"))
    assert rebuilt == Rebuilt(("loads",), (), is_of_figures=False)
    assert held(work)["raw.loads"] == [(2,)]


@pytest.mark.parametrize(("a", "is_kept"), [("(2)", True), ("(3)", False)])
def test_findings_of_the_last_build_are_kept_only_where_no_figure_has_changed(
    a: str, is_kept: bool, make: Make
) -> None:
    work = make("work", "(2)", built=True)
    with duckdb.connect(str(work)) as connection:
        connection.execute("create schema checks; create table checks.results as select 'x' as check_id")
    again(work, make("fresh", a, at="2"))
    assert ("checks.results" in held(work)) == is_kept


def test_constraint_comment_and_type_of_a_table_come_back_with_it(make: Make) -> None:
    statement = """
        create or replace table marts.sums (total bigint not null);
        insert into marts.sums (select sum(n) from raw.a);
        comment on column marts.sums.total is 'What a adds up to.'
    """
    work = make("work", "(2)", built=True)
    again(work, make("fresh", "(7)"), [model("sums", "table", '"marts"."sums"', statement, A)])
    with duckdb.connect(str(work), read_only=True) as connection:
        query = "select data_type, is_nullable, comment from duckdb_columns() where table_name = 'sums'"
        assert connection.execute(query).fetchall() == [("BIGINT", False, "What a adds up to.")]


def refused(work: Path, fresh: Path, nodes: list[Node] = NODES) -> str:
    """Why a full build is asked for; the work file must be as it was."""
    before = held(work)
    with pytest.raises(Doubt) as caught:
        again(work, fresh, nodes)
    assert held(work) == before
    return str(caught.value)


def test_finding_asks_for_a_full_build_and_leaves_the_work_file(make: Make) -> None:
    reason = refused(make("work", "(2)", built=True), make("fresh", "(-2)"))
    assert reason == "none_is_negative found something"


def test_warning_does_not_stop(make: Make) -> None:
    nodes = [check("none_is_negative", NONE_IS_NEGATIVE, A, stops=False)]
    assert again(make("work", "(2)", built=True), make("fresh", "(-2)"), nodes).nodes == ("none_is_negative",)


def test_failing_statement_asks_for_a_full_build(make: Make) -> None:
    nodes = [*NODES, model("bad", "table", '"marts"."words"', "select error('no such luck')", A)]
    assert "no such luck" in refused(make("work", "(2)", built=True), make("fresh", "(3)"), nodes)


def test_new_column_asks_for_a_full_build(make: Make) -> None:
    fresh = make("fresh", "(2)")
    with duckdb.connect(str(fresh)) as connection:
        connection.execute("alter table raw.a add column note varchar")
    assert "columns" in refused(make("work", "(2)", built=True), fresh)


def test_node_that_reads_what_was_not_recorded_asks_for_a_full_build(make: Make) -> None:
    nodes = [model("words", "table", '"marts"."words"', WORDS, "model.parley.sums")]
    assert "model.parley.sums" in refused(make("work", "(2)", built=True), make("fresh", "(3)"), nodes)


def test_work_file_that_is_none_asks_for_a_full_build(make: Make, tmp_path: Path) -> None:
    work = tmp_path / "work.duckdb"
    work.write_bytes(b"no database")
    with pytest.raises(Doubt, match="cannot be opened"):
        again(work, make("fresh", "(3)"))
