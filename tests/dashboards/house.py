"""What the invented warehouse says of its own making: the load, the build, and the checks, one row per case."""

from __future__ import annotations

import json
from datetime import datetime

from tests.dashboards import claims
from tests.dashboards.cases import HOSTILE, Row

BUILT_AT = datetime(2025, 8, 1, 12, 30)


def _check(check_id: str, **known: object) -> Row:
    row: Row = {
        "check_id": check_id,
        "suite": "talks",
        "table_name": "marts.fct_talks",
        "column_name": None,
        "expectation": "ExpectColumnValuesToBeBetween",
        "success": True,
        "severity": "warning",
        "n_evaluated": 4,
        "n_unexpected": 0,
        "observed": "1 to 40",
        "threshold": "1 to 600 minutes",
        "reason": "No meeting lasts a day.",
        "remedy": "Look at the unit.",
        "documents": None,
        "rows_json": None,
        "examples": None,
        "checked_at": BUILT_AT,
    }
    return row | known


_AT_FAULT = [{"question_id": "length", "claim_id": "clm_length_alpha", "n_missed": 3.0, "label": HOSTILE}]

RESULTS = [
    _check("length-of-a-meeting"),
    _check("nothing-to-judge", suite="children", n_evaluated=0, observed=None),
    _check(
        "totals-do-not-fall",
        suite="series",
        success=False,
        n_unexpected=1,
        reason=f"A total only grows. {HOSTILE}",
        rows_json=json.dumps(_AT_FAULT),
        examples="clm_length_alpha less than 40 minutes, outlet in doc-alpha",
    ),
]

LOAD: Row = {
    "loaded_at": datetime(2025, 8, 1, 12),
    "corpus_sha256": "d" * 64,
    "parley_version": "0.1.0",
    "n_documents": 4,
    "n_texts": 2,
    "n_originals": 0,
    "n_claims": len(claims.CLAIMS),
    "n_rejects": 0,
}

BUILD: Row = {
    "build_id": "bld_0123456789ab",
    "built_at": BUILT_AT,
    "inputs_sha256": "0123456789ab" + "e" * 52,
    "parley_version": "0.1.0",
    "duckdb_version": "v2.0.0",
    "n_documents": 4,
    "n_claims": len(claims.CLAIMS),
    "n_questions": 11,
    "n_checks": len(RESULTS),
    "seconds": 2.5,
}

TABLES = {
    "raw.loads": [LOAD],
    "raw.load_files": [{"load_id": "1", "source_file": "documents.csv", "sha256": "f" * 64, "n_rows": 4}],
    "checks.builds": [BUILD],
    "checks.results": RESULTS,
}
"""The tables by name, for `invented.build`."""
