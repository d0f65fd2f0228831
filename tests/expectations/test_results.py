"""What a run leaves in the file, and what it does when the file is not as it should be."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from expectations import report
from expectations.check import Check, RowRule, Suite
from expectations.results import COLUMNS, Unusable, evaluate, readable, require_usable
from expectations.run import MAX_ROWS
from expectations.suites import CHECKS, SUITES, casualties, comparison, corpus, exchanges

from .conftest import DEFAULTS, TABLES, Judged, failed, insert


def table_of(path: Path) -> dict[str, dict[str, object]]:
    """checks.results by check id."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("select * from checks.results").fetchall()
    return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}


def test_the_results_are_in_the_file(warehouse: Path, judged: Judged) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        for number in range(MAX_ROWS + 5):
            swap = {"claim_id": f"bad-{number:02}", "document_id": f"doc-{number % 3}", "per_side_low": 20_000}
            insert(connection, "marts.fct_exchanges", swap)
    results = judged(warehouse)
    table = table_of(warehouse)
    assert list(table) == list(CHECKS)
    assert {name: vars(result) for name, result in results.items()} == table
    swaps = table["exchange-size"]
    assert (swaps["success"], swaps["n_evaluated"], swaps["n_unexpected"]) == (False, 27, 25)
    assert (swaps["severity"], swaps["table_name"], swaps["column_name"]) == (
        "critical",
        "marts.fct_exchanges",
        "per_side_low",
    )
    assert swaps["observed"] == "1,000 to 20,000"
    assert swaps["documents"] == "doc-0, doc-1, doc-2"
    rows = json.loads(str(swaps["rows_json"]))
    assert [row["claim_id"] for row in rows] == [f"bad-{number:02}" for number in range(MAX_ROWS)]
    passed = table["quote-words"]
    assert (passed["success"], passed["n_unexpected"], passed["rows_json"], passed["documents"]) == (
        True,
        0,
        None,
        None,
    )


def test_the_claims_of_the_listed_rows_are_told(warehouse: Path, judged: Judged) -> None:
    """Both claims of a pair, in words: with its quote, or saying that none is held."""
    told = {"document_id": "one-2025", "value_label": "1,248 bodies", "quote": "1,248\nbodies"}
    with duckdb.connect(str(warehouse)) as connection:
        insert(connection, "marts.fct_claims", {**told, "claim_id": "clm_0a"})
        other = {
            "claim_id": "clm_0b",
            "document_id": "two-2025",
            "value_label": "12 bodies",
            "quote": None,
            "note": "row E1",
        }
        insert(connection, "marts.fct_claims", other)
        pair = {"pair_id": "p", "claim_id_a": "clm_0a", "claim_id_b": "clm_0b", "gap_share": 0.99}
        insert(connection, "marts.fct_claim_pairs", pair)
    result = judged(warehouse, [comparison.SUITE])["gap-not-tenfold"]
    lines = [
        "clm_0a 1,248 bodies, speaker in one-2025: 1,248 bodies",
        "clm_0b 12 bodies, speaker in two-2025 (no quote held)",
    ]
    assert result.examples == "\n".join(lines)
    assert result.told == dict(zip(("clm_0a", "clm_0b"), lines, strict=True))
    block = list(report.summary([result]))
    row = next(number for number, line in enumerate(block) if line.startswith("  row "))
    assert block[row + 1 : row + 3] == [f"  claim      {line}" for line in lines]


def test_a_second_run_replaces_the_first(warehouse: Path, judged: Judged) -> None:
    judged(warehouse, [exchanges.SUITE])
    judged(warehouse, [exchanges.SUITE])
    assert len(table_of(warehouse)) == len(exchanges.SUITE.checks)


def test_the_columns_are_described_in_the_file(warehouse: Path, judged: Judged) -> None:
    judged(warehouse, [exchanges.SUITE])
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        query = "select column_name, lower(data_type), comment from duckdb_columns() where table_name = 'results'"
        found = {name: (data_type, comment) for name, data_type, comment in connection.execute(query).fetchall()}
    assert found == COLUMNS


def test_an_empty_warehouse_has_nothing_to_judge(warehouse: Path, judged: Judged) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        for table in TABLES:
            connection.execute(f"delete from {table}")
    results = judged(warehouse)
    assert failed(results) == set()
    assert {name for name, result in results.items() if result.n_evaluated} == {"no-text-but-digests"}


def test_empty_values_are_not_judged(warehouse: Path, judged: Judged) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        insert(connection, "marts.fct_claim_pairs", {"pair_id": "p", "gap_share": 0.5})
    result = judged(warehouse, [comparison.SUITE])["gap-not-tenfold"]
    assert (result.success, result.n_evaluated, result.observed) == (True, 1, "0.5")


def test_a_check_that_cannot_be_evaluated_fails(warehouse: Path, judged: Judged) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("alter table marts.fct_exchanges drop column per_side_high")
        connection.execute("alter table raw.texts drop column n_chars")
    results = judged(warehouse, [exchanges.SUITE, corpus.SUITE])
    assert failed(results) == {"exchange-size", "digest-length"}
    for check_id, column in (("exchange-size", "per_side_high"), ("digest-length", "n_chars")):
        result = results[check_id]
        assert result.n_evaluated is None
        assert str(result.observed).startswith("could not be evaluated: ") and column in str(result.observed)
        assert "mend the model" in result.remedy


def test_numbers_that_json_lacks_are_named(warehouse: Path, judged: Judged) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        insert(connection, "marts.fct_casualties", {"claim_id": "endless", "bodies_low": float("inf")})
    result = judged(warehouse, [casualties.SUITE])["bodies-in-one-promise"]
    assert json.loads(str(result.rows_json), parse_constant=pytest.fail)[0]["bodies_low"] == "inf"


def test_quotes_and_braces_in_the_data_do_no_harm(warehouse: Path, judged: Judged) -> None:
    quote = 'it\'s "100 %" {of} :them ? $1 \\ – «всё» ' + "x " * 12
    with duckdb.connect(str(warehouse)) as connection:
        insert(connection, "marts.fct_claims", {"claim_id": "c", "quote": quote})
    assert judged(warehouse, [corpus.SUITE])["quote-words"].rows[0]["quote"] == quote


def test_the_limit_is_what_the_rule_says(warehouse: Path, judged: Judged) -> None:
    """A check made here shows that the numbers of a rule reach its query."""
    rule = RowRule(
        judged="select claim_id, document_id from {batch}", fails="claim_id = '$name'", limits={"name": "swap-2"}
    )
    check = Check(
        check_id="named",
        table="marts.fct_exchanges",
        column=None,
        lists="one row",
        rule=rule,
        threshold="not $name",
        reason="Because.",
        remedy="None.",
    )
    results = judged(warehouse, [Suite(name="own", about="One check.", checks=(check,))])
    assert [row["claim_id"] for row in results["named"].rows] == ["swap-2"]


def test_the_defaults_of_the_fixture_name_real_columns() -> None:
    for table, values in DEFAULTS.items():
        assert all(column in TABLES[table] for column in values)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(40.0, "40"), (19_000, "19,000"), (0.75, "0.75"), (1.0 / 3, "0.3333"), (1e6, "1,000,000"), ("none", "none")],
)
def test_values_are_shown_as_a_reader_writes_them(value: object, shown: str) -> None:
    assert readable(value) == shown


def test_a_file_without_marts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    duckdb.connect(str(path)).close()
    with pytest.raises(Unusable, match=r"lacks marts\.dim_documents, .*: run `python -m ingest`, then `dbt build`"):
        require_usable(path, SUITES)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    with pytest.raises(Unusable, match="there is no work file at"):
        evaluate(path, SUITES, lambda *_: pytest.fail("judged"))
    assert not path.exists()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    path.write_text("no database", encoding="utf-8")
    with pytest.raises(Unusable, match="cannot be opened"):
        require_usable(path, SUITES)
