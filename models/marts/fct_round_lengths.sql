with

claims as (select * from {{ ref("fct_claims") }} where has_interval and not is_denied),

questions as (select * from {{ ref("stg_questions") }}),

events as (select * from {{ ref("stg_events") }}),

families as (select * from {{ ref("round_families") }}),

minute_conversions as (select * from {{ ref("unit_conversions") }} where unit_to = 'minute'),

measured as (

    select
        claims.claim_id,
        claims.document_id,
        claims.question_id,
        claims.event_id,
        claims.claimant_id,
        claims.publisher,
        claims.value_label,
        families.measure,
        -- a time of day is in minutes already
        {{ rounded_bound("claims.bound_low * coalesce(conversions.multiplier / conversions.divisor, 1)") }} as low,
        {{ rounded_bound("claims.bound_high * coalesce(conversions.multiplier / conversions.divisor, 1)") }} as high,
        coalesce(claims.low_open, false) as low_open,
        coalesce(claims.high_open, false) as high_open
    from claims
    inner join questions on claims.question_id = questions.question_id
    inner join events on claims.event_id = events.event_id
    inner join families on questions.family = families.family
    left join minute_conversions as conversions on claims.question_unit = conversions.unit_from
    where events.kind = 'round'

),

starts as (select * from measured where measure = 'start'),

ends as (select * from measured where measure = 'end'),

lengths as (

    select
        document_id,
        event_id,
        claimant_id,
        publisher,
        value_label as length_label,
        false as is_derived,
        low as minutes_low,
        high as minutes_high,
        low_open,
        high_open,
        claim_id,
        cast(null as {{ dbt.type_string() }}) as end_claim_id
    from measured
    where measure = 'length'

    union all

    -- from the latest start to the earliest end, and the other way; no meeting ends before it begins
    select
        starts.document_id,
        starts.event_id,
        starts.claimant_id,
        starts.publisher,
        starts.value_label || ' to ' || ends.value_label as length_label,
        true as is_derived,
        greatest(ends.low - starts.high, 0) as minutes_low,
        ends.high - starts.low as minutes_high,
        ends.low_open or starts.high_open as low_open,
        ends.high_open or starts.low_open as high_open,
        starts.claim_id,
        ends.claim_id as end_claim_id
    from starts
    inner join ends on starts.document_id = ends.document_id and starts.event_id = ends.event_id
    where ends.high is null or starts.low is null or ends.high >= starts.low

),

keyed as (

    select {{ short_hash("len_", ["claim_id", "coalesce(end_claim_id, '')"]) }} as round_length_id, lengths.*
    from lengths

),

compared as (

    select
        keyed.round_length_id,
        keyed.minutes_low is not distinct from others.minutes_low
        and keyed.minutes_high is not distinct from others.minutes_high
        and keyed.low_open = others.low_open
        and keyed.high_open = others.high_open as is_same,
        {{ reaches("keyed.minutes_low", "keyed.low_open", "others.minutes_high", "others.high_open") }}
        and {{ reaches("others.minutes_low", "others.low_open", "keyed.minutes_high", "keyed.high_open") }} as is_met
    from keyed
    inner join
        keyed as others
        on keyed.event_id = others.event_id and keyed.round_length_id <> others.round_length_id

),

counts as (

    select
        round_length_id,
        cast(sum(case when is_same then 1 else 0 end) as bigint) as n_agree,
        cast(sum(case when is_met and not is_same then 1 else 0 end) as bigint) as n_compatible,
        cast(sum(case when not is_met then 1 else 0 end) as bigint) as n_conflict
    from compared
    group by round_length_id

),

final as (

    select

        -- ids
        keyed.round_length_id,
        keyed.document_id,
        keyed.event_id,
        keyed.claimant_id,
        keyed.publisher,

        -- text
        keyed.length_label,

        -- booleans
        keyed.is_derived,

        -- how long
        keyed.minutes_low,
        keyed.minutes_high,
        keyed.low_open,
        keyed.high_open,

        -- how it compares with the other lengths of the round
        coalesce(counts.n_agree, 0) as n_agree,
        coalesce(counts.n_compatible, 0) as n_compatible,
        coalesce(counts.n_conflict, 0) as n_conflict,

        -- sources
        keyed.claim_id,
        keyed.end_claim_id

    from keyed

    left join counts on keyed.round_length_id = counts.round_length_id

)

select * from final
