with

promises as (select * from {{ ref("int_promise_figures__directed") }}),

-- A party that denies that a delivery counts has still given a figure for it.
deliveries as (

    select *
    from {{ ref("int_delivery_figures__counted") }}
    where has_figure and (is_counted or position in ('disputed', 'denied'))

),

parts as (select * from {{ ref("int_delivery_parts__closed") }}),

told as (select distinct promise_question_id, direction, delivery_question_id from deliveries where is_counted),

parties as (select distinct promise_question_id, direction, party from promises),

-- A delivery of several days stands for its days: only what has no part among the told is looked for.
smallest as (

    select told.promise_question_id, told.direction, told.delivery_question_id
    from told
    left join parts on told.delivery_question_id = parts.whole_question_id
    left join
        told as told_parts
        on parts.part_question_id = told_parts.delivery_question_id
        and told.promise_question_id = told_parts.promise_question_id
        and told.direction = told_parts.direction
    group by told.promise_question_id, told.direction, told.delivery_question_id
    having count(told_parts.delivery_question_id) = 0

),

-- Who gives a figure for a delivery of several days gives it for each of them.
covered as (

    select promise_question_id, direction, party, delivery_question_id from deliveries

    union

    select
        deliveries.promise_question_id,
        deliveries.direction,
        deliveries.party,
        parts.part_question_id as delivery_question_id
    from deliveries
    inner join parts on deliveries.delivery_question_id = parts.whole_question_id

),

final as (

    select
        parties.promise_question_id,
        parties.direction,
        parties.party,
        count(*) - count(covered.delivery_question_id) as n_uncounted
    from parties
    inner join
        smallest
        on parties.promise_question_id = smallest.promise_question_id
        and parties.direction = smallest.direction
    left join
        covered
        on parties.promise_question_id = covered.promise_question_id
        and parties.direction = covered.direction
        and parties.party = covered.party
        and smallest.delivery_question_id = covered.delivery_question_id
    group by parties.promise_question_id, parties.direction, parties.party

)

select * from final
