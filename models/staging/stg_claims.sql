with

source as (select * from {{ source("raw", "claims") }}),

renamed as (

    select

        -- ids
        nullif(trim(claim_id), '') as claim_id,
        nullif(trim(document_id), '') as document_id,
        nullif(trim(question_id), '') as question_id,
        nullif(trim(claimant), '') as claimant_id,
        nullif(trim(relayed_by), '') as relayed_by,
        nullif(trim(identified_by), '') as identified_by,

        -- text
        quote,
        nullif(trim(gloss), '') as gloss,
        nullif(trim(position), '') as position,
        nullif(trim(polarity), '') as polarity,
        nullif(trim(hedge), '') as hedge,
        nullif(trim(hedge_low), '') as hedge_low,
        nullif(trim(hedge_high), '') as hedge_high,
        nullif(trim(precision), '') as precision,
        nullif(trim(unit), '') as unit,
        nullif(trim(basis), '') as basis,
        nullif(trim(voice), '') as voice,
        nullif(trim(status), '') as status,
        nullif(trim(ambiguous), '') as ambiguous,
        nullif(trim(value_text), '') as value_text,
        nullif(trim(indefinite_word), '') as indefinite_word,
        nullif(trim(text_edition), '') as text_edition,
        nullif(trim(proof), '') as proof,
        nullif(trim(coder), '') as coder,
        nullif(trim(note), '') as note,

        -- numerics
        cast(occurrence as bigint) as occurrence,
        cast(value_number as double) as value,
        cast(value_high_number as double) as value_high,
        cast(char_start as bigint) as char_start,
        cast(char_end as bigint) as char_end,
        cast(digest_start as bigint) as digest_start,
        cast(digest_end as bigint) as digest_end,
        cast(original_start as bigint) as original_start,
        cast(original_end as bigint) as original_end,

        -- dates
        cast(value_date as date) as value_date,
        cast(value_high_date as date) as value_high_date,
        cast(as_of as date) as as_of,
        cast(said_on as date) as said_on,
        cast(coded_on as date) as coded_on,
        cast(proven_on as date) as proven_on,

        -- booleans
        cast(corrected as boolean) as corrected,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
