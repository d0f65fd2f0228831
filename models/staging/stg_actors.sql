with

source as (select * from {{ source("raw", "actors") }}),

renamed as (

    select

        -- ids
        nullif(trim(actor_id), '') as actor_id,
        nullif(trim(member_of), '') as member_of,

        -- text
        nullif(trim(name), '') as name,
        nullif(trim(kind), '') as kind,
        nullif(trim(side), '') as side,
        nullif(trim(country), '') as country,
        nullif(trim(note), '') as note,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
