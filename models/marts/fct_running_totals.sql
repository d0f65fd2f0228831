with

steps as (select * from {{ ref("int_total_steps__paired") }}),

deliveries as (select * from {{ ref("int_total_deliveries__summed") }}),

questions as (select * from {{ ref("stg_questions") }}),

labels as (select * from {{ ref("int_claims__labelled") }}),

risen as (

    select
        steps.*,
        case when has_previous then low - previous_high end as rise_low,
        case when has_previous then high - previous_low end as rise_high
    from steps

),

final as (

    select

        -- ids
        {{ short_hash("ttl_", ["risen.claim_id", "risen.compared_with"]) }} as running_total_id,
        risen.claim_id,
        risen.compared_with,
        risen.question_id,
        risen.claimants,
        risen.party,

        -- text
        questions.unit,
        labels.value_label,

        -- the total
        risen.held_on,
        risen.is_day_named,
        risen.low as total_low,
        risen.high as total_high,

        -- the total before
        risen.previous_claim_id,
        risen.previous_held_on,
        previous_labels.value_label as previous_value_label,

        -- by how much it rose
        risen.fell,
        risen.rise_low,
        risen.rise_high,

        -- what was reported between the two days
        deliveries.reported_low,
        deliveries.reported_high,
        deliveries.reported_core_low,
        deliveries.reported_core_high,
        coalesce(deliveries.n_deliveries, 0) as n_deliveries,
        coalesce(deliveries.n_own_deliveries, 0) as n_own_deliveries,
        coalesce(deliveries.n_unknown_deliveries, 0) as n_unknown_deliveries,

        -- what of the rise the reports leave
        risen.rise_low - deliveries.reported_high as misses_low,
        risen.rise_high - deliveries.reported_low as misses_high,
        risen.rise_low - deliveries.reported_core_high as misses_core_low,
        risen.rise_high - deliveries.reported_core_low as misses_core_high

    from risen

    inner join questions on risen.question_id = questions.question_id

    inner join labels on risen.claim_id = labels.claim_id

    left join labels as previous_labels on risen.previous_claim_id = previous_labels.claim_id

    left join
        deliveries on risen.claim_id = deliveries.claim_id and risen.compared_with = deliveries.compared_with

)

select * from final
