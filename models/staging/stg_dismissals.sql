with

source as (select * from {{ source("raw", "dismissals") }}),

renamed as (

    select

        -- ids
        nullif(trim(document_id), '') as document_id,

        -- text
        nullif(trim(edition), '') as edition,
        phrase,
        nullif(trim(reason), '') as reason,
        nullif(trim(note), '') as note,

        -- numerics
        cast(occurrence as bigint) as occurrence,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
