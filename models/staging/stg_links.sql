with

source as (select * from {{ source("raw", "links") }}),

renamed as (

    select

        -- ids
        nullif(trim(link_id), '') as link_id,
        nullif(trim(document_id), '') as document_id,
        nullif(trim(part), '') as part_question_id,
        nullif(trim(whole), '') as whole_question_id,
        nullif(trim(claimant), '') as claimant_id,

        -- text
        nullif(trim(kind), '') as kind,
        nullif(trim(partition), '') as partition,
        nullif(trim(polarity), '') as polarity,
        quote,
        nullif(trim(gloss), '') as gloss,
        nullif(trim(note), '') as note,

        -- numerics
        cast(occurrence as bigint) as occurrence,

        -- booleans
        cast(exhaustive as boolean) as is_exhaustive,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
