"""Claims as an address names them: by id, by the first digits of one as ids were before, or by one that is retired."""

from __future__ import annotations

from dashboards.warehouse import Row, rows
from ingest.ids import FORMER_LENGTH


def meant(claim_id: str) -> list[Row]:
    """claim_id and document_id of the claim with this id; of one as ids were before, of all that begin so."""
    named = "select claim_id, document_id from marts.fct_claims where"
    found = rows(f"{named} claim_id = $claim", claim=claim_id)
    if found or len(claim_id) < FORMER_LENGTH:
        return found
    return rows(f"{named} starts_with(claim_id, $claim) order by claim_id", claim=claim_id)


def retired(claim_id: str) -> Row | None:
    """What became of a claim that is no more: claim_id, retired_on, reason, successor; None for one never known.

    The first digits of its id are enough, as many as ids had before.
    """
    named = "claim_id = $claim or (starts_with(claim_id, $claim) and length($claim) >= $least)"
    query = f"select * from raw.retired_claims where {named} order by claim_id"
    found = rows(query, claim=claim_id, least=FORMER_LENGTH)
    return found[0] if found else None
