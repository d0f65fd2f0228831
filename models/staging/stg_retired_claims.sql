with

source as (select * from {{ source("raw", "retired_claims") }}),

renamed as (

    select

        -- ids
        nullif(trim(claim_id), '') as claim_id,
        nullif(trim(successor), '') as successor,

        -- text
        nullif(trim(reason), '') as reason,

        -- dates
        cast(retired_on as date) as retired_on,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
