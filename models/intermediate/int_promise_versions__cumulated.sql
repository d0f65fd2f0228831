with

promises as (select * from {{ ref("int_promise_figures__directed") }}),

deliveries as (select * from {{ ref("int_promise_deliveries__marked") }}),

counting_parties as (select distinct promise_question_id, direction, party from deliveries),

linked_promises as (select distinct promise_question_id, direction from deliveries),

-- The first version begins with the promise, or with a delivery before it; a new one with each day of a delivery.
days as (

    select promise_question_id, direction, party, valid_from
    from deliveries

    union

    select
        promises.promise_question_id,
        promises.direction,
        promises.party,
        promises.promised_on as valid_from
    from promises
    left join
        deliveries
        on promises.promise_question_id = deliveries.promise_question_id
        and promises.direction = deliveries.direction
        and promises.party = deliveries.party
    group by promises.promise_question_id, promises.direction, promises.party, promises.promised_on
    having min(deliveries.valid_from) is null or min(deliveries.valid_from) > promises.promised_on

),

-- Ends are added as ends; a delivery without an upper end, or without a number, leaves the sum without one.
summed as (

    select
        valid_from,
        promise_question_id,
        direction,
        party,
        max(case when is_in_sum then 1 else 0 end) as n_told,
        max(case when is_whole then 1 else 0 end) as n_whole_told,
        max(case when is_in_parts then 1 else 0 end) as n_parts_told,
        coalesce(sum(case when is_in_sum then coalesce(low, 0) end), 0) as delivered_low,
        case
            when max(case when is_unknown or (is_in_sum and high is null) then 1 else 0 end) = 0
            then sum(case when is_in_sum then high end)
        end as delivered_high,
        coalesce(sum(case when is_in_sum then coalesce(core_low, 0) end), 0) as delivered_core_low,
        case
            when max(case when is_unknown or (is_in_sum and core_high is null) then 1 else 0 end) = 0
            then sum(case when is_in_sum then core_high end)
        end as delivered_core_high,
        sum(case when is_in_parts then coalesce(low, 0) end) as parts_low,
        case
            when max(case when is_in_parts and high is null then 1 else 0 end) = 0
            then sum(case when is_in_parts then high end)
        end as parts_high,
        sum(case when is_whole then coalesce(low, 0) end) as whole_low,
        case
            when max(case when is_whole and high is null then 1 else 0 end) = 0
            then sum(case when is_whole then high end)
        end as whole_high,
        cast(sum(case when is_single then 1 else 0 end) as bigint) as n_deliveries,
        cast(sum(case when is_single and is_silent then 1 else 0 end) as bigint) as n_silent,
        min(case when is_single then delivered_until end) as first_delivered_on,
        max(delivered_until) as last_delivered_on
    from deliveries
    group by valid_from, promise_question_id, direction, party

),

versions as (

    select

        -- ids
        promises.promise_question_id,
        promises.event_id,
        promises.direction,
        promises.party,

        -- the days for which it holds
        days.valid_from,
        lead(days.valid_from) over (
            partition by promises.promise_question_id, promises.direction, promises.party order by days.valid_from
        ) as next_from,

        -- what was promised
        promises.has_promised,
        promises.promised_low,
        promises.promised_high,
        promises.promised_core_low,
        promises.promised_core_high,

        -- what had come
        case
            when summed.n_whole_told = 1 then 'whole' when summed.n_told = 1 then 'parts' else 'none'
        end as delivered_from,
        summed.delivered_low,
        summed.delivered_high,
        summed.delivered_core_low,
        summed.delivered_core_high,
        summed.parts_low,
        summed.parts_high,
        summed.whole_low,
        summed.whole_high,
        coalesce(summed.n_deliveries, 0) as n_deliveries,
        coalesce(summed.n_silent, 0) as n_silent,
        summed.first_delivered_on,
        summed.last_delivered_on,

        -- before the first delivery, and where no text names one, nothing has come off the promise
        summed.delivered_low is null
        and (counting_parties.party is not null or linked_promises.promise_question_id is null) as is_untouched

    from promises

    inner join
        days
        on promises.promise_question_id = days.promise_question_id
        and promises.direction = days.direction
        and promises.party = days.party

    left join
        summed
        on days.promise_question_id = summed.promise_question_id
        and days.direction = summed.direction
        and days.party = summed.party
        and coalesce(days.valid_from, date '1970-01-01') = coalesce(summed.valid_from, date '1970-01-01')

    left join
        counting_parties
        on promises.promise_question_id = counting_parties.promise_question_id
        and promises.direction = counting_parties.direction
        and promises.party = counting_parties.party

    left join
        linked_promises
        on promises.promise_question_id = linked_promises.promise_question_id
        and promises.direction = linked_promises.direction

),

final as (

    select

        -- ids
        promise_question_id,
        event_id,
        direction,
        party,

        -- the days for which it holds
        valid_from,
        {{ date_from_days(days_from_date("next_from") ~ " - 1") }} as valid_to,

        -- what was promised
        promised_low,
        promised_high,
        promised_core_low,
        promised_core_high,

        -- what had come
        delivered_from,
        delivered_low,
        delivered_high,
        delivered_core_low,
        delivered_core_high,
        parts_low,
        parts_high,
        whole_low,
        whole_high,

        -- what had not; nothing is outstanding below zero
        case
            when not has_promised
            then null
            when is_untouched
            then coalesce(promised_low, 0)
            when delivered_low is null
            then null
            when promised_low is null or delivered_high is null
            then 0
            else greatest(promised_low - delivered_high, 0)
        end as outstanding_low,
        case
            when not has_promised or promised_high is null
            then null
            when is_untouched
            then promised_high
            when delivered_low is null
            then null
            else greatest(promised_high - delivered_low, 0)
        end as outstanding_high,
        case
            when not has_promised
            then null
            when is_untouched
            then coalesce(promised_core_low, 0)
            when delivered_low is null
            then null
            when promised_core_low is null or delivered_core_high is null
            then 0
            else greatest(promised_core_low - delivered_core_high, 0)
        end as outstanding_core_low,
        case
            when not has_promised or promised_core_high is null
            then null
            when is_untouched
            then promised_core_high
            when delivered_low is null
            then null
            else greatest(promised_core_high - delivered_core_low, 0)
        end as outstanding_core_high,

        -- booleans
        is_untouched,

        -- numerics
        n_deliveries,
        n_silent,

        -- dates
        first_delivered_on,
        last_delivered_on

    from versions

)

select * from final
