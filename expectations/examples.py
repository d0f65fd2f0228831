"""The claims of the listed rows in words: a figure that fails a check is shown with all claims that it concerns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

_CLAIM = re.compile(r"clm_[0-9a-f]+")
_QUERY = """
    select claim_id, concat(claim_id, ' ', value_label, ', ', claimant_id, ' in ', document_id,
        case when quote is null then ' (no quote held)' else concat(': ', quote) end)
    from marts.fct_claims
    where claim_id in (select unnest(?))
"""


def claims_named(row: Mapping[str, Any]) -> list[str]:
    """The claim ids in the columns of a row that are named for them, each once, in the order of the row."""
    cells = (str(value) for column, value in row.items() if "claim_id" in column and value is not None)
    return list(dict.fromkeys(claim_id for cell in cells for claim_id in _CLAIM.findall(cell)))


def claims_told(connection: duckdb.DuckDBPyConnection, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What the claims of the rows say.

    Args:
        connection: to the work file; marts.fct_claims is read.
        rows: the listed rows of any checks.

    Returns:
        For each claim id that the rows name and the table holds: one line of claim id, figure, claimant, document and
        quote. Nothing where the table lacks what is read: then a check of its own says so.
    """
    named = list(dict.fromkeys(claim_id for row in rows for claim_id in claims_named(row)))
    if not named:
        return {}
    try:
        return {claim_id: " ".join(line.split()) for claim_id, line in connection.execute(_QUERY, [named]).fetchall()}
    except duckdb.Error:
        return {}


def listed(rows: Iterable[Mapping[str, Any]], told: Mapping[str, str]) -> str | None:
    """The lines of the claims that the rows name, each once, in the order of the rows; None: there are none."""
    named = dict.fromkeys(claim_id for row in rows for claim_id in claims_named(row))
    return "\n".join(told[claim_id] for claim_id in named if claim_id in told) or None
