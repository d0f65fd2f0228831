with

questions as (select * from {{ ref("stg_questions") }}),

events as (select * from {{ ref("stg_events") }}),

links as (select * from {{ ref("stg_links") }}),

deliveries as (select * from {{ ref("int_delivery_figures__counted") }}),

figures as (select * from {{ ref("int_party_figures__enveloped") }}),

one_way_conversions as (

    select * from {{ ref("basis_conversions") }} where basis_to in ('to_ukraine', 'to_russia')

),

delivery_directions as (select distinct promise_question_id, direction from deliveries),

promises as (

    select question_id, event_id, basis
    from questions
    where value_type = 'count' and stage = 'promised'

    union

    select questions.question_id, questions.event_id, questions.basis
    from questions
    inner join links on questions.question_id = links.whole_question_id
    where links.kind = 'counts_towards'

),

-- The directions of the promise itself, else those of its deliveries, else none.
directed as (

    select
        promises.question_id as promise_question_id,
        promises.event_id,
        coalesce(one_way_conversions.basis_to, delivery_directions.direction, 'not_stated') as direction,
        -- a promise that names no direction has its figures under none
        coalesce(one_way_conversions.basis_to, 'not_stated') as figure_direction
    from promises
    left join one_way_conversions on promises.basis = one_way_conversions.basis_from
    left join
        delivery_directions
        on promises.question_id = delivery_directions.promise_question_id
        and one_way_conversions.basis_to is null

),

-- Who counts a delivery, who speaks of the promise; where nobody does, everybody together keeps the promise in view.
parties as (

    select directed.promise_question_id, directed.direction, figures.party
    from directed
    inner join
        figures
        on directed.promise_question_id = figures.question_id and directed.figure_direction = figures.direction
    where figures.party <> 'anybody'

    union

    select promise_question_id, direction, party from deliveries

),

final as (

    select

        -- ids
        directed.promise_question_id,
        directed.event_id,
        directed.direction,
        coalesce(parties.party, 'not_stated') as party,

        -- booleans
        coalesce(all_figures.has_figure, false) as has_promised,

        -- what was promised, by anybody's words
        all_figures.low as promised_low,
        all_figures.high as promised_high,
        all_figures.core_low as promised_core_low,
        all_figures.core_high as promised_core_high,
        coalesce(all_figures.n_claims, 0) as n_promise_claims,
        coalesce(all_figures.n_silent, 0) as n_promise_silent,
        all_figures.claimants as promised_by,
        all_figures.claim_ids as promise_claim_ids,

        -- what was promised, by the party's own
        coalesce(own_figures.has_figure, false) as has_own_promised,
        own_figures.low as own_promised_low,
        own_figures.high as own_promised_high,

        -- dates
        events.starts_on as promised_on

    from directed

    left join
        parties
        on directed.promise_question_id = parties.promise_question_id and directed.direction = parties.direction

    left join
        figures as all_figures
        on directed.promise_question_id = all_figures.question_id
        and directed.figure_direction = all_figures.direction
        and all_figures.party = 'anybody'

    left join
        figures as own_figures
        on directed.promise_question_id = own_figures.question_id
        and directed.figure_direction = own_figures.direction
        and own_figures.party = parties.party

    left join events on directed.event_id = events.event_id

)

select * from final
