with

deliveries as (select * from {{ ref("int_delivery_figures__counted") }}),

parts as (select * from {{ ref("int_delivery_parts__closed") }}),

questions as (select * from {{ ref("stg_questions") }}),

-- The other deliveries on the same promise that this one is a part of.
wholes as (

    select
        deliveries.promise_question_id,
        deliveries.direction,
        deliveries.party,
        deliveries.delivery_question_id,
        {{ joined_values("parts.whole_question_id", " ", unique=true) }} as is_part_of
    from deliveries
    inner join parts on deliveries.delivery_question_id = parts.part_question_id
    inner join
        deliveries as others
        on parts.whole_question_id = others.delivery_question_id
        and deliveries.promise_question_id = others.promise_question_id
        and deliveries.direction = others.direction
    group by
        deliveries.promise_question_id,
        deliveries.direction,
        deliveries.party,
        deliveries.delivery_question_id

),

final as (

    select

        -- ids
        {{
            short_hash(
                "dlv_",
                [
                    "deliveries.promise_question_id",
                    "deliveries.delivery_question_id",
                    "deliveries.direction",
                    "deliveries.party",
                ],
            )
        }} as delivery_id,
        deliveries.promise_question_id,
        deliveries.delivery_question_id,
        deliveries.event_id,
        deliveries.direction,
        deliveries.party,

        -- text
        questions.question,
        deliveries.position,
        deliveries.claimed_by,
        deliveries.denied_by,
        deliveries.claimants,
        wholes.is_part_of,

        -- booleans
        deliveries.is_counted,
        deliveries.has_figure,

        -- the figure, in the unit of the promise
        promises.unit,
        case when deliveries.has_figure then deliveries.low end as delivered_low,
        case when deliveries.has_figure then deliveries.high end as delivered_high,
        deliveries.n_claims,
        deliveries.n_silent,

        -- dates
        deliveries.delivered_on,
        deliveries.delivered_until,
        deliveries.known_on,

        -- sources
        deliveries.link_ids,
        deliveries.claim_ids,
        deliveries.lowest_claim_id,
        deliveries.highest_claim_id

    from deliveries

    inner join questions on deliveries.delivery_question_id = questions.question_id

    inner join questions as promises on deliveries.promise_question_id = promises.question_id

    left join
        wholes
        on deliveries.promise_question_id = wholes.promise_question_id
        and deliveries.direction = wholes.direction
        and deliveries.party = wholes.party
        and deliveries.delivery_question_id = wholes.delivery_question_id

)

select * from final
