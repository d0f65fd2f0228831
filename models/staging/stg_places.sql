with

source as (select * from {{ source("raw", "places") }}),

renamed as (

    select

        -- ids
        nullif(trim(place_id), '') as place_id,
        nullif(trim(located_in), '') as located_in,

        -- text
        nullif(trim(name), '') as name,
        nullif(trim(kind), '') as kind,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
