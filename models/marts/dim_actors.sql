with

actors as (select * from {{ ref("stg_actors") }}),

final as (

    select

        -- ids
        actor_id,
        member_of,

        -- text
        name,
        kind,
        side,
        country,

        -- notes
        note,
        source_file,
        source_line

    from actors

)

select * from final
