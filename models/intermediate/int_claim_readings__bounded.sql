with

claims as (select * from {{ ref("stg_claims") }}),

questions as (select * from {{ ref("stg_questions") }}),

hedges as (select * from {{ ref("hedges") }}),

lower_hedges as (select * from {{ ref("hedges") }}),

upper_hedges as (select * from {{ ref("hedges") }}),

precisions as (select * from {{ ref("precisions") }}),

indefinite_words as (select * from {{ ref("indefinite_words") }}),

bases as (select * from {{ ref("bases") }}),

unit_conversions as (select * from {{ ref("unit_conversions") }}),

basis_conversions as (select * from {{ ref("basis_conversions") }}),

tolerances as ({{ tolerances() }}),

-- Dates become days since 1970-01-01 here, so that one arithmetic serves all value types.
figures as (

    select

        claims.claim_id,
        claims.question_id,
        questions.value_type,
        questions.basis as question_basis,
        coalesce(claims.basis, 'not_stated') as claim_basis,
        hedges.has_interval and questions.value_type <> 'identity' as is_measured,

        -- figures
        case
            when questions.value_type = 'date' then {{ days_from_date("claims.value_date") }} else claims.value
        end as figure,
        case
            when questions.value_type = 'date'
            then {{ days_from_date("claims.value_high_date") }}
            else claims.value_high
        end as figure_high,
        indefinite_words.interval_low as word_low,
        indefinite_words.interval_high as word_high,
        case
            when questions.value_type = 'date' then {{ days_from_date("cast(questions.domain_low as date)") }}
            when questions.value_type <> 'identity' then cast(questions.domain_low as double)
        end as domain_low,

        -- ends: the hedge rules both, and the own hedge of an end shapes that end ("at most about 100" ends at 110)
        case when claims.hedge_low is null then hedges.low_end else lower_hedges.low_end end as low_end,
        coalesce(hedges.low_open, false) or coalesce(lower_hedges.low_open, false) as low_open,
        case when claims.hedge_high is null then hedges.high_end else upper_hedges.high_end end as high_end,
        coalesce(hedges.high_open, false) or coalesce(upper_hedges.high_open, false) as high_open,

        -- spans of days that words for a date leave open, and of minutes that words for a time of day do
        case when questions.value_type = 'date' then coalesce(precisions.half_span_days, 0) else 0 end as half_span,
        case
            when questions.value_type = 'date' then coalesce(precisions.about_span_days, 1)
            when questions.value_type = 'clock' then {{ var("clock_slack_minutes") }}
        end as about_span,
        questions.value_type in ('count', 'ordinal') as is_whole,

        -- unit: a factor as a fraction, because 1/60 has no exact decimal
        coalesce(claims.unit, questions.unit) = questions.unit or unit_conversions.unit_to is not null as has_unit,
        coalesce(unit_conversions.multiplier, 1) as unit_multiplier,
        coalesce(unit_conversions.divisor, 1) as unit_divisor

    from claims

    inner join questions on claims.question_id = questions.question_id

    inner join hedges on claims.hedge = hedges.code

    left join lower_hedges on claims.hedge_low = lower_hedges.code

    left join upper_hedges on claims.hedge_high = upper_hedges.code

    left join precisions on claims.precision = precisions.code

    left join indefinite_words on claims.indefinite_word = indefinite_words.code

    left join
        unit_conversions on claims.unit = unit_conversions.unit_from and questions.unit = unit_conversions.unit_to

),

-- A claim whose basis is not stated is read in each way that the list of bases allows; any other has one reading.
readings as (

    select
        figures.claim_id,
        figures.claim_basis as reading,
        case
            when figures.question_basis is null or not figures.is_measured then 1.0 else basis_conversions.factor
        end as basis_factor
    from figures
    left join
        basis_conversions
        on figures.claim_basis = basis_conversions.basis_from
        and figures.question_basis = basis_conversions.basis_to
    where
        figures.claim_basis <> 'not_stated'
        or not figures.is_measured
        or coalesce(figures.question_basis, 'not_stated') = 'not_stated'

    union all

    select figures.claim_id, bases.code as reading, basis_conversions.factor as basis_factor
    from figures
    inner join bases on bases.is_reading
    left join
        basis_conversions
        on bases.code = basis_conversions.basis_from and figures.question_basis = basis_conversions.basis_to
    where figures.claim_basis = 'not_stated' and figures.is_measured and figures.question_basis <> 'not_stated'

),

spread as (

    select
        figures.*,
        tolerances.tolerance,
        coalesce(figures.about_span, abs(figures.figure) * tolerances.tolerance) as spread_low,
        coalesce(
            figures.about_span, abs(coalesce(figures.figure_high, figures.figure)) * tolerances.tolerance
        ) as spread_high
    from figures
    cross join tolerances

),

-- The interval that the words stand for, in the claim's own unit and basis.
worded as (

    select
        claim_id,
        tolerance,
        low_open,
        high_open,
        {{ interval_end("low_end", "figure", "half_span", "spread_low", "domain_low", "word_low") }} as worded_low,
        case
            when figure_high is null
            then {{ interval_end("high_end", "figure", "half_span", "spread_high", "domain_low", "word_high") }}
            else {{ interval_end("high_end", "figure_high", "0", "spread_high", "domain_low", "word_high") }}
        end as worded_high
    from spread

),

-- Counts and places in an order are whole: their ends are closed by rounding inward. "Nearly 3" then still holds 2.
whole as (

    select
        worded.claim_id,
        worded.tolerance,
        case
            when not figures.is_whole then worded.worded_low
            when figures.low_end = 'spread_start'
            then
                least(
                    {{ closed_low("worded.worded_low", "worded.low_open") }},
                    {{ closed_high("worded.worded_high", "worded.high_open") }}
                )
            else {{ closed_low("worded.worded_low", "worded.low_open") }}
        end as whole_low,
        case
            when not figures.is_whole then worded.worded_high
            else {{ closed_high("worded.worded_high", "worded.high_open") }}
        end as whole_high,
        worded.low_open and not figures.is_whole as low_open,
        worded.high_open and not figures.is_whole as high_open
    from worded
    inner join figures on worded.claim_id = figures.claim_id

),

-- The least value that makes sense is the question's own, in the question's unit and basis already.
converted as (

    select

        -- ids
        figures.claim_id,
        figures.question_id,
        whole.tolerance,
        readings.reading,

        -- booleans
        figures.claim_basis = 'not_stated' and readings.reading <> 'not_stated' as is_assumed,
        coalesce(readings.reading = figures.claim_basis or readings.basis_factor = 1, false) as is_literal,
        figures.is_measured and figures.has_unit and readings.basis_factor is not null as has_interval,
        figures.has_unit or not figures.is_measured as is_unit_convertible,
        readings.basis_factor is not null as is_basis_convertible,

        -- numerics
        case
            when figures.low_end = 'domain'
            then whole.whole_low
            else
                {{
                    rounded_bound(
                        "whole.whole_low * figures.unit_multiplier / figures.unit_divisor * readings.basis_factor"
                    )
                }}
        end as bound_low,
        {{
            rounded_bound(
                "whole.whole_high * figures.unit_multiplier / figures.unit_divisor * readings.basis_factor"
            )
        }} as bound_high,
        whole.low_open,
        whole.high_open,
        figures.value_type

    from figures

    inner join whole on figures.claim_id = whole.claim_id

    inner join readings on figures.claim_id = readings.claim_id

),

-- Days are whole too, but a date keeps its printed end: "before 31 August" shows 31 and compares as 30.
compared as (

    select
        claim_id,
        question_id,
        tolerance,
        reading,
        is_assumed,
        is_literal,
        has_interval,
        is_unit_convertible,
        is_basis_convertible,
        case when has_interval then bound_low end as bound_low,
        case when has_interval then bound_high end as bound_high,
        case when has_interval then low_open end as low_open,
        case when has_interval then high_open end as high_open,
        case
            when has_interval and value_type = 'date' then {{ closed_low("bound_low", "low_open") }}
            when has_interval then bound_low
        end as compared_low,
        case
            when has_interval and value_type = 'date' then {{ closed_high("bound_high", "high_open") }}
            when has_interval then bound_high
        end as compared_high,
        has_interval and low_open and value_type <> 'date' as compared_low_open,
        has_interval and high_open and value_type <> 'date' as compared_high_open
    from converted

)

select * from compared
