with

source as (select * from {{ source("raw", "coverage") }}),

renamed as (

    select

        -- ids
        nullif(trim(document_id), '') as document_id,
        nullif(trim(text_edition), '') as text_edition,

        -- text
        nullif(trim(source), '') as counted_or_recorded,

        -- numerics
        cast(numerals as bigint) as n_numerals,
        cast(coded as bigint) as n_coded,
        cast(dismissed as bigint) as n_dismissed,

        -- dates
        cast(proven_on as date) as proven_on

    from source

)

select * from renamed
