with

pairs as (select * from {{ ref("fct_claim_pairs") }}),

sides as (

    select question_id, question_id_b as other_question_id, known_from from pairs where rule = 'definition'

    union all

    select question_id_b as question_id, question_id as other_question_id, known_from from pairs where rule = 'definition'

),

final as (

    select

        -- ids
        question_id,
        other_question_id,

        -- dates
        known_from,

        -- numerics
        count(*) as n_pairs

    from sides
    group by question_id, other_question_id, known_from

)

select * from final
order by question_id
