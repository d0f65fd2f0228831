with

source as (select * from {{ source("raw", "rejects") }}),

renamed as (

    select

        -- text
        nullif(trim(column_name), '') as column_name,
        value,
        nullif(trim(problem), '') as problem,
        nullif(trim(remedy), '') as remedy,
        row_json,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
