{%- set party = "question_id, party, direction" -%}
with

claims as (select * from {{ ref("int_party_claims__directed") }} where has_figure),

bounds as (

    select distinct
        question_id,
        party,
        direction,
        voice_id,
        coalesce(low, cast('-infinity' as double)) as low,
        coalesce(high, cast('infinity' as double)) as high
    from claims

),

-- A voice counts once however many of its figures allow a value: what of them overlaps is one stretch.
voice_bounds as (

    select
        *,
        case
            when low <= max(high) over (
                partition by {{ party }}, voice_id
                order by low, high
                rows between unbounded preceding and 1 preceding
            )
            then 0
            else 1
        end as is_apart
    from bounds

),

voice_stretches as (

    select
        *,
        sum(is_apart) over (
            partition by {{ party }}, voice_id order by low, high rows between unbounded preceding and current row
        ) as stretch
    from voice_bounds

),

-- Bounds are met from below, those that begin at a value before those that end there.
changes as (

    select {{ party }}, low as end_value, 0 as is_end, is_apart as change from voice_bounds

    union all

    select {{ party }}, max(high) as end_value, 1 as is_end, -1 as change
    from voice_stretches
    group by {{ party }}, voice_id, stretch

    union all

    select {{ party }}, high as end_value, 1 as is_end, 0 as change from bounds

),

positions as (

    select {{ party }}, end_value, is_end, sum(change) as change
    from changes
    group by {{ party }}, end_value, is_end

),

-- Between two values at which some voice ends the voices only become more.
swept as (

    select
        {{ party }},
        end_value,
        is_end,
        sum(change) over (
            partition by {{ party }} order by end_value, is_end rows between unbounded preceding and current row
        ) as support,
        coalesce(
            sum(case when change < 0 then 1 else 0 end) over (
                partition by {{ party }} order by end_value, is_end rows between unbounded preceding and 1 preceding
            ),
            0
        ) as n_ended_before
    from positions

),

most_supported as (

    select {{ party }}, max(support) as support
    from swept
    group by {{ party }}

),

-- Where most voices agree, from each value at which one of their figures begins.
begins as (

    select swept.*
    from swept
    inner join
        most_supported
        on swept.question_id = most_supported.question_id
        and swept.party = most_supported.party
        and swept.direction = most_supported.direction
        and swept.support = most_supported.support
    where swept.is_end = 0

),

-- The first of the figures around a value to end does so before the first voice does, or with it: the others that are
-- around it need not be looked at.
supported as (

    select
        begins.question_id,
        begins.party,
        begins.direction,
        begins.support,
        begins.end_value as low,
        min(bounds.high) as high
    from begins
    inner join
        swept as ends
        on begins.question_id = ends.question_id
        and begins.party = ends.party
        and begins.direction = ends.direction
        and begins.n_ended_before = ends.n_ended_before
    inner join
        bounds
        on ends.question_id = bounds.question_id
        and ends.party = bounds.party
        and ends.direction = bounds.direction
        and ends.end_value = bounds.high
    where ends.is_end = 1 and ends.end_value >= begins.end_value and bounds.low <= begins.end_value
    group by begins.question_id, begins.party, begins.direction, begins.support, begins.end_value

),

-- What begins within an interval of as many voices is of the same voices: one of them says the same more closely.
nested as (

    select
        *,
        coalesce(
            low <= max(high) over (
                partition by {{ party }} order by low rows between unbounded preceding and 1 preceding
            ),
            false
        ) as is_nested
    from supported

),

placed as (

    select *, row_number() over (partition by {{ party }} order by high - low, low) as place
    from nested
    where not is_nested

),

final as (

    select
        question_id,
        party,
        direction,
        case when low > cast('-infinity' as double) then low end as core_low,
        case when high < cast('infinity' as double) then high end as core_high,
        cast(support as bigint) as core_support
    from placed
    where place = 1

)

select * from final
