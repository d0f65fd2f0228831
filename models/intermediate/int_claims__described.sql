with

claims as (select * from {{ ref("stg_claims") }}),

questions as (select * from {{ ref("stg_questions") }}),

documents as (select * from {{ ref("stg_documents") }}),

events as (select * from {{ ref("stg_events") }}),

hedges as (select * from {{ ref("hedges") }}),

described as (

    select

        -- ids
        claims.claim_id,
        claims.document_id,
        claims.question_id,
        questions.event_id,
        documents.publisher,
        documents.wire,
        coalesce(documents.wire, documents.publisher) as channel_id,
        claims.claimant_id,
        claims.relayed_by,
        documents.language,

        -- the question
        questions.topic,
        questions.category,
        questions.stage,
        questions.value_type,
        questions.cardinality,
        questions.unit as question_unit,
        questions.basis as question_basis,
        questions.subject_side,
        questions.family,
        questions.scope,

        -- the claim
        claims.value_text,
        claims.as_of,
        not hedges.has_interval and claims.polarity = 'asserted' as is_silent,
        claims.polarity = 'denied' as is_denied,
        hedges.has_interval as has_figure,

        -- the days for which a standing total may hold: its own day, else those on which its document may have appeared
        case
            when questions.stage = 'stock' then coalesce(claims.as_of, documents.published_earliest)
        end as as_of_earliest,
        case when questions.stage = 'stock' then coalesce(claims.as_of, documents.published_latest) end as as_of_latest,

        -- the days that the figure tells of: those of a standing total, else those of its event
        case
            when questions.stage = 'stock' then coalesce(claims.as_of, documents.published_earliest)
            else events.starts_on
        end as tells_from,
        case
            when questions.stage = 'stock'
            then coalesce(claims.as_of, documents.published_latest)
            else coalesce(events.ends_on, events.starts_on)
        end as tells_until,

        -- dates
        documents.published_earliest,
        documents.published_latest

    from claims

    inner join questions on claims.question_id = questions.question_id

    inner join documents on claims.document_id = documents.document_id

    left join events on questions.event_id = events.event_id

    inner join hedges on claims.hedge = hedges.code

)

select * from described
