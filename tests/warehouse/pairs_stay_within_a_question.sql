-- Only claims of one question are set against each other; those of another definition of it are listed, and compared by
-- no other rule. Finds: one row per pair that names another question than its claims, or crosses questions otherwise.
with

pairs as (select * from {{ ref("fct_claim_pairs") }}),

claims_a as (select * from {{ ref("fct_claims") }}),

claims_b as (select * from {{ ref("fct_claims") }})

select pairs.pair_id, pairs.question_id, claims_a.question_id as question_id_a, claims_b.question_id as question_id_b
from pairs
inner join claims_a on pairs.claim_id_a = claims_a.claim_id
inner join claims_b on pairs.claim_id_b = claims_b.claim_id
where
    pairs.question_id <> claims_a.question_id
    or pairs.question_id_b <> claims_b.question_id
    or (pairs.question_id <> pairs.question_id_b and pairs.rule <> 'definition')
