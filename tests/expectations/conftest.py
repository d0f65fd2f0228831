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
        published_basis varchar, has_digest boolean, n_digest_chars bigint, n_original_chars bigint, n_claims bigint""",
    "marts.dim_events": "event_id varchar, kind varchar, starts_on date, ends_on date",
    "marts.dim_questions": "question_id varchar, value_type varchar, subject_side varchar",
    "marts.bridge_claim_claimants": "claim_id varchar, claimant_id varchar",
    "marts.fct_claims": """claim_id varchar, document_id varchar, question_id varchar, topic varchar, category varchar,
        stage varchar, status varchar, polarity varchar, quote varchar, char_start bigint, proof varchar, value double,
        value_high double, unit varchar, value_text varchar, as_of date, hedge varchar, has_interval boolean,
        question_unit varchar, bound_low double, bound_high double, bound_low_date date, bound_high_date date,
        claimant_id varchar, ambiguous varchar, published_earliest date, published_latest date, coder varchar,
        coded_on date, value_label varchar""",
    "marts.fct_exchanges": """claim_id varchar, document_id varchar, question_id varchar, polarity varchar,
        value_label varchar, per_side_low double, per_side_high double, claimant_id varchar""",
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
        document_id_a varchar, document_id_b varchar, relation varchar, rule varchar, gap double, gap_share double""",
    "marts.fct_numeral_coverage": """numeral_id varchar, document_id varchar, text_edition varchar, char_start bigint,
        numeral varchar, is_coded boolean, is_dismissed boolean""",
}

DEFAULTS: dict[str, dict[str, Any]] = {
    "raw.texts": {"text_edition": "digest", "n_chars": 2000},
    "marts.dim_documents": {
        "published_earliest": "2025-07-23",
        "published_latest": "2025-07-23",
        "n_claims": 5,
        "has_digest": False,
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
    "marts.fct_exchanges": {"document_id": "one-2025", "polarity": "asserted"},
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
        "relation": "agree",
        "rule": "same_interval",
    },
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
    for number in range(10):
        insert(connection, "marts.fct_answers", {"question_id": f"quiet-{number}"})
        insert(connection, "marts.fct_claim_pairs", {"pair_id": f"quiet-{number}", "question_id": f"quiet-{number}"})


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
