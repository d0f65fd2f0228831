with

source as (select * from {{ source("raw", "originals") }}),

renamed as (

    select

        -- ids
        nullif(trim(document_id), '') as document_id,

        -- text
        nullif(trim(original_sha256), '') as original_sha256,

        -- numerics
        cast(n_chars as bigint) as n_chars,

        -- booleans
        cast(held as boolean) as is_held

    from source

)

select * from renamed
