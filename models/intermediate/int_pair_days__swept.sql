{%- set keys = ["question_id", "tolerance", "day_class"] -%}
{%- set key_list = keys | join(", ") -%}
with

classes as (select * from {{ ref("int_claim_classes__grouped") }} where is_swept),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

tolerances as ({{ tolerances() }}),

question_days as (

    select question_id, known_from, row_number() over (partition by question_id order by known_from) - 1 as day_number
    from (select distinct question_id, known_from from classes) as days

),

-- Every distinct interval, and how many claims that stand for it became known on a day: doubles, which add up whole
-- numbers exactly up to 9 * 10^15, and faster than the wide integers in which a sum of integers is kept.
intervals as (

    select
        classes.question_id,
        readings.tolerance,
        classes.day_class,
        classes.known_from,
        readings.compared_low,
        readings.compared_high,
        readings.compared_low_open,
        readings.compared_high_open,
        cast(sum(case when classes.is_denied then 0 else classes.n_added end) as double) as n_asserted,
        cast(sum(case when classes.is_denied then classes.n_added else 0 end) as double) as n_denied
    from classes
    inner join readings on classes.class_id = readings.claim_id
    where classes.has_figure
    group by
        classes.question_id,
        readings.tolerance,
        classes.day_class,
        classes.known_from,
        readings.compared_low,
        readings.compared_high,
        readings.compared_low_open,
        readings.compared_high_open

),

-- Any two days part at one level: there the one lies in the earlier half of a block of days, the other in the later.
-- Days before all others (level 0) meet themselves.
levels as (

    select 0 as level, 1 as width
    {% for level in range(1, 16) %}
    union all
    select {{ level }} as level, {{ 2 ** (level - 1) }} as width
    {%- endfor %}

),

last_days as (select question_id, max(day_number) as last_day from question_days group by question_id),

day_blocks as (

    select
        question_days.question_id,
        question_days.known_from,
        levels.level,
        case
            when levels.level = 0
            then question_days.day_number
            else floor(question_days.day_number / (2 * levels.width))
        end as block,
        case
            when levels.level = 0 then 1 else 1 - floor(question_days.day_number / levels.width) % 2
        end as is_earlier,
        case when levels.level = 0 then 1 else floor(question_days.day_number / levels.width) % 2 end as is_later
    from question_days
    inner join last_days on question_days.question_id = last_days.question_id
    inner join levels on levels.level = 0 or levels.width <= last_days.last_day

),

-- A pair became known on the later day. Two of one day are met once, where the upper one begins.
ends as (

    select
        intervals.question_id,
        intervals.tolerance,
        intervals.day_class,
        intervals.known_from,
        day_blocks.level,
        day_blocks.block,
        coalesce(intervals.compared_low, cast('-infinity' as double)) as end_value,
        case when intervals.compared_low_open then 1 else 0 end as end_step,
        1 as is_start,
        intervals.n_asserted * day_blocks.is_later as n_asserted,
        intervals.n_denied * day_blocks.is_later as n_denied,
        intervals.n_asserted * day_blocks.is_earlier as n_asserted_before,
        intervals.n_denied * day_blocks.is_earlier as n_denied_before
    from intervals
    inner join
        day_blocks
        on intervals.question_id = day_blocks.question_id
        and intervals.known_from = day_blocks.known_from

    union all

    select
        intervals.question_id,
        intervals.tolerance,
        intervals.day_class,
        intervals.known_from,
        day_blocks.level,
        day_blocks.block,
        coalesce(intervals.compared_high, cast('infinity' as double)) as end_value,
        case when intervals.compared_high_open then 0 else 1 end as end_step,
        0 as is_start,
        case when day_blocks.level = 0 then 0 else intervals.n_asserted * day_blocks.is_later end as n_asserted,
        case when day_blocks.level = 0 then 0 else intervals.n_denied * day_blocks.is_later end as n_denied,
        intervals.n_asserted * day_blocks.is_earlier as n_asserted_before,
        intervals.n_denied * day_blocks.is_earlier as n_denied_before
    from intervals
    inner join
        day_blocks
        on intervals.question_id = day_blocks.question_id
        and intervals.known_from = day_blocks.known_from

),

apart as ({{ disjoint_pairs("ends", keys) }}),

known_intervals as (

    select
        *,
        sum(n_asserted) over (
            partition by
                {{ key_list }}, compared_low, compared_high, compared_low_open, compared_high_open
            order by known_from
            rows between unbounded preceding and current row
        ) as n_known
    from intervals

),

same as (

    select {{ key_list }}, known_from, sum({{ n_pairs_added("n_known", "n_asserted") }}) as n_same
    from known_intervals
    group by {{ key_list }}, known_from

),

-- The widest gap is that from the least upper end to the greatest lower one.
day_ends as (

    select
        {{ key_list }},
        known_from,
        min(case when n_asserted > 0 then compared_high end) as least_high,
        max(case when n_asserted > 0 then compared_low end) as greatest_low
    from intervals
    group by {{ key_list }}, known_from

),

class_days as (

    select
        question_id,
        day_class,
        known_from,
        min(value_type) as value_type,
        sum(case when not is_denied then n_added else 0 end) as n_asserted,
        sum(case when is_denied and has_figure then n_added else 0 end) as n_denied_figures,
        sum(case when is_denied and not has_figure then n_added else 0 end) as n_denied_wholly
    from classes
    group by question_id, day_class, known_from

),

known_days as (

    select
        class_days.*,
        tolerances.tolerance,
        coalesce(same.n_same, 0) as n_same,
        coalesce(apart.n_apart, 0) as n_apart,
        coalesce(apart.n_denials_apart, 0) as n_denials_apart,
        sum(class_days.n_asserted) over days_so_far as n_asserted_known,
        sum(class_days.n_denied_figures) over days_so_far as n_denied_figures_known,
        sum(class_days.n_denied_wholly) over days_so_far as n_denied_wholly_known,
        sum(coalesce(apart.n_apart, 0)) over days_so_far as n_apart_known,
        min(day_ends.least_high) over days_so_far as least_high,
        max(day_ends.greatest_low) over days_so_far as greatest_low
    from class_days
    cross join tolerances
    left join
        same
        on class_days.question_id = same.question_id
        and class_days.day_class = same.day_class
        and class_days.known_from = same.known_from
        and tolerances.tolerance = same.tolerance
    left join
        apart
        on class_days.question_id = apart.question_id
        and class_days.day_class = apart.day_class
        and class_days.known_from = apart.known_from
        and tolerances.tolerance = apart.tolerance
    left join
        day_ends
        on class_days.question_id = day_ends.question_id
        and class_days.day_class = day_ends.day_class
        and class_days.known_from = day_ends.known_from
        and tolerances.tolerance = day_ends.tolerance
    window
        days_so_far as (
            partition by class_days.question_id, class_days.day_class, tolerances.tolerance
            order by class_days.known_from
            rows between unbounded preceding and current row
        )

),

related as (

    select
        question_id,
        tolerance,
        day_class,
        known_from,
        n_same,
        n_apart,
        n_denials_apart,
        {{ n_pairs_added("n_asserted_known", "n_asserted") }} as n_asserted_pairs,
        {{
            n_pairs_added(
                "(n_denied_figures_known + n_denied_wholly_known)", "(n_denied_figures + n_denied_wholly)"
            )
        }} as n_denied_pairs,
        {{
            n_mixed_pairs_added(
                "n_asserted_known", "n_asserted",
                "(n_denied_figures_known + n_denied_wholly_known)", "(n_denied_figures + n_denied_wholly)",
            )
        }} as n_denial_pairs,
        case when n_apart_known > 0 then {{ rounded_bound("greatest_low - least_high") }} end as widest_gap,
        -- a share of a day, a time of day or a place in an order means nothing
        case
            when value_type in ('count', 'duration', 'share')
            then nullif(greatest(abs(least_high), abs(greatest_low)), 0)
        end as larger_end
    from known_days

),

final as (

    select
        question_id,
        tolerance,
        known_from,
        cast(sum(n_same) as bigint) as n_agree,
        cast(
            sum(n_asserted_pairs - n_same - n_apart + n_denied_pairs + n_denials_apart) as bigint
        ) as n_compatible,
        cast(sum(n_apart + n_denial_pairs - n_denials_apart) as bigint) as n_conflict,
        cast(sum(n_denial_pairs - n_denials_apart) as bigint) as n_denials,
        max(widest_gap) as widest_gap,
        max(widest_gap / larger_end) as widest_gap_share
    from related
    group by question_id, tolerance, known_from

)

select * from final
