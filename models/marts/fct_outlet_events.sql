with

answers as (select * from {{ ref("fct_outlet_answers") }}),

final as (

    select

        -- ids
        event_id,
        outlet_id,

        -- numerics
        count(*) as n_questions,
        cast(sum(case when is_silent then 1 else 0 end) as bigint) as n_silent

    from answers
    group by event_id, outlet_id

)

select * from final
