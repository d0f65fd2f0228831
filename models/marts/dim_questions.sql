with

questions as (select * from {{ ref("stg_questions") }}),

claims as (select * from {{ ref("stg_claims") }}),

claim_counts as (select question_id, count(*) as n_claims from claims group by question_id),

final as (

    select

        -- ids
        questions.question_id,
        questions.event_id,

        -- text
        questions.question,
        questions.topic,
        questions.category,
        questions.stage,
        questions.value_type,
        questions.cardinality,
        questions.unit,
        questions.basis,
        questions.subject_side,
        questions.family,
        questions.scope,
        questions.share_of,
        questions.definition,

        -- the least value that makes sense, as a number or as a date
        case
            when questions.value_type in ('count', 'duration', 'share', 'ordinal') then cast(questions.domain_low as double)
        end as domain_low,
        case when questions.value_type = 'date' then cast(questions.domain_low as date) end as domain_low_date,

        -- numerics
        coalesce(claim_counts.n_claims, 0) as n_claims,

        -- source
        questions.source_file,
        questions.source_line

    from questions

    left join claim_counts on questions.question_id = claim_counts.question_id

)

select * from final
