"""Each check is tested: it lists the row beyond its limit and passes the row at it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.suites import CHECKS, casualties, comparison, corpus, exchanges

from .case import Case
from .cases import CASES
from .conftest import Judged, failed, insert
from .series_cases import SERIES_CASES

# More pairs of the claimant of the quiet ones; how they stand to each other is to follow.
MORE_PAIRS = """
    insert into marts.fct_claim_pairs by name
    select 'rest-' || n as pair_id, 'q-quiet' as question_id, 'q-quiet' as question_id_b, 'same_claimant' as kind,
        'one-2025-talks' as claim_id_a, 'two-2025-talks' as claim_id_b, false as is_witness,
"""

# For each check of a whole table: what turns the good warehouse into one that only this check refuses.
OF_THE_WHOLE = {
    "exchange-heard-from-both-sides": "delete from marts.bridge_claim_claimants where claimant_id = 'answerer'",
    "remains-of-a-side": "insert into marts.fct_casualties by name select 'x' as claim_id, 'one-2025' as document_id",
    "indefinite-share": "update marts.fct_claims set hedge = 'indefinite' where topic in ('talks', 'context')",
    "own-voice-share": "update marts.fct_claims set claimant_id = 'outlet' where topic <> 'talks'",
    "topic-in-two-documents": "delete from marts.fct_claims where claim_id = 'two-2025-talks'",
    "quotes-proven": "update marts.fct_claims set proof = 'digest' where topic = 'talks'",
    "originals-without-text": "alter table raw.originals add column original varchar",
    "no-text-but-digests": "create table marts.fct_pages (page_id varchar, body varchar)",
    "conflict-share": "update marts.fct_answers set verdict = 'disputed' where question_id < 'quiet-7'",
    "questions-shared": "update marts.fct_answers set n_documents = 1 where question_id < 'quiet-9'",
    "own-conflict-share": f"{MORE_PAIRS} if(n < 7, 'conflict', 'agree') as relation from range(20) as r(n)",
    "pairs-comparable": "update marts.fct_claim_pairs set relation = 'not_comparable' where pair_id < 'quiet-5'",
    "verdicts-robust": "update marts.fct_answers set verdict_sensitive = true where question_id < 'quiet-3'",
}

# The same, at the limit.
AT_THE_LIMIT = {
    "indefinite-share": "update marts.fct_claims set hedge = 'indefinite' where topic = 'talks'",
    "quotes-proven": "update marts.fct_claims set proof = 'digest' where claim_id = 'one-2025-talks'",
    "conflict-share": "update marts.fct_answers set verdict = 'disputed' where question_id < 'quiet-6'",
    "questions-shared": "update marts.fct_answers set n_documents = 1 where question_id < 'quiet-8'",
    # with the 4 of the next line that cannot be compared, 20 of 50; of the other 30 pairs, 6 contradict
    "own-conflict-share": f"{MORE_PAIRS} if(n < 16, 'not_comparable', if(n < 22, 'conflict', 'agree')) as relation "
    "from range(40) as r(n)",
    "pairs-comparable": "update marts.fct_claim_pairs set relation = 'not_comparable' where pair_id < 'quiet-4'",
    "verdicts-robust": "update marts.fct_answers set verdict_sensitive = true where question_id < 'quiet-2'",
}


def put(connection: duckdb.DuckDBPyConnection, case: Case, name: str) -> None:
    """Insert the good or the bad row of a case, with the rows that it needs."""
    key = f"{name}-{case.check_id}"
    columns = case.good if name == "good" else {**case.good, **case.bad}
    insert(connection, case.table, {**columns, case.key: key})
    for table, values in case.beside:
        named = {column: key if value == "{}" else value for column, value in values.items()}
        if name == "good" or named != values:
            insert(connection, table, named)


def test_every_check_has_a_case() -> None:
    assert {case.check_id for case in CASES} | set(OF_THE_WHOLE) == set(CHECKS)


def test_a_good_warehouse_passes(warehouse: Path, judged: Judged) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        for case in CASES:
            put(connection, case, "good")
    assert failed(judged(warehouse)) == set()


def test_shares_at_their_limits_pass(warehouse: Path, judged: Judged) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        for statement in AT_THE_LIMIT.values():
            connection.execute(statement)
    assert failed(judged(warehouse, [casualties.SUITE, corpus.SUITE, comparison.SUITE])) == set()


def test_each_check_lists_its_bad_row_and_no_other(warehouse: Path, judged: Judged) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        for case in CASES:
            put(connection, case, "good")
            put(connection, case, "bad")
    results = judged(warehouse)
    listed = {
        check_id: {
            str(value) for row in result.rows for value in row.values() if str(value).startswith(("bad-", "good-"))
        }
        for check_id, result in results.items()
        if not result.success
    }
    assert listed == {case.check_id: {f"bad-{case.check_id}"} for case in CASES}
    assert {check_id: results[check_id].n_unexpected for check_id in listed} == dict.fromkeys(listed, 1)
    assert {check_id for check_id in listed if not results[check_id].documents} == {
        "question-answered",
        *(case.check_id for case in SERIES_CASES if case.table not in ("marts.fct_partitions", "marts.fct_claims")),
    }


@pytest.mark.parametrize("check_id", OF_THE_WHOLE)
def test_a_check_of_the_whole_fails_alone_in_its_suite(check_id: str, warehouse: Path, judged: Judged) -> None:
    suite, _ = CHECKS[check_id]
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(OF_THE_WHOLE[check_id])
    assert failed(judged(warehouse, [suite])) == {check_id}


def test_what_another_rule_explains_is_not_counted(warehouse: Path, judged: Judged) -> None:
    """Neither pairs of two definitions, nor figures that a later one replaces, nor quotes of which no text is held."""
    with duckdb.connect(str(warehouse)) as connection:
        for statement in (
            "update marts.fct_claim_pairs set relation = 'not_comparable', question_id_b = 'x' "
            "where pair_id < 'quiet-5'",
            "update marts.fct_claims set superseded_by_claim_id = 'two-2025-talks' where claim_id = 'one-2025-talks'",
            f"{MORE_PAIRS} 'conflict' as relation from range(30) as r(n)",
            "insert into marts.dim_documents by name select 'untexted' as document_id, 'en' as language, "
            "1 as n_claims, false as has_digest, false as has_original",
            "update marts.fct_claims set proof = 'none', document_id = 'untexted' where topic = 'context'",
        ):
            connection.execute(statement)
    assert failed(judged(warehouse, [comparison.SUITE])) == set()
    assert CHECKS["quotes-proven"][1].check_id not in failed(judged(warehouse, [corpus.SUITE]))


def test_denied_figures_are_not_judged(warehouse: Path, judged: Judged) -> None:
    """Whoever denies an absurd figure repeats it."""
    with duckdb.connect(str(warehouse)) as connection:
        insert(connection, "marts.fct_exchanges", {"claim_id": "d", "per_side_low": 10**6, "polarity": "denied"})
    assert failed(judged(warehouse, [exchanges.SUITE])) == set()
