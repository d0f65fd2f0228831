"""References: what to write beside a figure, so that a reader finds the words behind it again."""

from __future__ import annotations

from collections.abc import Iterable

from dashboards import among, overview_statements, wording
from dashboards.warehouse import Row, rows

_QUESTIONS = "select distinct question_id from marts.fct_claims where claim_id in ({ids}) order by question_id"

_DOCUMENTS = "select document_id, author, title, url from marts.dim_documents where document_id in ({ids})"

_CLAIMS = """
with

credited as (
    select
        bridge.claim_id,
        string_agg(coalesce(actors.name, bridge.claimant_id), ' and ' order by bridge.ordinal) as claimants
    from {of marts.bridge_claim_claimants} as bridge
    left join marts.dim_actors as actors on bridge.claimant_id = actors.actor_id
    where list_contains($claims, bridge.claim_id)
    group by bridge.claim_id
)

select
    claims.claim_id, claims.document_id, claims.question_id, answers.question,
    claims.quote, claims.gloss, claims.value_label, claims.is_denied,
    claims.claimant_id, credited.claimants, claims.proof, claims.proven_on, null as relayers,
    coalesce(publishers.name, claims.publisher) as publisher, claims.published_earliest, claims.published_latest,
    proofs.label as proof_label
from {of marts.fct_claims} as claims
inner join {of marts.fct_answers} as answers on claims.question_id = answers.question_id
left join marts.dim_actors as publishers on claims.publisher = publishers.actor_id
left join credited on claims.claim_id = credited.claim_id
left join seeds.proofs as proofs on claims.proof = proofs.code
where list_contains($claims, claims.claim_id)
"""


def reference(claim_id: str) -> str:
    """The reference of one claim, as plain text of a few lines; empty for a claim that this build does not hold."""
    return references([claim_id]).get(claim_id, "")


def references(claim_ids: Iterable[str], question_ids: Iterable[str] = ()) -> dict[str, str]:
    """The references of some claims by id, with one query for all of them.

    Args:
        claim_ids: the claims; those that this build does not hold are left out.
        question_ids: the questions that they answer, where they are known: finding them costs a query.

    Returns:
        For each claim plain text: publisher, title, day and address of the document, the quote with its figure and
        claimant, how far it is proven, and which build of the warehouse says so.
    """
    wanted = tuple(sorted(set(claim_ids)))
    if not wanted:
        return {}
    made = warehouse()
    return {claim_id: _reference(claim, made) for claim_id, claim in claims(wanted, question_ids).items()}


def claims(claim_ids: Iterable[str], question_ids: Iterable[str] = ()) -> dict[str, Row]:
    """What tells of some claims in a line: figure, quote, claimants, publisher, proof; arguments as of `references`."""
    wanted = tuple(sorted(set(claim_ids)))
    if not wanted:
        return {}
    questions = tuple(sorted(set(question_ids))) or _questions(wanted)
    if not questions:
        return {}
    statement, parameters = among.filled(_CLAIMS, questions)
    found = rows(statement, claims=wanted, **parameters)
    documents = _documents({row["document_id"] for row in found})
    return {row["claim_id"]: row | documents[row["document_id"]] for row in found}


def _questions(claim_ids: tuple[str, ...]) -> tuple[str, ...]:
    """The questions that some claims answer."""
    statement, named = among.one_by_one(_QUESTIONS, claim_ids)
    return tuple(row["question_id"] for row in rows(statement, **named))


def _documents(document_ids: Iterable[str]) -> dict[str, Row]:
    """Author, title and address of some documents, by id."""
    wanted = sorted(document_ids)
    if not wanted:
        return {}
    statement, named = among.one_by_one(_DOCUMENTS, wanted)
    return {row["document_id"]: row for row in rows(statement, **named)}


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
    denies = "denies " if claim["is_denied"] else ""
    figure = f"{denies}{wording.figure(claim['value_label'])}, {wording.according(claim)}"
    words = f"“{claim['quote']}”" if claim["quote"] else "no quote held"
    gloss = f" [{claim['gloss']}]" if claim["gloss"] else ""
    proven = f" on {wording.day(claim['proven_on'])}" if claim["proven_on"] else ""
    return (
        f"{source}.{address}\n"
        f"{words}{gloss}: {figure}. Quote checked: {claim['proof_label'] or claim['proof'] or 'no'}{proven}.\n"
        f"Claim {claim['claim_id']}, document {claim['document_id']}. {made}"
    )
