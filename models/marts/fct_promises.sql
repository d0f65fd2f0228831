with

questions as (select * from {{ ref("stg_questions") }}),

promises as (select * from {{ ref("int_promise_figures__directed") }}),

versions as (select * from {{ ref("int_promise_versions__cumulated") }}),

frameworks as (select * from {{ ref("int_promise_frameworks__summed") }}),

deliveries as (select * from {{ ref("int_delivery_figures__counted") }}),

gaps as (select * from {{ ref("int_promise_gaps__counted") }}),

denials as (

    select promise_question_id, direction, count(distinct delivery_question_id) as n_denied
    from deliveries
    where denied_by is not null
    group by promise_question_id, direction

),

standing as (

    select
        promises.*,
        versions.delivered_from,
        versions.delivered_low,
        versions.delivered_high,
        versions.delivered_core_low,
        versions.delivered_core_high,
        versions.parts_low,
        versions.parts_high,
        versions.whole_low,
        versions.whole_high,
        versions.outstanding_low,
        versions.outstanding_high,
        versions.outstanding_core_low,
        versions.outstanding_core_high,
        versions.n_deliveries,
        versions.n_silent,
        versions.first_delivered_on,
        versions.last_delivered_on
    from promises
    inner join
        versions
        on promises.promise_question_id = versions.promise_question_id
        and promises.direction = versions.direction
        and promises.party = versions.party
        and versions.valid_to is null

),

final as (

    select

        -- ids
        {{ short_hash("prm_", ["standing.promise_question_id", "standing.direction", "standing.party"]) }}
        as promise_id,
        standing.promise_question_id,
        standing.event_id,
        standing.direction,
        standing.party,

        -- text
        questions.question,
        questions.topic,
        questions.category,
        questions.unit,
        standing.promised_by,
        {{ range_text("standing.promised_core_low", "standing.promised_core_high") }} as promised_label,
        {{ range_text("standing.delivered_core_low", "standing.delivered_core_high") }} as delivered_label,
        -- what another party counts and this one does not may have come by its count, too
        case
            when coalesce(gaps.n_uncounted, 0) > 0
            then 'at most ' || {{ figure_text("standing.outstanding_core_high") }}
            else {{ range_text("standing.outstanding_core_low", "standing.outstanding_core_high") }}
        end as outstanding_label,

        -- what was promised
        standing.promised_low,
        standing.promised_high,
        standing.promised_core_low,
        standing.promised_core_high,
        standing.own_promised_low,
        standing.own_promised_high,
        standing.n_promise_claims,
        standing.n_promise_silent,

        -- what had come, by the party's count
        standing.delivered_from,
        standing.delivered_low,
        standing.delivered_high,
        standing.delivered_core_low,
        standing.delivered_core_high,
        standing.parts_low,
        standing.parts_high,
        standing.whole_low,
        standing.whole_high,

        -- what is said to count towards the agreements, without a round
        frameworks.framework_low,
        frameworks.framework_high,

        -- what had not come
        standing.outstanding_low,
        standing.outstanding_high,
        standing.outstanding_core_low,
        standing.outstanding_core_high,

        -- numerics
        standing.n_deliveries,
        standing.n_silent,
        coalesce(gaps.n_uncounted, 0) as n_uncounted,
        coalesce(denials.n_denied, 0) as n_denied,
        coalesce(frameworks.n_framework_deliveries, 0) as n_framework_deliveries,

        -- dates
        standing.promised_on,
        standing.first_delivered_on,
        standing.last_delivered_on,

        -- sources
        standing.promise_claim_ids

    from standing

    inner join questions on standing.promise_question_id = questions.question_id

    left join
        frameworks
        on standing.promise_question_id = frameworks.promise_question_id
        and standing.direction = frameworks.direction
        and standing.party = frameworks.party

    left join
        gaps
        on standing.promise_question_id = gaps.promise_question_id
        and standing.direction = gaps.direction
        and standing.party = gaps.party

    left join
        denials
        on standing.promise_question_id = denials.promise_question_id
        and standing.direction = denials.direction

)

select * from final
