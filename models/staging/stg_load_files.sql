with

source as (select * from {{ source("raw", "load_files") }}),

renamed as (

    select

        -- ids
        nullif(trim(load_id), '') as load_id,
        nullif(trim(source_file), '') as source_file,

        -- text
        nullif(trim(sha256), '') as sha256,

        -- numerics
        cast(n_bytes as bigint) as n_bytes,
        cast(n_rows as bigint) as n_rows

    from source

)

select * from renamed
