with

claims as (select * from {{ ref("stg_claims") }}),

documents as (select * from {{ ref("stg_documents") }}),

parts as ({{ split_parts("claims", ["claim_id", "document_id", "question_id"], "claimant_id") }}),

-- In its own voice a text speaks for its publisher.
resolved as (

    select
        parts.claim_id,
        parts.question_id,
        case when parts.part = 'outlet' then documents.publisher else parts.part end as claimant_id,
        parts.ordinal,
        parts.part = 'outlet' as is_own_voice
    from parts
    inner join documents on parts.document_id = documents.document_id

)

select * from resolved
