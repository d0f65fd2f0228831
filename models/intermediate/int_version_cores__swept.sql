{%- set span = "question_id, origin_id, valid_from, next_from, is_whole" -%}
{%- set position = "question_id, is_whole, end_value, end_step" -%}
with

versions as (select * from {{ ref("int_answer_versions__spanned") }}),

claims as (select * from {{ ref("int_claims__described") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

origins as (select * from {{ ref("int_claim_origins__connected") }}),

-- Each interval of an origin once, from the first day on which a claim stands for it, for as long as the origin lasts.
bounds as (

    select
        origins.question_id,
        origins.origin_id,
        min(origins.valid_from) as valid_from,
        max(origins.next_from) as next_from,
        readings.compared_low,
        readings.compared_high,
        readings.compared_low_open,
        readings.compared_high_open,
        min(
            case
                when claims.value_type not in ('count', 'date', 'ordinal')
                then 0
                when readings.compared_low <> floor(readings.compared_low)
                then 0
                when readings.compared_high <> floor(readings.compared_high)
                then 0
                else 1
            end
        ) as has_whole_ends
    from claims
    inner join readings on claims.claim_id = readings.claim_id
    inner join origins on claims.claim_id = origins.claim_id
    where
        readings.tolerance = {{ shown_tolerance() }}
        and readings.is_literal
        and readings.has_interval
        and not claims.is_denied
    group by
        origins.question_id,
        origins.origin_id,
        readings.compared_low,
        readings.compared_high,
        readings.compared_low_open,
        readings.compared_high_open

),

-- Half persons (1,201 on both sides together are 600.5 on each) make a question's counts as continuous as a duration,
-- from the day on which they are known.
scales as (

    select question_id, min(case when has_whole_ends = 0 then valid_from end) as continuous_from
    from bounds
    group by question_id

),

-- What an origin allows changes with each new interval, and with the scale.
origin_days as (

    select question_id, origin_id, valid_from, next_from from bounds

    union

    select bounds.question_id, bounds.origin_id, scales.continuous_from as valid_from, bounds.next_from
    from bounds
    inner join scales on bounds.question_id = scales.question_id
    where
        scales.continuous_from > bounds.valid_from
        and (bounds.next_from is null or bounds.next_from > scales.continuous_from)

),

origin_spans as (

    select
        origin_days.question_id,
        origin_days.origin_id,
        origin_days.valid_from,
        coalesce(
            lead(origin_days.valid_from) over (
                partition by origin_days.question_id, origin_days.origin_id order by origin_days.valid_from
            ),
            origin_days.next_from
        ) as next_from,
        coalesce(origin_days.valid_from < scales.continuous_from, true) as is_whole
    from origin_days
    inner join scales on origin_days.question_id = scales.question_id

),

-- An interval begins at its position and ends before it: a position is a number and a step (0 at it, 1 just after it).
-- Whole values end before the next whole value, so that 5 and 6 leave no hole between them.
intervals as (

    select
        origin_spans.*,
        coalesce(bounds.compared_low, cast('-infinity' as double)) as start_value,
        case when bounds.compared_low_open then 1 else 0 end as start_step,
        case
            when origin_spans.is_whole
            then coalesce(bounds.compared_high + 1, cast('infinity' as double))
            else coalesce(bounds.compared_high, cast('infinity' as double))
        end as end_value,
        case when origin_spans.is_whole or bounds.compared_high_open then 0 else 1 end as end_step
    from origin_spans
    inner join
        bounds
        on origin_spans.question_id = bounds.question_id
        and origin_spans.origin_id = bounds.origin_id
        and origin_spans.valid_from >= bounds.valid_from

),

-- An origin counts once however many of its claims allow a value: its intervals are swept by themselves first.
origin_ends as (

    select {{ span }}, start_value as end_value, start_step as end_step, 1 as change from intervals

    union all

    select {{ span }}, end_value, end_step, -1 as change from intervals

),

origin_positions as (

    select {{ span }}, end_value, end_step, sum(change) as change
    from origin_ends
    group by {{ span }}, end_value, end_step

),

origin_depths as (

    select
        {{ span }},
        end_value,
        end_step,
        sum(change) over (
            partition by {{ span }} order by end_value, end_step rows between unbounded preceding and current row
        ) as depth
    from origin_positions

),

origin_changes as (

    select
        {{ span }},
        end_value,
        end_step,
        case when depth > 0 then 1 else 0 end - case
            when coalesce(lag(depth) over (partition by {{ span }} order by end_value, end_step), 0) > 0 then 1 else 0
        end as change
    from origin_depths

),

-- What an origin allows in one span it no longer allows so from the next one on.
position_changes as (

    select {{ position }}, valid_from as changed_on, change, 1 as n_origins from origin_changes where change <> 0

    union all

    select {{ position }}, next_from as changed_on, -change as change, -1 as n_origins
    from origin_changes
    where change <> 0 and next_from is not null

),

position_days as (

    select {{ position }}, changed_on, sum(change) as change, sum(n_origins) as n_origins
    from position_changes
    group by {{ position }}, changed_on

),

-- Where one origin stops and another starts, the support stays but no two origins allow both sides: a stretch ends.
position_spans as (

    select
        {{ position }},
        changed_on as valid_from,
        lead(changed_on) over (partition by {{ position }} order by changed_on) as next_from,
        cast(sum(change) over days_so_far as integer) as change,
        cast(sum(n_origins) over days_so_far as integer) as n_origins
    from position_days
    where change <> 0 or n_origins <> 0
    window
        days_so_far as (
            partition by {{ position }} order by changed_on rows between unbounded preceding and current row
        )

),

positions as (

    select
        versions.version_id,
        position_spans.is_whole,
        position_spans.end_value,
        position_spans.end_step,
        position_spans.change
    from versions
    inner join
        position_spans
        on versions.question_id = position_spans.question_id
        and versions.valid_from >= position_spans.valid_from
        and (position_spans.next_from is null or position_spans.next_from > versions.valid_from)
    where position_spans.n_origins > 0

),

depths as (

    select
        version_id,
        is_whole,
        end_value,
        end_step,
        sum(change) over (
            partition by version_id
            order by end_value, end_step
            rows between unbounded preceding and current row
        ) as support,
        lead(end_value) over (partition by version_id order by end_value, end_step) as next_value,
        lead(end_step) over (partition by version_id order by end_value, end_step) as next_step
    from positions

),

most_supported as (select version_id, max(support) as support from depths group by version_id),

-- Of the stretches with most support the narrowest is the core; of equally narrow ones the lowest.
ranked as (

    select
        depths.*,
        row_number() over (
            partition by depths.version_id
            order by depths.next_value - depths.end_value, depths.end_value, depths.end_step
        ) as place
    from depths
    inner join
        most_supported
        on depths.version_id = most_supported.version_id
        and depths.support = most_supported.support

),

cores as (

    select
        version_id,
        case when end_value > cast('-infinity' as double) then end_value end as core_low,
        case
            when next_value = cast('infinity' as double) then null when is_whole then next_value - 1 else next_value
        end as core_high,
        end_step = 1 as core_low_open,
        not is_whole and next_step = 0 and next_value < cast('infinity' as double) as core_high_open,
        cast(support as bigint) as core_support
    from ranked
    where place = 1

)

select * from cores
