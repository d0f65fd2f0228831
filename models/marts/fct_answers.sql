with

questions as (select * from {{ ref("stg_questions") }}),

versions as (select * from {{ ref("fct_answer_versions") }}),

standing as (select * from versions where valid_to is null),

-- The version that still stands; a question that nobody answers is silent.
final as (

    select

        -- the question
        questions.question_id,
        questions.question,
        questions.topic,
        questions.category,
        questions.event_id,
        questions.value_type,
        questions.unit,
        questions.basis,
        questions.stage,

        -- since when the answer stands
        standing.version_id,
        standing.valid_from,

        -- who answers
        coalesce(standing.n_claims, 0) as n_claims,
        coalesce(standing.n_documents, 0) as n_documents,
        coalesce(standing.n_claimants, 0) as n_claimants,
        coalesce(standing.n_channels, 0) as n_channels,
        coalesce(standing.n_origins, 0) as n_origins,
        coalesce(standing.n_silent, 0) as n_silent,
        coalesce(standing.n_denied, 0) as n_denied,
        coalesce(standing.n_superseded, 0) as n_superseded,

        -- what they allow
        standing.low,
        standing.high,
        standing.low_date,
        standing.high_date,
        standing.core_low,
        standing.core_high,
        standing.core_low_date,
        standing.core_high_date,
        standing.core_support,

        -- how they compare
        coalesce(standing.n_pairs, 0) as n_pairs,
        coalesce(standing.n_agree, 0) as n_agree,
        coalesce(standing.n_compatible, 0) as n_compatible,
        coalesce(standing.n_conflict, 0) as n_conflict,
        coalesce(standing.n_not_comparable, 0) as n_not_comparable,
        coalesce(standing.n_assuming, 0) as n_assuming,
        coalesce(standing.verdict, 'silent') as verdict,
        coalesce(standing.verdict_sensitive, false) as verdict_sensitive,
        standing.widest_gap,
        standing.widest_gap_share,
        coalesce(standing.n_self_contradictions, 0) as n_self_contradictions,

        -- in words
        standing.statuses,
        standing.bases,
        standing.answers,

        -- whether the ends of the core belong to it
        standing.core_low_open,
        standing.core_high_open,

        -- whether the ends of what they allow belong to it
        coalesce(standing.low_open, false) as low_open,
        coalesce(standing.high_open, false) as high_open,

        -- whether each pair can be read, or only counted
        coalesce(standing.n_claims, 0) <= {{ var("max_claims_with_pairs") }} as pairs_listed

    from questions

    left join standing on questions.question_id = standing.question_id

)

select * from final
