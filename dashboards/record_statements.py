"""The statements behind promises and deliveries, running totals, parts and wholes, both directions, corrections."""

from __future__ import annotations

# What fct_promises has now and fct_promise_versions for each span of days.
_COUNTED = """
        promise_question_id, direction, party, promised_low, promised_high, promised_core_low, promised_core_high,
        delivered_from, delivered_low, delivered_high, delivered_core_low, delivered_core_high,
        outstanding_low, outstanding_high, outstanding_core_low, outstanding_core_high, n_deliveries, n_silent
"""

PROMISES = f"""
with

standing as (
    select {_COUNTED}
    from marts.fct_promises
    where $on = ''

    union all by name

    select {_COUNTED}
    from marts.fct_promise_versions
    where
        $on <> ''
        and coalesce(valid_from <= try_cast($on as date), true)
        and coalesce(valid_to >= try_cast($on as date), true)
),

told as (
    select promise_question_id, direction, delivery_question_id, party
    from marts.fct_deliveries
    where
        has_figure and (is_counted or position in ('disputed', 'denied'))
        and ($on = '' or coalesce(delivered_until, known_on) <= try_cast($on as date))
),

-- What another party counts by that day and this one gives no figure for may have come by its count, too.
uncounted as (
    select standing.promise_question_id, standing.direction, standing.party
    from standing
    inner join told
        on standing.promise_question_id = told.promise_question_id
        and standing.direction = told.direction
    group by all
    having count(distinct told.delivery_question_id)
        > count(distinct case when told.party = standing.party then told.delivery_question_id end)
)

select
    standing.*,
    promises.n_uncounted > 0 and uncounted.party is not null as is_outstanding_at_most,
    promises.question, promises.unit, promises.promised_by, promises.promise_claim_ids, promises.n_denied,
    promises.framework_low, promises.framework_high, promises.n_framework_deliveries, events.name as event_name,
    answers.topic
from standing
inner join marts.fct_promises as promises
    on standing.promise_question_id = promises.promise_question_id
    and standing.direction = promises.direction
    and standing.party = promises.party
left join uncounted
    on standing.promise_question_id = uncounted.promise_question_id
    and standing.direction = uncounted.direction
    and standing.party = uncounted.party
left join marts.dim_events as events on promises.event_id = events.event_id
left join marts.fct_answers as answers on promises.promise_question_id = answers.question_id
where $on = '' or coalesce(promises.promised_on <= try_cast($on as date), true)
order by
    events.starts_on nulls last, standing.promise_question_id,
    list_position(['to_ukraine', 'to_russia'], standing.direction),
    list_position(['ukraine', 'russia', 'third', 'not_stated'], standing.party)
"""

DELIVERIES = """
select
    promise_question_id, delivery_question_id, direction, party, question, position, claimed_by, denied_by, is_part_of,
    is_counted, has_figure, unit, delivered_low, delivered_high, n_silent, delivered_on, delivered_until, claim_ids
from marts.fct_deliveries
where $on = '' or coalesce(delivered_until, known_on) <= try_cast($on as date)
order by
    promise_question_id, direction, delivered_on nulls last, delivered_until desc, delivery_question_id,
    list_position(['ukraine', 'russia', 'third', 'not_stated'], party)
"""

DELIVERY_DAYS = """
select min(delivered_until) as first_day, max(delivered_until) as last_day from marts.fct_deliveries
"""

TOTALS = """
select
    totals.question_id, questions.question, questions.topic, totals.claim_id, totals.compared_with, totals.claimants,
    totals.held_on, totals.is_day_named, totals.unit, totals.value_label, totals.previous_claim_id,
    totals.previous_held_on, totals.previous_value_label, totals.fell, totals.rise_low, totals.rise_high,
    totals.reported_low, totals.reported_high, totals.n_deliveries, totals.n_unknown_deliveries,
    totals.misses_low, totals.misses_high
from marts.fct_running_totals as totals
inner join marts.fct_answers as questions on totals.question_id = questions.question_id
order by questions.question, totals.question_id, totals.held_on, totals.total_low nulls first, totals.claim_id
"""

PARTITIONS = """
select
    partitions.document_id, coalesce(publishers.name, documents.publisher) as publisher,
    partitions.whole_question_id, questions.question, questions.topic, events.name as event_name,
    partitions.n_parts_told, partitions.whole_low, partitions.whole_high, partitions.partition, partitions.claimant_id,
    partitions.is_exhaustive, partitions.unit, partitions.parts_label, partitions.parts_low, partitions.parts_high,
    partitions.whole_said_by, partitions.whole_label, partitions.miss_low, partitions.miss_high, partitions.relation,
    partitions.part_claim_ids, partitions.whole_claim_ids
from marts.fct_partitions as partitions
inner join marts.fct_answers as questions on partitions.whole_question_id = questions.question_id
inner join marts.dim_documents as documents on partitions.document_id = documents.document_id
left join marts.dim_actors as publishers on documents.publisher = publishers.actor_id
left join marts.dim_events as events on partitions.event_id = events.event_id
order by
    list_position(['conflict', 'compatible', 'agree', 'not_comparable'], partitions.relation),
    events.starts_on nulls last, questions.question, partitions.document_id, partitions.partition
"""

BALANCES = """
select
    balances.event_id, events.name as event_name, balances.measure, balances.stage, balances.unit, balances.party,
    balances.to_ukraine_question_id, balances.to_russia_question_id,
    balances.to_ukraine_low, balances.to_ukraine_high, balances.to_russia_low, balances.to_russia_high,
    balances.balance_low, balances.balance_high, balances.relation, balances.said_equal_by,
    balances.to_ukraine_claim_ids, balances.to_russia_claim_ids, answers.topic, events.starts_on,
    events.kind = 'period' as is_period
from marts.fct_direction_balance as balances
left join marts.dim_events as events on balances.event_id = events.event_id
left join marts.fct_answers as answers
    on coalesce(balances.to_ukraine_question_id, balances.to_russia_question_id) = answers.question_id
order by
    events.starts_on nulls last, balances.event_id, balances.measure, balances.stage,
    list_position(['ukraine', 'russia', 'third', 'not_stated', 'anybody'], balances.party)
"""

CORRECTIONS = """
select
    corrections.correction_id, corrections.action, corrections.document_id, corrections.claim_id,
    corrections.column_name, corrections.coded_value, corrections.corrected_value, corrections.reason,
    corrections.source, corrections.status, corrections.reported_on, corrections.applied, corrections.guard
from marts.fct_corrections as corrections
order by corrections.correction_id
"""
