"""References: what to write beside a figure, so that a reader finds the words behind it again."""

from __future__ import annotations

from collections.abc import Iterable

from dashboards import among, claim_rows, overview_statements, wording
from dashboards.warehouse import Row

# What is named one by one is looked up in an index, of millions as of hundreds; a join beside it would read them all.
_CLAIMS = """
with

claims as materialized (
    select
        claim_id, document_id, question_id, quote, gloss, value_label, is_denied, claimant_id, claimant_names,
        proof, proven_on, publisher, published_earliest, published_latest
    from marts.fct_claims
    where claim_id in ({ids})
)

select
    claims.claim_id, claims.document_id, claims.question_id,
    claims.quote, claims.gloss, claims.value_label, claims.is_denied,
    claims.claimant_id, claims.claimant_names as claimants, claims.proof, claims.proven_on, null as relayers,
    coalesce(publishers.name, claims.publisher) as publisher, claims.published_earliest, claims.published_latest,
    proofs.label as proof_label
from claims
left join marts.dim_actors as publishers on claims.publisher = publishers.actor_id
left join seeds.proofs as proofs on claims.proof = proofs.code
"""

_DOCUMENTS = "select document_id, author, title, url from marts.dim_documents where document_id in ({ids})"


def reference(claim_id: str) -> str:
    """The reference of one claim, as plain text of a few lines; empty for a claim that this build does not hold."""
    return references([claim_id]).get(claim_id, "")


def references(claim_ids: Iterable[str]) -> dict[str, str]:
    """The references of some claims by id; those that this build does not hold are left out.

    Returns:
        For each claim plain text: publisher, title, day and address of the document, the quote with its figure and
        claimant, how far it is proven, and which build of the warehouse says so.
    """
    found = claims(claim_ids)
    made = warehouse() if found else ""
    return {claim_id: _reference(claim, made) for claim_id, claim in found.items()}


def claims(claim_ids: Iterable[str]) -> dict[str, Row]:
    """What tells of some claims in a line, by id: figure, quote, claimants, proof, publisher, title of the document."""
    found = among.named(_CLAIMS, claim_ids)
    documents = {row["document_id"]: row for row in among.named(_DOCUMENTS, (row["document_id"] for row in found))}
    questions = claim_rows.questions(row["question_id"] for row in found)
    return {
        row["claim_id"]: row | {"question": questions[row["question_id"]]["question"]} | documents[row["document_id"]]
        for row in found
    }


def warehouse() -> str:
    """The warehouse itself as a reference: its version, its build and its terms."""
    build = overview_statements.build()
    if build is None:
        return "Parley, a warehouse of reported figures. CC BY 4.0."
    return (
        f"Parley, a warehouse of reported figures, version {build['parley_version']}, build {build['build_id']} of "
        f"{wording.day(build['built_at'].date())}. CC BY 4.0."
    )


def _reference(claim: Row, made: str) -> str:
    """One claim in three lines: the document, what it says, where that is kept."""
    when = wording.days(claim["published_earliest"], claim["published_latest"])
    title = f"“{claim['title']}”" if claim["title"] else "without a title"
    source = ", ".join(part for part in (claim["author"], wording.publisher(claim["publisher"]), title, when) if part)
    address = f" {claim['url']}" if claim["url"] else ""
    figure = f"{wording.figure(claim['value_label'])}, {wording.according(claim)}"
    words = f"“{claim['quote']}”" if claim["quote"] else "no quote held"
    gloss = f" [{claim['gloss']}]" if claim["gloss"] else ""
    proven = f" on {wording.day(claim['proven_on'])}" if claim["proven_on"] else ""
    return (
        f"{source}.{address}\n"
        f"{words}{gloss}: {figure}. Quote checked: {claim['proof_label'] or claim['proof'] or 'no'}{proven}.\n"
        f"Claim {claim['claim_id']}, document {claim['document_id']}. {made}"
    )
