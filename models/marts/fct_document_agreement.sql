with

pairs as (select * from {{ ref("fct_claim_pairs") }}),

-- One question's pairs across two documents, the lesser document_id first whichever claim comes first. Of a question with
-- more claims than max_claims_with_pairs not all are listed: it is left out.
across as (

    select
        least(document_id_a, document_id_b) as document_id_a,
        greatest(document_id_a, document_id_b) as document_id_b,
        question_id,
        relation,
        same_origin
    from pairs
    where question_id = question_id_b and not same_document and not is_witness

),

final as (

    select

        -- ids
        document_id_a,
        document_id_b,

        -- numerics
        count(distinct question_id) as n_questions,
        count(*) as n_pairs,
        cast(sum(case when relation = 'agree' then 1 else 0 end) as bigint) as n_agree,
        cast(sum(case when relation = 'compatible' then 1 else 0 end) as bigint) as n_compatible,
        cast(sum(case when relation = 'conflict' then 1 else 0 end) as bigint) as n_conflict,
        cast(sum(case when relation = 'not_comparable' then 1 else 0 end) as bigint) as n_not_comparable,
        cast(sum(case when same_origin then 1 else 0 end) as bigint) as n_same_origin

    from across

    group by document_id_a, document_id_b

)

select * from final
