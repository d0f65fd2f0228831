with

claims as (select * from {{ ref("fct_claims") }}),

-- The first figure stands for what an outlet says; where it gives none, the first text that says so.
final as (

    select

        -- ids
        event_id,
        question_id,
        publisher as outlet_id,
        coalesce(min(case when not is_silent then claim_id end), min(claim_id)) as claim_id,

        -- numerics
        count(*) as n_claims,
        count(distinct value_label) as n_figures,

        -- booleans
        min(case when is_silent then 1 else 0 end) = 1 as is_silent

    from claims
    group by event_id, question_id, publisher

)

select * from final
order by event_id, question_id, outlet_id
