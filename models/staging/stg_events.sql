with

source as (select * from {{ source("raw", "events") }}),

renamed as (

    select

        -- ids
        nullif(trim(event_id), '') as event_id,
        nullif(trim(related_to), '') as related_to,

        -- text
        nullif(trim(name), '') as name,
        nullif(trim(kind), '') as kind,
        nullif(trim(note), '') as note,

        -- dates
        cast(starts_on as date) as starts_on,
        cast(ends_on as date) as ends_on,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
