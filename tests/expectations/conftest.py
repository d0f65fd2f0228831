"""An invented warehouse with the tables and columns that the checks read, and helpers to put rows into it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pytest

from expectations.check import Suite
from expectations.results import Result, evaluate
from expectations.suites import SUITES

TABLES = {
    "raw.texts": "document_id varchar, text_edition varchar, n_chars bigint, source_file varchar, text varchar",
    "raw.originals": "document_id varchar, original_sha256 varchar, n_chars bigint, held boolean",
    "marts.dim_actors": "actor_id varchar, side varchar",
    "marts.dim_documents": """document_id varchar, publisher varchar, published_earliest date, published_latest date,
        published_basis varchar, language varchar, has_digest boolean, has_original boolean, n_digest_chars bigint,
        n_original_chars bigint, n_claims bigint, note varchar""",
    "marts.dim_events": "event_id varchar, name varchar, kind varchar, starts_on date, ends_on date",
    "marts.dim_questions": "question_id varchar, event_id varchar, value_type varchar, subject_side varchar",
    "marts.fct_links": "link_id varchar, document_id varchar, part_question_id varchar, whole_question_id varchar",
    "marts.bridge_claim_claimants": "claim_id varchar, claimant_id varchar",
    "marts.fct_claims": """claim_id varchar, document_id varchar, question_id varchar, event_id varchar, topic varchar,
        category varchar, stage varchar, status varchar, polarity varchar, quote varchar, gloss varchar,
        char_start bigint, proof varchar, value double, value_high double, unit varchar, value_text varchar, as_of date,
        hedge varchar, has_interval boolean, question_unit varchar, bound_low double, bound_high double,
        bound_low_date date, bound_high_date date, claimant_id varchar, ambiguous varchar, published_earliest date,
        published_latest date, coder varchar, coded_on date, note varchar, value_label varchar,
        superseded_by_claim_id varchar""",
    "marts.fct_exchanges": """claim_id varchar, document_id varchar, question_id varchar, polarity varchar,
        stage varchar, value_label varchar, per_side_low double, per_side_high double, claimant_id varchar""",
    "marts.fct_casualties": """claim_id varchar, document_id varchar, question_id varchar, polarity varchar,
        stage varchar, value_label varchar, remains_side varchar, bodies_low double, bodies_high double""",
    "marts.fct_children_lists": """claim_id varchar, document_id varchar, question_id varchar, polarity varchar,
        list_kind varchar, value_label varchar, children_low double, children_high double""",
    "marts.fct_talks": """claim_id varchar, document_id varchar, question_id varchar, event_id varchar,
        category varchar, stage varchar, polarity varchar, value_label varchar, side varchar, minutes_low double,
        minutes_high double, delegates_low double, delegates_high double, date_low date, date_high date,
        actor_id varchar, question_unit varchar""",
    "marts.fct_answers": """question_id varchar, topic varchar, n_claims bigint, n_documents bigint, core_low double,
        core_high double, core_support bigint, verdict varchar, verdict_sensitive boolean""",
    "marts.fct_claim_pairs": """pair_id varchar, question_id varchar, claim_id_a varchar, claim_id_b varchar,
        document_id_a varchar, document_id_b varchar, question_id_b varchar, kind varchar, relation varchar,
        rule varchar, gap double, gap_share double, is_witness boolean""",
    "marts.fct_partitions": """document_id varchar, claimant_id varchar, whole_question_id varchar, partition varchar,
        is_exhaustive boolean, parts_label varchar, whole_label varchar, whole_said_by varchar, miss_low double,
        miss_high double, relation varchar, part_claim_ids varchar, whole_claim_ids varchar""",
    "marts.fct_direction_balance": """event_id varchar, measure varchar, party varchar, said_equal_by varchar,
        to_ukraine_low double, to_ukraine_high double, to_russia_low double, to_russia_high double, balance_low double,
        balance_high double, relation varchar, to_ukraine_claim_ids varchar, to_russia_claim_ids varchar""",
    "marts.fct_running_totals": """claim_id varchar, compared_with varchar, question_id varchar, claimants varchar,
        value_label varchar, held_on date, previous_claim_id varchar, previous_held_on date,
        previous_value_label varchar, fell boolean, rise_low double, rise_high double, reported_low double,
        reported_high double, misses_high double""",
    "marts.fct_promises": """promise_question_id varchar, event_id varchar, direction varchar, party varchar,
        promised_core_low double, promised_core_high double, n_promise_claims bigint, n_promise_silent bigint,
        delivered_from varchar, delivered_low double, delivered_high double, n_deliveries bigint,
        promise_claim_ids varchar""",
    "marts.fct_deliveries": """promise_question_id varchar, delivery_question_id varchar, direction varchar,
        party varchar, position varchar, claimed_by varchar, is_counted boolean, delivered_on date,
        lowest_claim_id varchar, claim_ids varchar""",
    "marts.fct_numeral_coverage": """numeral_id varchar, document_id varchar, text_edition varchar, char_start bigint,
        numeral varchar, is_coded boolean, is_dismissed boolean""",
}

DEFAULTS: dict[str, dict[str, Any]] = {
    "raw.texts": {"text_edition": "digest", "n_chars": 2000},
    "marts.dim_documents": {
        "published_earliest": "2025-07-23",
        "published_latest": "2025-07-23",
        "language": "en",
        "n_claims": 5,
        "has_digest": True,
        "has_original": False,
    },
    "marts.dim_questions": {"value_type": "count"},
    "marts.fct_claims": {
        "document_id": "one-2025",
        "question_id": "q-quiet",
        "topic": "talks",
        "category": "proposal",
        "stage": "attribute",
        "status": "stated",
        "polarity": "asserted",
        "quote": "three working groups",
        "char_start": 10,
        "proof": "recorded",
        "hedge": "exactly",
        "has_interval": False,
        "claimant_id": "speaker",
        "published_earliest": "2025-07-23",
        "published_latest": "2025-07-23",
        "coded_on": "2025-08-01",
    },
    "marts.fct_exchanges": {"document_id": "one-2025", "polarity": "asserted", "stage": "delivered"},
    "marts.fct_casualties": {
        "document_id": "one-2025",
        "polarity": "asserted",
        "stage": "promised",
        "remains_side": "ukraine",
    },
    "marts.fct_children_lists": {"document_id": "one-2025", "polarity": "asserted"},
    "marts.fct_talks": {"document_id": "one-2025", "polarity": "asserted", "stage": "attribute"},
    "marts.fct_answers": {
        "topic": "talks",
        "n_claims": 2,
        "n_documents": 2,
        "core_support": 2,
        "verdict": "agree",
        "verdict_sensitive": False,
    },
    "marts.fct_claim_pairs": {
        "document_id_a": "one-2025",
        "document_id_b": "two-2025",
        "question_id": "q-quiet",
        "question_id_b": "q-quiet",
        "kind": "same_claimant",
        "relation": "agree",
        "rule": "same_interval",
        "is_witness": False,
    },
    "marts.fct_partitions": {"document_id": "one-2025", "is_exhaustive": True, "relation": "compatible"},
    "marts.fct_direction_balance": {"party": "russia", "said_equal_by": "speaker", "relation": "may_be_equal"},
    "marts.fct_running_totals": {"compared_with": "same_claimant", "fell": False, "previous_claim_id": "clm_0a"},
    "marts.fct_promises": {
        "direction": "to_ukraine",
        "party": "ukraine",
        "n_promise_claims": 1,
        "n_promise_silent": 0,
        "n_deliveries": 1,
    },
    "marts.fct_deliveries": {"direction": "to_ukraine", "party": "ukraine", "position": "claimed", "is_counted": True},
    "marts.fct_numeral_coverage": {
        "document_id": "one-2025",
        "text_edition": "digest",
        "is_coded": False,
        "is_dismissed": False,
    },
}
"""What a row holds where a test does not care; a column that is not named is NULL."""


class Judged(Protocol):
    """Runs checks on a work file; all suites unless some are named."""

    def __call__(self, path: Path, suites: Sequence[Suite] = SUITES) -> dict[str, Result]: ...


def insert(connection: duckdb.DuckDBPyConnection, table: str, values: Mapping[str, Any]) -> None:
    """Put one row into a table, filled up with the defaults of the table."""
    row = {**DEFAULTS.get(table, {}), **values}
    connection.execute(
        f"insert into {table} ({', '.join(row)}) values ({', '.join('?' for _ in row)})",
        list(row.values()),
    )


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all tables, with the few rows that keep every check of the whole corpus content."""
    for schema in ("raw", "marts"):
        connection.execute(f"create schema {schema}")
    for table, columns in TABLES.items():
        connection.execute(f"create table {table} ({columns})")
    for actor, side in {"speaker": "ukraine", "answerer": "russia", "paper": "third"}.items():
        insert(connection, "marts.dim_actors", {"actor_id": actor, "side": side})
    for document in ("one-2025", "two-2025"):
        insert(connection, "marts.dim_documents", {"document_id": document})
        for topic in ("exchanges", "casualties", "children", "talks", "context"):
            claim = {"claim_id": f"{document}-{topic}", "document_id": document, "topic": topic}
            insert(connection, "marts.fct_claims", claim)
    for claim_id, claimant in {"swap-1": "speaker", "swap-2": "answerer"}.items():
        swap = {"claim_id": claim_id, "claimant_id": claimant, "per_side_low": 1000, "per_side_high": 1000}
        insert(connection, "marts.fct_exchanges", swap)
        insert(connection, "marts.bridge_claim_claimants", {"claim_id": claim_id, "claimant_id": claimant})
    of_talks = {"claim_id_a": "one-2025-talks", "claim_id_b": "two-2025-talks"}
    for number in range(10):
        insert(connection, "marts.fct_answers", {"question_id": f"quiet-{number}"})
        insert(connection, "marts.fct_claim_pairs", {"pair_id": f"quiet-{number}", **of_talks})


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work file that passes every check, made once."""
    path = tmp_path_factory.mktemp("template") / "work.duckdb"
    with duckdb.connect(str(path)) as connection:
        fill(connection)
    return path


@pytest.fixture
def warehouse(template: Path, tmp_path: Path) -> Path:
    """A copy of it, whose name needs care in a URL and in SQL."""
    return Path(shutil.copy(template, tmp_path / "a work file's 100 % & more.duckdb"))


@pytest.fixture(scope="session")
def judged() -> Judged:
    """Run checks on a work file: the results by check id. Imports Great Expectations once for the session."""
    from expectations.run import verdicts

    return lambda path, suites=SUITES: {result.check_id: result for result in evaluate(path, suites, verdicts)}


def failed(results: Mapping[str, Result]) -> set[str]:
    """The ids of the checks that do not hold."""
    return {check_id for check_id, result in results.items() if not result.success}
