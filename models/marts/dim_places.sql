with

places as (select * from {{ ref("stg_places") }}),

final as (

    select

        -- ids
        place_id,
        located_in,

        -- text
        name,
        kind,

        -- notes
        source_file,
        source_line

    from places

)

select * from final
