with

versions as (select * from {{ ref("int_answer_versions__spanned") }}),

questions as (select * from {{ ref("stg_questions") }}),

claims as (select * from {{ ref("fct_claims") }}),

claim_counts as (select * from {{ ref("int_version_claims__counted") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

pairs as (select * from {{ ref("fct_claim_pairs") }}),

counted_days as (select * from {{ ref("int_pair_days__counted") }} where tolerance = {{ shown_tolerance() }}),

verdicts as (select * from {{ ref("int_version_verdicts__by_tolerance") }}),

cores as (select * from {{ ref("int_version_cores__swept") }}),

-- From the lowest to the highest value that any assertion allows; no end where an assertion has none.
day_envelopes as (

    select
        claims.question_id,
        claims.published_latest as known_from,
        count(readings.claim_id) as n_asserted,
        count(readings.compared_low) as n_low,
        count(readings.compared_high) as n_high,
        min(readings.compared_low) as low,
        max(readings.compared_high) as high,
        min(case when not readings.compared_low_open then readings.compared_low end) as closed_low,
        max(case when not readings.compared_high_open then readings.compared_high end) as closed_high
    from claims
    left join
        readings
        on claims.claim_id = readings.claim_id
        and readings.tolerance = {{ shown_tolerance() }}
        and readings.is_literal
        and readings.has_interval
        and not claims.is_denied
    group by claims.question_id, claims.published_latest

),

envelopes as (

    select
        question_id,
        known_from,
        case
            when sum(n_low) over days_so_far = sum(n_asserted) over days_so_far then min(low) over days_so_far
        end as low,
        case
            when sum(n_high) over days_so_far = sum(n_asserted) over days_so_far then max(high) over days_so_far
        end as high,
        min(closed_low) over days_so_far as closed_low,
        max(closed_high) over days_so_far as closed_high
    from day_envelopes
    window
        days_so_far as (
            partition by question_id order by known_from rows between unbounded preceding and current row
        )

),

-- What claims say in words, once, from the first day on which one says so.
words as (

    select question_id, 'status' as kind, status as word, min(published_latest) as known_from
    from claims
    group by question_id, status

    union all

    select question_id, 'basis' as kind, basis as word, min(published_latest) as known_from
    from claims
    group by question_id, basis

    union all

    select question_id, 'answer' as kind, value_text as word, min(published_latest) as known_from
    from claims
    where not is_denied
    group by question_id, value_text

),

named_words as (

    select
        versions.version_id,
        {{ joined_values("case when words.kind = 'status' then words.word end", ", ", unique=true) }} as statuses,
        {{ joined_values("case when words.kind = 'basis' then words.word end", ", ", unique=true) }} as bases,
        {{ joined_values("case when words.kind = 'answer' then words.word end", " / ", unique=true) }} as answers
    from versions
    inner join words on versions.question_id = words.question_id and versions.valid_from >= words.known_from
    group by versions.version_id

),

-- Each conflict within a document is listed, however many claims the question has.
contradiction_days as (

    select question_id, known_from, count(*) as n_self_contradictions
    from pairs
    where kind = 'self_contradiction'
    group by question_id, known_from

),

pair_days as (

    select counted_days.*, coalesce(contradiction_days.n_self_contradictions, 0) as n_self_contradictions
    from counted_days
    left join
        contradiction_days
        on counted_days.question_id = contradiction_days.question_id
        and counted_days.known_from = contradiction_days.known_from

),

-- A pair stays known: what a version knows is the running sum. Every version but one of a single claim adds a pair.
pair_counts as (

    select
        question_id,
        known_from,
        cast(sum(n_pairs) over days_so_far as bigint) as n_pairs,
        cast(sum(n_agree) over days_so_far as bigint) as n_agree,
        cast(sum(n_compatible) over days_so_far as bigint) as n_compatible,
        cast(sum(n_conflict) over days_so_far as bigint) as n_conflict,
        cast(sum(n_not_comparable) over days_so_far as bigint) as n_not_comparable,
        cast(sum(n_assuming) over days_so_far as bigint) as n_assuming,
        cast(sum(n_self_contradictions) over days_so_far as bigint) as n_self_contradictions,
        max(widest_gap) over days_so_far as widest_gap,
        max(widest_gap_share) over days_so_far as widest_gap_share
    from pair_days
    window
        days_so_far as (
            partition by question_id order by known_from rows between unbounded preceding and current row
        )

),

shown_verdicts as (select * from verdicts where tolerance = {{ shown_tolerance() }}),

sensitivities as (

    select version_id, min(verdict) <> max(verdict) as verdict_sensitive
    from verdicts
    where
        tolerance in (
            {% for tolerance in var("tolerances_tried") -%}
                cast({{ tolerance | float }} as double){{ ", " if not loop.last }}
            {%- endfor %}
        )
    group by version_id

),

final as (

    select

        -- ids
        versions.version_id,

        -- when the answer stood
        versions.valid_from,
        versions.valid_to,

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
        claim_counts.n_claims,
        claim_counts.n_documents,
        claim_counts.n_claimants,
        claim_counts.n_channels,
        claim_counts.n_origins,
        claim_counts.n_silent,
        claim_counts.n_denied,
        claim_counts.n_superseded,

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
        named_words.statuses,
        named_words.bases,
        named_words.answers,

        -- whether the ends of the core belong to it
        cores.core_low_open,
        cores.core_high_open,

        -- an end of all claims is open where none reaches it with a closed one; days are whole
        questions.value_type <> 'date'
        and coalesce(envelopes.low < coalesce(envelopes.closed_low, cast('infinity' as double)), false) as low_open,
        questions.value_type <> 'date'
        and coalesce(envelopes.high > coalesce(envelopes.closed_high, cast('-infinity' as double)), false) as high_open

    from versions

    inner join questions on versions.question_id = questions.question_id

    inner join claim_counts on versions.version_id = claim_counts.version_id

    inner join named_words on versions.version_id = named_words.version_id

    inner join shown_verdicts on versions.version_id = shown_verdicts.version_id

    inner join sensitivities on versions.version_id = sensitivities.version_id

    inner join
        envelopes
        on versions.question_id = envelopes.question_id
        and versions.valid_from = envelopes.known_from

    left join cores on versions.version_id = cores.version_id

    left join
        pair_counts
        on versions.question_id = pair_counts.question_id
        and versions.valid_from = pair_counts.known_from

)

select * from final
order by question_id, valid_from
