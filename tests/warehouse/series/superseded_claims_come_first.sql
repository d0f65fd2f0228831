-- A claim is superseded by a later one that exists, on the day on which that one was known, and where no link says so on
-- its own question. Finds: one row per superseded claim of which that is not true.
with

claims as (select * from {{ ref("fct_claims") }}),

successors as (select * from {{ ref("fct_claims") }})

select
    claims.claim_id,
    claims.superseded_by_claim_id,
    claims.superseded_on,
    claims.published_latest,
    successors.published_latest as successor_published_latest
from claims
left join successors on claims.superseded_by_claim_id = successors.claim_id
where
    (claims.superseded_by_claim_id is null) <> (claims.superseded_on is null)
    or (claims.superseded_by_claim_id is null) <> (claims.superseded_basis is null)
    or (claims.superseded_by_claim_id is not null and successors.claim_id is null)
    or claims.superseded_by_claim_id = claims.claim_id
    or claims.superseded_on <> successors.published_latest
    or claims.published_latest > claims.superseded_on
    or (claims.superseded_basis = 'later' and claims.question_id <> successors.question_id)
