with

source as (select * from {{ source("raw", "numerals") }}),

renamed as (

    select

        -- ids
        {{
            short_hash(
                "num_", ["document_id", "text_edition", "cast(char_start as " ~ dbt.type_string() ~ ")"]
            )
        }} as numeral_id,
        nullif(trim(document_id), '') as document_id,
        nullif(trim(text_edition), '') as text_edition,
        nullif(trim(claim_id), '') as claim_id,

        -- text
        numeral,
        nullif(trim(dismissal_reason), '') as dismissal_reason,
        nullif(trim(dismissal_note), '') as dismissal_note,

        -- numerics
        cast(char_start as bigint) as char_start,
        cast(char_end as bigint) as char_end,
        cast(numeral_value as double) as numeral_value

    from source

)

select * from renamed
