with

source as (select * from {{ source("raw", "loads") }}),

renamed as (

    select

        -- ids
        nullif(trim(load_id), '') as load_id,

        -- times
        cast(loaded_at as timestamp) as loaded_at,

        -- text
        nullif(trim(corpus_sha256), '') as corpus_sha256,
        nullif(trim(polars_version), '') as polars_version,
        nullif(trim(duckdb_version), '') as duckdb_version,
        nullif(trim(parley_version), '') as parley_version,

        -- numerics
        cast(n_documents as bigint) as n_documents,
        cast(n_texts as bigint) as n_texts,
        cast(n_originals as bigint) as n_originals,
        cast(n_claims as bigint) as n_claims,
        cast(n_rejects as bigint) as n_rejects

    from source

)

select * from renamed
