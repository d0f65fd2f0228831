-- Every pair of a question's claims has one relation: agree, compatible, conflict and not_comparable together are all
-- n (n - 1) / 2 pairs, and fct_claim_pairs lists just as many, beside those of two definitions; of a question with too
-- many claims it lists witnesses. Finds: one row per question where they do not.
with

answers as (select * from {{ ref("fct_answers") }}),

pairs as (select * from {{ ref("fct_claim_pairs") }}),

listed as (

    select question_id, count(*) as n_listed, max(case when is_witness then 1 else 0 end) = 1 as has_witnesses
    from pairs
    where question_id = question_id_b
    group by question_id

)

select
    answers.question_id,
    answers.n_claims,
    answers.n_pairs,
    answers.n_agree + answers.n_compatible + answers.n_conflict + answers.n_not_comparable as n_related,
    coalesce(listed.n_listed, 0) as n_listed
from answers
left join listed on answers.question_id = listed.question_id
where
    answers.n_agree + answers.n_compatible + answers.n_conflict + answers.n_not_comparable <> answers.n_pairs
    or answers.n_pairs <> answers.n_claims * (answers.n_claims - 1) / 2
    or (coalesce(listed.n_listed, 0) <> answers.n_pairs and not coalesce(listed.has_witnesses, false))
    or coalesce(listed.n_listed, 0) > answers.n_pairs
