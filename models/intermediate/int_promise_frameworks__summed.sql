with

frameworks as (select * from {{ ref("promise_frameworks") }}),

deliveries as (

    select * from {{ ref("int_delivery_figures__counted") }} where position = 'framework' and is_counted

),

parts as (select * from {{ ref("int_delivery_parts__closed") }}),

-- A delivery is summed once: within a whole that is told it is not added.
within_wholes as (

    select distinct
        deliveries.promise_question_id,
        deliveries.direction,
        deliveries.party,
        deliveries.delivery_question_id
    from deliveries
    inner join parts on deliveries.delivery_question_id = parts.part_question_id
    inner join
        deliveries as wholes
        on parts.whole_question_id = wholes.delivery_question_id
        and deliveries.promise_question_id = wholes.promise_question_id
        and deliveries.direction = wholes.direction
        and deliveries.party = wholes.party
    where wholes.has_figure

),

summed as (

    select
        frameworks.promise_question_id,
        deliveries.direction,
        deliveries.party,
        sum(case when deliveries.has_figure then coalesce(deliveries.low, 0) else 0 end) as framework_low,
        case
            when sum(case when deliveries.has_figure and deliveries.high is not null then 0 else 1 end) = 0
            then sum(deliveries.high)
        end as framework_high,
        count(*) as n_framework_deliveries
    from frameworks
    inner join deliveries on frameworks.framework_question_id = deliveries.promise_question_id
    left join
        within_wholes
        on deliveries.promise_question_id = within_wholes.promise_question_id
        and deliveries.direction = within_wholes.direction
        and deliveries.party = within_wholes.party
        and deliveries.delivery_question_id = within_wholes.delivery_question_id
    where within_wholes.delivery_question_id is null
    group by frameworks.promise_question_id, deliveries.direction, deliveries.party

)

select * from summed
