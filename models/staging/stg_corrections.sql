with

source as (select * from {{ source("raw", "corrections") }}),

renamed as (

    select

        -- ids
        nullif(trim(correction_id), '') as correction_id,
        nullif(trim(document_id), '') as document_id,
        nullif(trim(claim_id), '') as claim_id,

        -- text
        nullif(trim(action), '') as action,
        nullif(trim(column_name), '') as column_name,
        coded_value,
        corrected_value,
        nullif(trim(expect_json), '') as expect_json,
        nullif(trim(reason), '') as reason,
        nullif(trim(source), '') as source,
        nullif(trim(status), '') as status,
        nullif(trim(reported_by), '') as reported_by,
        nullif(trim(guard), '') as guard,

        -- booleans
        cast(applied as boolean) as applied,

        -- dates
        cast(reported_on as date) as reported_on,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
