with

agreement as (select * from {{ ref("fct_outlet_agreement") }}),

final as (

    select

        -- ids
        outlet_id_a,
        outlet_id_b,

        -- how the two stand to each other
        relation,

        -- numerics
        count(*) as n_questions

    from agreement
    group by outlet_id_a, outlet_id_b, relation

)

select * from final
order by outlet_id_a, outlet_id_b, relation
