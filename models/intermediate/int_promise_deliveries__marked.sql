with

deliveries as (select * from {{ ref("int_delivery_figures__counted") }} where is_counted),

parts as (select * from {{ ref("int_delivery_parts__closed") }}),

-- A version begins with each day by which a delivery had come.
days as (select distinct promise_question_id, direction, party, delivered_until as valid_from from deliveries),

-- What had come by then.
come as (

    select
        days.valid_from,
        deliveries.promise_question_id,
        deliveries.direction,
        deliveries.party,
        deliveries.delivery_question_id,
        deliveries.has_figure,
        deliveries.low,
        deliveries.high,
        deliveries.core_low,
        deliveries.core_high,
        deliveries.delivered_until
    from days
    inner join
        deliveries
        on days.promise_question_id = deliveries.promise_question_id
        and days.direction = deliveries.direction
        and days.party = deliveries.party
        and days.valid_from >= deliveries.delivered_until

),

-- Which of these are parts or wholes of others among them, with a figure or without.
kin as (

    select
        come.valid_from,
        come.promise_question_id,
        come.direction,
        come.party,
        come.delivery_question_id,
        parts.part_question_id = come.delivery_question_id as is_part,
        parts.is_same_event,
        others.has_figure
    from come
    inner join
        parts
        on come.delivery_question_id = parts.part_question_id
        or come.delivery_question_id = parts.whole_question_id
    inner join
        come as others
        on come.valid_from = others.valid_from
        and come.promise_question_id = others.promise_question_id
        and come.direction = others.direction
        and come.party = others.party
        and others.delivery_question_id = case
            when parts.part_question_id = come.delivery_question_id
            then parts.whole_question_id
            else parts.part_question_id
        end

),

kinships as (

    select
        valid_from,
        promise_question_id,
        direction,
        party,
        delivery_question_id,
        max(case when is_part and has_figure then 1 else 0 end) as n_whole_told,
        max(case when is_part and is_same_event then 1 else 0 end) as n_whole_of_event,
        max(case when is_part and is_same_event and has_figure then 1 else 0 end) as n_whole_of_event_told,
        max(case when not is_part and has_figure then 1 else 0 end) as n_part_told,
        max(case when not is_part and not is_same_event then 1 else 0 end) as n_day,
        max(case when not is_part and not is_same_event and has_figure then 1 else 0 end) as n_day_told
    from kin
    group by valid_from, promise_question_id, direction, party, delivery_question_id

),

-- A delivery is summed once: as part of a whole that is told, or by itself. The days give a second sum beside it.
marked as (

    select
        come.*,
        come.has_figure and coalesce(kinships.n_whole_told, 0) = 0 as is_in_sum,
        come.has_figure
        and coalesce(kinships.n_whole_of_event_told, 0) = 0
        and coalesce(kinships.n_day_told, 0) = 0 as is_in_parts,
        come.has_figure
        and coalesce(kinships.n_whole_told, 0) = 0
        and coalesce(kinships.n_day, 0) = 1 as is_whole,
        coalesce(kinships.n_whole_of_event, 0) = 0 and coalesce(kinships.n_day, 0) = 0 as is_single,
        not come.has_figure
        and coalesce(kinships.n_whole_told, 0) = 0
        and coalesce(kinships.n_part_told, 0) = 0 as is_unknown,
        not come.has_figure as is_silent
    from come
    left join
        kinships
        on come.valid_from = kinships.valid_from
        and come.promise_question_id = kinships.promise_question_id
        and come.direction = kinships.direction
        and come.party = kinships.party
        and come.delivery_question_id = kinships.delivery_question_id

)

select * from marked
