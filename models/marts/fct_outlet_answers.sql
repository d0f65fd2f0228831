with

claims as (select * from {{ ref("fct_claims") }}),

documents as (select * from {{ ref("dim_documents") }}),

-- The first figure stands for what an outlet says; where it gives none, the first text that says so.
final as (

    select

        -- ids
        claims.event_id,
        claims.question_id,
        documents.publisher as outlet_id,
        coalesce(
            min(case when not claims.is_silent then claims.claim_id end), min(claims.claim_id)
        ) as claim_id,

        -- numerics
        count(*) as n_claims,

        -- booleans
        min(case when claims.is_silent then 1 else 0 end) = 1 as is_silent

    from claims
    inner join documents on claims.document_id = documents.document_id
    group by claims.event_id, claims.question_id, documents.publisher

)

select * from final
order by event_id, question_id, outlet_id
