with

source as (select * from {{ source("raw", "texts") }}),

renamed as (

    select

        -- ids
        nullif(trim(document_id), '') as document_id,
        nullif(trim(text_edition), '') as text_edition,

        -- text
        text,
        nullif(trim(sha256), '') as sha256,

        -- numerics
        cast(n_chars as bigint) as n_chars,

        -- source
        nullif(trim(source_file), '') as source_file

    from source

)

select * from renamed
