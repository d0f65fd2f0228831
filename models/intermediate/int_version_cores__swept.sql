with

claims as (select * from {{ ref("int_claims__described") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

origins as (select * from {{ ref("int_version_origins__connected") }}),

bounds as (

    select
        origins.version_id,
        origins.origin_id,
        readings.compared_low,
        readings.compared_high,
        readings.compared_low_open,
        readings.compared_high_open,
        case
            when claims.value_type not in ('count', 'date', 'ordinal')
            then 0
            when readings.compared_low <> floor(readings.compared_low)
            then 0
            when readings.compared_high <> floor(readings.compared_high)
            then 0
            else 1
        end as has_whole_ends
    from claims
    inner join readings on claims.claim_id = readings.claim_id
    inner join origins on claims.claim_id = origins.claim_id
    where
        readings.tolerance = {{ shown_tolerance() }}
        and readings.is_literal
        and readings.has_interval
        and not claims.is_denied

),

-- Half persons (1,201 on both sides together are 600.5 on each) make a version's counts as continuous as a duration.
scales as (select version_id, min(has_whole_ends) = 1 as is_whole from bounds group by version_id),

-- An interval begins at its position and ends before it: a position is a number and a step (0 at it, 1 just after it).
-- Whole values end before the next whole value, so that 5 and 6 leave no hole between them.
intervals as (

    select
        bounds.version_id,
        bounds.origin_id,
        coalesce(bounds.compared_low, cast('-infinity' as double)) as start_value,
        case when bounds.compared_low_open then 1 else 0 end as start_step,
        case
            when scales.is_whole
            then coalesce(bounds.compared_high + 1, cast('infinity' as double))
            else coalesce(bounds.compared_high, cast('infinity' as double))
        end as end_value,
        case when scales.is_whole or bounds.compared_high_open then 0 else 1 end as end_step
    from bounds
    inner join scales on bounds.version_id = scales.version_id

),

-- An origin counts once however many of its claims allow a value: its intervals are swept by themselves first.
origin_ends as (

    select version_id, origin_id, start_value as end_value, start_step as end_step, 1 as change from intervals

    union all

    select version_id, origin_id, end_value, end_step, -1 as change from intervals

),

origin_positions as (

    select version_id, origin_id, end_value, end_step, sum(change) as change
    from origin_ends
    group by version_id, origin_id, end_value, end_step

),

origin_depths as (

    select
        version_id,
        origin_id,
        end_value,
        end_step,
        sum(change) over (
            partition by version_id, origin_id
            order by end_value, end_step
            rows between unbounded preceding and current row
        ) as depth
    from origin_positions

),

origin_changes as (

    select
        version_id,
        end_value,
        end_step,
        case when depth > 0 then 1 else 0 end - case
            when
                coalesce(
                    lag(depth) over (partition by version_id, origin_id order by end_value, end_step), 0
                )
                > 0
            then 1
            else 0
        end as change
    from origin_depths

),

-- Where one origin stops and another starts, the support stays but no two origins allow both sides: a stretch ends.
positions as (

    select version_id, end_value, end_step, sum(change) as change
    from origin_changes
    where change <> 0
    group by version_id, end_value, end_step

),

depths as (

    select
        version_id,
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

-- Of the stretches with most support the narrowest is the core; of equally narrow ones the lowest.
ranked as (

    select
        *,
        row_number() over (
            partition by version_id order by support desc, next_value - end_value, end_value, end_step
        ) as place
    from depths
    where support > 0

),

cores as (

    select
        ranked.version_id,
        case when ranked.end_value > cast('-infinity' as double) then ranked.end_value end as core_low,
        case
            when ranked.next_value = cast('infinity' as double)
            then null
            when scales.is_whole
            then ranked.next_value - 1
            else ranked.next_value
        end as core_high,
        ranked.end_step = 1 as core_low_open,
        not scales.is_whole
        and ranked.next_step = 0
        and ranked.next_value < cast('infinity' as double) as core_high_open,
        cast(ranked.support as bigint) as core_support
    from ranked
    inner join scales on ranked.version_id = scales.version_id
    where ranked.place = 1

)

select * from cores
