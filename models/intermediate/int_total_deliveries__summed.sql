with

steps as (select * from {{ ref("int_total_steps__paired") }} where has_previous),

families as (select * from {{ ref("total_families") }}),

questions as (select * from {{ ref("stg_questions") }} where stage = 'delivered'),

events as (select * from {{ ref("stg_events") }} where kind <> 'period'),

figures as (select * from {{ ref("int_party_figures__enveloped") }}),

parts as (select * from {{ ref("int_delivery_parts__closed") }}),

-- Deliveries that lie between the two days, whole or in part, by the party's own figure, else by anybody's.
between_days as (

    select
        steps.claim_id,
        steps.compared_with,
        questions.question_id,
        events.starts_on > steps.previous_held_on and events.ends_on <= steps.held_on as is_inside,
        coalesce(own_figures.has_figure, false) as is_own,
        coalesce(own_figures.has_figure, false) or all_figures.has_figure as has_figure,
        case when own_figures.has_figure then own_figures.low else all_figures.low end as low,
        case when own_figures.has_figure then own_figures.high else all_figures.high end as high,
        case when own_figures.has_figure then own_figures.core_low else all_figures.core_low end as core_low,
        case when own_figures.has_figure then own_figures.core_high else all_figures.core_high end as core_high
    from steps
    inner join families on steps.question_id = families.question_id
    inner join questions on families.family = questions.family
    inner join
        events
        on questions.event_id = events.event_id
        and events.ends_on > steps.previous_held_on
        and events.starts_on <= steps.held_on
    inner join
        figures as all_figures
        on questions.question_id = all_figures.question_id
        and all_figures.party = 'anybody'
    left join
        figures as own_figures
        on questions.question_id = own_figures.question_id
        and all_figures.direction = own_figures.direction
        and steps.party = own_figures.party

),

kin as (

    select
        between_days.claim_id,
        between_days.compared_with,
        between_days.question_id,
        max(
            case when parts.part_question_id = between_days.question_id and others.is_inside then 1 else 0 end
        ) as n_whole_told,
        max(case when parts.whole_question_id = between_days.question_id then 1 else 0 end) as n_part_told
    from between_days
    inner join
        parts
        on between_days.question_id = parts.part_question_id
        or between_days.question_id = parts.whole_question_id
    inner join
        between_days as others
        on between_days.claim_id = others.claim_id
        and between_days.compared_with = others.compared_with
        and others.has_figure
        and others.question_id = case
            when parts.part_question_id = between_days.question_id
            then parts.whole_question_id
            else parts.part_question_id
        end
    group by between_days.claim_id, between_days.compared_with, between_days.question_id

),

-- Days within a whole that is told are not added to it; one that reaches over the end is known by its days alone.
marked as (

    select
        between_days.*,
        between_days.is_inside and between_days.has_figure and coalesce(kin.n_whole_told, 0) = 0 as is_in_sum,
        not (between_days.is_inside and between_days.has_figure)
        and coalesce(kin.n_whole_told, 0) = 0
        and coalesce(kin.n_part_told, 0) = 0 as is_unknown
    from between_days
    left join
        kin
        on between_days.claim_id = kin.claim_id
        and between_days.compared_with = kin.compared_with
        and between_days.question_id = kin.question_id

),

summed as (

    select
        claim_id,
        compared_with,
        coalesce(sum(case when is_in_sum then coalesce(low, 0) end), 0) as reported_low,
        case
            when max(case when is_unknown or (is_in_sum and high is null) then 1 else 0 end) = 0
            then sum(case when is_in_sum then high end)
        end as reported_high,
        coalesce(sum(case when is_in_sum then coalesce(core_low, 0) end), 0) as reported_core_low,
        case
            when max(case when is_unknown or (is_in_sum and core_high is null) then 1 else 0 end) = 0
            then sum(case when is_in_sum then core_high end)
        end as reported_core_high,
        cast(sum(case when is_in_sum then 1 else 0 end) as bigint) as n_deliveries,
        cast(sum(case when is_in_sum and is_own then 1 else 0 end) as bigint) as n_own_deliveries,
        cast(sum(case when is_unknown then 1 else 0 end) as bigint) as n_unknown_deliveries
    from marked
    group by claim_id, compared_with
    having max(case when is_in_sum or is_unknown then 1 else 0 end) = 1

)

select * from summed
