with

source as (select * from {{ source("raw", "documents") }}),

renamed as (

    select

        -- ids
        nullif(trim(document_id), '') as document_id,
        nullif(trim(publisher), '') as publisher,
        nullif(trim(wire), '') as wire,

        -- text
        nullif(trim(title), '') as title,
        nullif(trim(author), '') as author,
        nullif(trim(place), '') as place,
        nullif(trim(url), '') as url,
        nullif(trim(language), '') as language,
        nullif(trim(published_basis), '') as published_basis,
        nullif(trim(archive_url), '') as archive_url,
        nullif(trim(version), '') as version,
        nullif(trim(original_sha256), '') as original_sha256,
        nullif(trim(note), '') as note,

        -- dates
        cast(published_earliest as date) as published_earliest,
        cast(published_latest as date) as published_latest,
        cast(retrieved_on as date) as retrieved_on,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
