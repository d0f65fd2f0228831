with

events as (select * from {{ ref("stg_events") }}),

final as (

    select

        -- ids
        event_id,
        related_to,

        -- text
        name,
        kind,

        -- dates
        starts_on,
        ends_on,

        -- notes
        note,
        source_file,
        source_line

    from events

)

select * from final
