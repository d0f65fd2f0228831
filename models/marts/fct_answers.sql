with

questions as (select * from {{ ref("stg_questions") }}),

claims as (select * from {{ ref("fct_claims") }}),

claimants as (select * from {{ ref("bridge_claim_claimants") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

pairs as (select * from {{ ref("fct_claim_pairs") }}),

verdicts as (select * from {{ ref("int_question_verdicts__by_tolerance") }}),

cores as (select * from {{ ref("int_question_cores__swept") }}),

claim_counts as (

    select
        question_id,
        count(*) as n_claims,
        count(distinct document_id) as n_documents,
        count(distinct channel_id) as n_channels,
        count(distinct origin_id) as n_origins,
        cast(sum(case when is_silent then 1 else 0 end) as bigint) as n_silent,
        cast(sum(case when is_denied then 1 else 0 end) as bigint) as n_denied,
        {{ joined_values("status", ", ", unique=true) }} as statuses
    from claims
    group by question_id

),

claimant_counts as (

    select claims.question_id, count(distinct claimants.claimant_id) as n_claimants
    from claims
    inner join claimants on claims.claim_id = claimants.claim_id
    group by claims.question_id

),

-- From the lowest to the highest value that any assertion allows; no end where an assertion has none.
envelopes as (

    select
        claims.question_id,
        case when count(readings.compared_low) = count(*) then min(readings.compared_low) end as low,
        case when count(readings.compared_high) = count(*) then max(readings.compared_high) end as high
    from claims
    inner join readings on claims.claim_id = readings.claim_id
    where
        readings.tolerance = {{ shown_tolerance() }}
        and readings.is_literal
        and readings.has_interval
        and not claims.is_denied
    group by claims.question_id

),

named_answers as (

    select question_id, {{ joined_values("value_text", " / ", unique=true) }} as answers
    from claims
    where not is_denied
    group by question_id

),

pair_counts as (

    select
        question_id,
        count(*) as n_pairs,
        cast(sum(case when relation = 'agree' then 1 else 0 end) as bigint) as n_agree,
        cast(sum(case when relation = 'compatible' then 1 else 0 end) as bigint) as n_compatible,
        cast(sum(case when relation = 'conflict' then 1 else 0 end) as bigint) as n_conflict,
        cast(sum(case when relation = 'not_comparable' then 1 else 0 end) as bigint) as n_not_comparable,
        count(assumes) as n_assuming,
        cast(sum(case when kind = 'self_contradiction' then 1 else 0 end) as bigint) as n_self_contradictions,
        max(gap) as widest_gap,
        max(gap_share) as widest_gap_share
    from pairs
    group by question_id

),

shown_verdicts as (select * from verdicts where tolerance = {{ shown_tolerance() }}),

sensitivities as (

    select question_id, min(verdict) <> max(verdict) as verdict_sensitive
    from verdicts
    where
        tolerance in (
            {% for tolerance in var("tolerances_tried") -%}
                cast({{ tolerance | float }} as double){{ ", " if not loop.last }}
            {%- endfor %}
        )
    group by question_id

),

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

        -- who answers
        coalesce(claim_counts.n_claims, 0) as n_claims,
        coalesce(claim_counts.n_documents, 0) as n_documents,
        coalesce(claimant_counts.n_claimants, 0) as n_claimants,
        coalesce(claim_counts.n_channels, 0) as n_channels,
        coalesce(claim_counts.n_origins, 0) as n_origins,
        coalesce(claim_counts.n_silent, 0) as n_silent,
        coalesce(claim_counts.n_denied, 0) as n_denied,

        -- what they allow
        envelopes.low,
        envelopes.high,
        case when questions.value_type = 'date' then {{ date_from_days("envelopes.low") }} end as low_date,
        case when questions.value_type = 'date' then {{ date_from_days("envelopes.high") }} end as high_date,
        cores.core_low,
        cores.core_high,
        case when questions.value_type = 'date' then {{ date_from_days("cores.core_low") }} end as core_low_date,
        case when questions.value_type = 'date' then {{ date_from_days("cores.core_high") }} end as core_high_date,
        cores.core_support,

        -- how they compare
        coalesce(pair_counts.n_pairs, 0) as n_pairs,
        coalesce(pair_counts.n_agree, 0) as n_agree,
        coalesce(pair_counts.n_compatible, 0) as n_compatible,
        coalesce(pair_counts.n_conflict, 0) as n_conflict,
        coalesce(pair_counts.n_not_comparable, 0) as n_not_comparable,
        coalesce(pair_counts.n_assuming, 0) as n_assuming,
        shown_verdicts.verdict,
        sensitivities.verdict_sensitive,
        pair_counts.widest_gap,
        pair_counts.widest_gap_share,
        coalesce(pair_counts.n_self_contradictions, 0) as n_self_contradictions,

        -- in words
        claim_counts.statuses,
        named_answers.answers,

        -- whether the ends of the core belong to it
        cores.core_low_open,
        cores.core_high_open

    from questions

    inner join shown_verdicts on questions.question_id = shown_verdicts.question_id

    inner join sensitivities on questions.question_id = sensitivities.question_id

    left join claim_counts on questions.question_id = claim_counts.question_id

    left join claimant_counts on questions.question_id = claimant_counts.question_id

    left join envelopes on questions.question_id = envelopes.question_id

    left join cores on questions.question_id = cores.question_id

    left join pair_counts on questions.question_id = pair_counts.question_id

    left join named_answers on questions.question_id = named_answers.question_id

)

select * from final
