with

claims as (select * from {{ ref("fct_claims") }} where topic = 'talks'),

questions as (select * from {{ ref("stg_questions") }}),

minute_conversions as (select * from {{ ref("unit_conversions") }} where unit_to = 'minute'),

-- How many minutes one unit of the question is; NULL where the question asks for no length of time in minutes.
timed as (

    select
        claims.claim_id,
        case
            when claims.question_unit = 'minute' then 1.0
            else minute_conversions.multiplier / minute_conversions.divisor
        end as minutes
    from claims
    left join minute_conversions on claims.question_unit = minute_conversions.unit_from

),

final as (

    select

        -- ids
        claims.claim_id,
        claims.document_id,
        claims.question_id,
        claims.event_id,
        claims.claimant_id,
        claims.channel_id,
        claims.origin_id,

        -- what it is about
        claims.category,
        claims.stage,
        claims.status,
        claims.polarity,
        claims.hedge,
        claims.value_label,
        questions.subject_side as side,

        -- how long
        {{ rounded_bound("claims.bound_low * timed.minutes") }} as minutes_low,
        {{ rounded_bound("claims.bound_high * timed.minutes") }} as minutes_high,

        -- how many delegates
        case when claims.question_unit = 'delegate' then claims.bound_low end as delegates_low,
        case when claims.question_unit = 'delegate' then claims.bound_high end as delegates_high,

        -- when
        claims.bound_low_date as date_low,
        claims.bound_high_date as date_high,

        -- at what time of day
        case when claims.question_unit = 'clock_time' then claims.bound_low end as clock_minutes_low,
        case when claims.question_unit = 'clock_time' then claims.bound_high end as clock_minutes_high,

        -- who, where
        case when claims.question_unit = 'actor' then claims.value_text end as actor_id,
        case when claims.question_unit = 'place' then claims.value_text end as place_id,

        -- the interval in the question's unit and basis
        claims.value,
        claims.value_high,
        claims.unit,
        claims.basis,
        claims.question_unit,
        claims.question_basis,
        claims.has_interval,
        claims.bound_low,
        claims.bound_high,
        claims.low_open,
        claims.high_open

    from claims

    inner join questions on claims.question_id = questions.question_id

    inner join timed on claims.claim_id = timed.claim_id

)

select * from final
