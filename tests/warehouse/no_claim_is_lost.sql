-- Every claim that was read stands in fct_claims: no join on the way drops one.
-- Finds: one row per claim that is missing.
with

read_claims as (select * from {{ ref("stg_claims") }}),

claims as (select * from {{ ref("fct_claims") }})

select read_claims.claim_id, read_claims.document_id, read_claims.question_id, read_claims.hedge
from read_claims
left join claims on read_claims.claim_id = claims.claim_id
where claims.claim_id is null
