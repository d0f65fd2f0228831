with

documents as (select * from {{ ref("dim_documents") }}),

claims as (select * from {{ ref("fct_claims") }}),

published as (

    select
        publisher,
        count(*) as n_documents,
        max(case when has_digest then 1 else 0 end) = 1 as has_digest,
        min(published_latest) as first_published_on,
        max(published_latest) as last_published_on,
        max(retrieved_on) as last_retrieved_on
    from documents
    group by publisher

),

coded as (select publisher, count(*) as n_claims, max(coded_on) as last_coded_on from claims group by publisher),

final as (

    select

        -- ids
        published.publisher as outlet_id,

        -- numerics
        published.n_documents,
        coalesce(coded.n_claims, 0) as n_claims,

        -- booleans
        published.has_digest,

        -- dates
        published.first_published_on,
        published.last_published_on,
        published.last_retrieved_on,
        coded.last_coded_on

    from published

    left join coded on published.publisher = coded.publisher

)

select * from final
