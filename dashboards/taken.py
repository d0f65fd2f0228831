"""What a reader takes away of claims: rows to download, and references to cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboards import markup
from dashboards.markup import text
from dashboards.warehouse import Row

_COLUMNS = (
    *("claim_id", "question_id", "question", "document_id", "publisher", "language", "published_latest"),
    *("claimants", "claimant_id", "relayers", "voice", "origin_id", "quote", "gloss", "value_label"),
    *("value", "value_text", "unit", "basis", "hedge", "status", "polarity", "as_of", "said_on"),
    *("bound_low", "bound_high", "low_open", "high_open", "question_unit", "question_basis"),
    *("proof", "proven_on", "superseded_by_claim_id", "corrected", "verdict", "note"),
)
"""The columns of a claim that say something outside the dashboard."""


def rows(claims: Iterable[Row]) -> list[Row]:
    """Rows of `queries.claims_on`, or of `queries.claims_in`, with the columns that are worth keeping."""
    return [{column: claim[column] for column in _COLUMNS} for claim in claims]


def references(found: Mapping[str, str]) -> str:
    """References to some claims, folded, to be copied; nothing where there is none.

    Args:
        found: plain text by claim, from `cite.references`.
    """
    if not found:
        return ""
    items = "".join(f"<li>{reference(said)}</li>" for said in found.values())
    title = "Cite this claim" if len(found) == 1 else f"Cite these {len(found)} claims"
    return markup.fold(title, f'<ul class="pl-cites">{items}</ul>')


def reference(said: str) -> str:
    """One reference, its lines as they are; a click selects all of it."""
    return f'<p class="pl-cite">{text(said)}</p>'
