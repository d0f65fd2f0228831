"""The singular tests of the series are tested, as test_singular_tests does it for the others."""

from __future__ import annotations

from types import SimpleNamespace

import duckdb
import jinja2
import pytest

from .test_singular_tests import FOLDER, rows

SERIES = FOLDER / "series"
ANSWER_SPAN = "question_id, valid_from, valid_to"
PROMISE_SPAN = "promise_question_id, direction, party, valid_from, valid_to"
ANSWER = "question_id, valid_to, n_claims, n_origins, n_pairs, n_conflict, verdict, low, high, core_low, core_high"
PAIR = "pair_id, question_id, question_id_b, rule, relation"
QUESTION = "question_id, family, event_id, scope"
DOCUMENTS = "document_id_a, document_id_b, n_pairs, n_agree, n_compatible, n_conflict, n_not_comparable"
ORIGINS = "question_id, level, n_units, n_pairs, n_agree, n_compatible, n_conflict, n_not_comparable"
CLAIM_PAIR = "question_id, question_id_b, same_document, document_id_a, document_id_b, is_witness"
SUPERSEDED = "claim_id, question_id, published_latest, superseded_by_claim_id, superseded_on, superseded_basis"
CORRECTION = "correction_id, claim_id, action, status, applied, guard"
PROMISE = (
    "promise_question_id, direction, party, valid_to, n_deliveries, promised_low, promised_high, delivered_low, "
    "delivered_high, outstanding_low, outstanding_high"
)

NO_PROMISE_SPANS = rows(PROMISE_SPAN, "'one', 'to_ukraine', 'russia', date '2025-06-02', null")
DEFINITIONS = rows(
    QUESTION,
    "'register', 'children-taken', 'war', 'register'",
    "'estimate', 'children-taken', 'war', 'estimate'",
    "'unscoped', 'children-taken', 'war', null",
    "'list', 'children-list', 'war', 'list'",
)
BODIES = "'bodies', 'to_ukraine', 'ukraine', null, 2, 6000, 6000"
UNTOLD = "'untold', 'to_russia', 'russia', null, 0, 2, 3, null, null, 2, 3"
AGREEING = "'kept', null, 2, 2, 1, 0, 'agree', 1, 2, 1, 2"
LINES = ("'recoded', 'mended'", "'flagged', 'printed'", "'of a document', null", "'withdrawn', 'printed'")

CASES: dict[str, tuple[dict[str, str], dict[str, str], int]] = {
    "versions_follow_each_other": (
        {
            "fct_answer_versions": rows(
                ANSWER_SPAN, "'q', date '2025-06-02', date '2025-06-15'", "'q', date '2025-06-16', null"
            ),
            "fct_promise_versions": rows(
                PROMISE_SPAN,
                "'p', 'to_ukraine', 'russia', null, date '2025-06-15'",
                "'p', 'to_ukraine', 'russia', date '2025-06-16', null",
                "'p', 'to_ukraine', 'ukraine', date '2025-06-11', null",
            ),
        },
        {
            "fct_answer_versions": rows(
                ANSWER_SPAN,
                "'gap', date '2025-06-02', date '2025-06-14'",
                "'gap', date '2025-06-16', null",
                "'overlap', date '2025-06-02', date '2025-06-16'",
                "'overlap', date '2025-06-16', null",
                "'two stand', date '2025-06-02', null",
                "'two stand', date '2025-06-16', null",
                "'ended', date '2025-06-02', date '2025-06-16'",
                "'backwards', date '2025-06-02', date '2025-06-01'",
                "'backwards', date '2025-06-02', null",
            ),
            "fct_promise_versions": NO_PROMISE_SPANS,
        },
        5,
    ),
    "answers_are_the_versions_that_stand": (
        {
            "fct_answers": rows(ANSWER, AGREEING, "'unanswered', null, 0, 0, 0, 0, 'silent', null, null, null, null"),
            "fct_answer_versions": rows(
                ANSWER, AGREEING, "'kept', date '2025-06-01', 1, 1, 0, 0, 'single', 1, 1, 1, 1"
            ),
        },
        {
            "fct_answers": rows(
                ANSWER,
                AGREEING,
                "'no version', null, 1, 1, 0, 0, 'single', 1, 1, 1, 1",
                "'other core', null, 1, 1, 0, 0, 'single', 1, 1, 1, 1",
            ),
            "fct_answer_versions": rows(
                ANSWER,
                AGREEING,
                "'no answer', null, 1, 1, 0, 0, 'single', 1, 1, 1, 1",
                "'other core', null, 1, 1, 0, 0, 'single', 1, 1, null, 1",
            ),
        },
        3,
    ),
    "definitions_differ": (
        {
            "dim_questions": DEFINITIONS,
            "fct_claim_pairs": rows(
                PAIR,
                "'own', 'list', 'list', 'disjoint', 'conflict'",
                "'two', 'register', 'estimate', 'definition', 'not_comparable'",
            ),
        },
        {
            "dim_questions": DEFINITIONS,
            "fct_claim_pairs": rows(
                PAIR,
                "'conflict', 'register', 'estimate', 'disjoint', 'conflict'",
                "'other family', 'register', 'list', 'definition', 'not_comparable'",
                "'not compared', 'register', 'estimate', 'unit', 'not_comparable'",
            ),
        },
        3,
    ),
    "agreements_add_up": (
        {
            "fct_document_agreement": rows(DOCUMENTS, "'a', 'b', 2, 1, 0, 1, 0"),
            "fct_origin_agreement": rows(
                ORIGINS, "'q', 'document', 3, 3, 1, 1, 1, 0", "'q', 'origin', 1, 0, 0, 0, 0, 0"
            ),
            "fct_claim_pairs": rows(
                CLAIM_PAIR,
                "'q', 'q', false, 'a', 'b', false",
                "'q', 'q', false, 'b', 'a', false",
                "'q', 'q', true, 'a', 'a', false",
                "'q', 'other', false, 'a', 'c', false",
                "'q', 'q', false, 'a', 'b', true",
            ),
        },
        {
            "fct_document_agreement": rows(DOCUMENTS, "'a', 'b', 2, 1, 0, 0, 0", "'a', 'none', 1, 1, 0, 0, 0"),
            "fct_origin_agreement": rows(
                ORIGINS, "'too few pairs', 'document', 3, 2, 2, 0, 0, 0", "'no relation', 'origin', 2, 1, 0, 0, 0, 0"
            ),
            "fct_claim_pairs": rows(
                CLAIM_PAIR,
                "'q', 'q', false, 'a', 'b', false",
                "'q', 'q', false, 'a', 'b', false",
                "'q', 'q', false, 'not', 'listed', false",
            ),
        },
        5,
    ),
    "superseded_claims_come_first": (
        {
            "fct_claims": rows(
                SUPERSEDED,
                "'first', 'q', date '2025-06-02', 'second', date '2025-06-03', 'later'",
                "'elsewhere', 'p', date '2025-06-03', 'second', date '2025-06-03', 'linked'",
                "'second', 'q', date '2025-06-03', null, null, null",
            )
        },
        {
            "fct_claims": rows(
                SUPERSEDED,
                "'known before', 'q', date '2025-06-04', 'second', date '2025-06-03', 'later'",
                "'other day', 'q', date '2025-06-01', 'second', date '2025-06-02', 'later'",
                "'other question', 'p', date '2025-06-02', 'second', date '2025-06-03', 'later'",
                "'by nobody', 'q', date '2025-06-02', 'missing', date '2025-06-03', 'later'",
                "'by itself', 'q', date '2025-06-02', 'by itself', date '2025-06-02', 'linked'",
                "'no basis', 'q', date '2025-06-02', 'second', date '2025-06-03', null",
                "'second', 'q', date '2025-06-03', null, null, null",
            )
        },
        6,
    ),
    "corrections_are_applied": (
        {
            "stg_corrections": rows("correction_id, claim_id", *LINES),
            "fct_corrections": rows(
                CORRECTION,
                "'recoded', 'mended', 'recode', 'settled', true, 'holds'",
                "'flagged', 'printed', 'flag', 'open', false, 'holds'",
                "'of a document', null, 'flag', 'open', false, 'holds'",
                "'withdrawn', 'printed', 'recode', 'withdrawn', false, 'not_guarded'",
            ),
            "fct_claims": rows("claim_id, corrected", "'mended', true", "'printed', false"),
        },
        {
            "stg_corrections": rows("correction_id, claim_id", *LINES, "'lost', 'mended'"),
            "fct_corrections": rows(
                CORRECTION,
                "'recoded', 'printed', 'recode', 'open', true, 'holds'",
                "'flagged', 'printed', 'recode', 'open', false, 'holds'",
                "'of a document', null, 'flag', 'open', false, 'not_guarded'",
                "'withdrawn', 'mended', 'recode', 'withdrawn', true, 'not_guarded'",
            ),
            "fct_claims": rows("claim_id, corrected", "'mended', true", "'printed', false", "'without a line', true"),
        },
        6,
    ),
    "promises_are_the_versions_that_stand": (
        {
            "fct_promises": rows(PROMISE, f"{BODIES}, 6057, 6060, 0, 0", UNTOLD),
            "fct_promise_versions": rows(
                PROMISE,
                f"{BODIES}, 6057, 6060, 0, 0",
                UNTOLD,
                "'bodies', 'to_ukraine', 'ukraine', date '2025-06-15', 1, 6000, 6000, 1200, 1200, 4800, 4800",
            ),
        },
        {
            "fct_promises": rows(
                PROMISE,
                f"{BODIES}, 6057, 6060, 0, 0",
                "'below zero', 'to_ukraine', 'ukraine', null, 1, 10, 10, 12, 12, -2, -2",
                "'not the rest', 'to_ukraine', 'ukraine', null, 1, 10, 10, 2, 2, 8, 9",
            ),
            "fct_promise_versions": rows(
                PROMISE,
                f"{BODIES}, 4812, 4812, 1188, 1188",
                "'below zero', 'to_ukraine', 'ukraine', null, 1, 10, 10, 12, 12, -2, -2",
                "'not the rest', 'to_ukraine', 'ukraine', null, 1, 10, 10, 2, 2, 8, 9",
                UNTOLD,
            ),
        },
        4,
    ),
}


def findings(name: str, tables: dict[str, str]) -> list[tuple[object, ...]]:
    """What a test finds on tables made by queries."""
    template = jinja2.Template((SERIES / f"{name}.sql").read_text(encoding="utf-8"))
    query = template.render(
        ref=lambda table: table,
        dbt=SimpleNamespace(type_string=lambda: "varchar"),
        days_from_date=lambda date: f"cast({date} - date '1970-01-01' as double)",
    )
    with duckdb.connect() as connection:
        for table, rows_of_table in tables.items():
            connection.execute(f"create table {table} as {rows_of_table}")
        return connection.sql(query).fetchall()


@pytest.mark.parametrize("name", CASES)
def test_it_passes_on_good_rows(name: str) -> None:
    assert findings(name, CASES[name][0]) == []


@pytest.mark.parametrize("name", CASES)
def test_it_finds_just_the_bad_rows(name: str) -> None:
    _, bad, n_bad = CASES[name]
    found = findings(name, bad)
    assert len(found) == n_bad, found


def test_every_singular_test_of_the_series_is_tested_here() -> None:
    assert {path.stem for path in SERIES.glob("*.sql")} == set(CASES)
