with

source as (select * from {{ source("raw", "claim_numerals") }}),

renamed as (

    select

        -- ids
        nullif(trim(claim_id), '') as claim_id,
        {{
            short_hash(
                "num_", ["document_id", "text_edition", "cast(char_start as " ~ dbt.type_string() ~ ")"]
            )
        }} as numeral_id,
        nullif(trim(document_id), '') as document_id,
        nullif(trim(text_edition), '') as text_edition,

        -- numerics
        cast(char_start as bigint) as char_start,
        cast(char_end as bigint) as char_end

    from source

)

select * from renamed
