-- Two questions are set against each other only where one event is measured by two definitions, and they never conflict.
-- Finds: one row per pair across questions of two families, of two events, without two scopes, or that is compared.
with

pairs as (select * from {{ ref("fct_claim_pairs") }} where question_id <> question_id_b),

questions as (select * from {{ ref("dim_questions") }}),

second_questions as (select * from {{ ref("dim_questions") }})

select pairs.pair_id, pairs.question_id, pairs.question_id_b, pairs.rule, pairs.relation
from pairs
inner join questions on pairs.question_id = questions.question_id
inner join second_questions on pairs.question_id_b = second_questions.question_id
where
    pairs.rule <> 'definition'
    or pairs.relation <> 'not_comparable'
    or questions.family is distinct from second_questions.family
    or questions.event_id is distinct from second_questions.event_id
    or coalesce(questions.scope, '') = coalesce(second_questions.scope, '')
