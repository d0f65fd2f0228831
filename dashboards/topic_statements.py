"""The statements behind the pages on topics: promises by day, figures of parts, rounds of talks, outlets."""

from __future__ import annotations

STEPS = """
select
    promise_question_id, direction, party, valid_from, valid_to, promised_low, promised_high,
    promised_core_low, promised_core_high, delivered_from, delivered_low, delivered_high,
    delivered_core_low, delivered_core_high, n_deliveries, n_silent
from marts.fct_promise_versions
where $on = '' or coalesce(valid_from <= try_cast($on as date), true)
order by promise_question_id, direction, party, valid_from nulls first
"""

# Another condition beside the ids, and DuckDB looks through all claims for them: so it stands outside.
FIGURES = """
with named as materialized (
    select claim_id, value_label, bound_low, bound_high, has_interval, is_denied
    from marts.fct_claims
    where claim_id in ({ids})
)

select claim_id, value_label, bound_low, bound_high
from named
where has_interval and not is_denied
"""

_IN_ORDER = """
    question_id, is_silent, is_denied, value_text nulls first, bound_low nulls first, bound_high nulls last
"""

# What a line about a claim says, where claims on many questions stand together: few columns, each named once, since a
# plan has them for each question. Of very many claims the first of each figure; which lie widest apart is not shown.
FIGURES_ON = f"""
with

asked as (
    select *
    from {{of marts.fct_claims:
        claim_id, question_id, value_label, status, is_silent, is_denied, value_text, bound_low, bound_high,
        claimant_id, claimant_names, publisher
    }}
),

placed as (
    select unnest(claims) as claim, unnest(range(len(claims))) as place
    from (select arg_min(asked, claim_id, $most) as claims from asked group by question_id, value_label)
),

chosen as (
    select unnest(claim)
    from placed
    qualify row_number() over (partition by claim.question_id order by place, claim.claim_id) <= $most
)

select
    chosen.claim_id, chosen.question_id, chosen.status, chosen.is_silent, chosen.is_denied, chosen.value_label,
    chosen.claimant_id, chosen.claimant_names as claimants, coalesce(publishers.name, chosen.publisher) as publisher
from chosen
left join marts.dim_actors as publishers on chosen.publisher = publishers.actor_id
order by {_IN_ORDER}, publisher, claim_id
"""

# The same of some outlets, out of the few claims that stand for each.
FIGURES_OF = f"""
with

figures as (
    select * from marts.fct_outlet_figures where outlet_id = $first
    union all
    select * from marts.fct_outlet_figures where outlet_id = $second
)

select
    figures.claim_id, question_id, outlet_id, figures.is_silent, figures.value_label,
    figures.claimant_id, figures.claimant_names as claimants, answers.n_claims, answers.n_figures
from figures
inner join marts.fct_outlet_answers as answers using (question_id, outlet_id)
where question_id in (select unnest($questions))
order by {_IN_ORDER}, figures.claim_id
"""

QUESTIONS = """
select
    answers.question_id, answers.question, answers.topic, answers.category, answers.stage, answers.event_id,
    events.name as event_name, questions.definition, answers.value_type, answers.unit, answers.basis,
    answers.verdict, answers.n_claims, answers.n_documents, answers.n_origins, answers.n_silent, answers.statuses
from marts.fct_answers as answers
inner join marts.dim_questions as questions on answers.question_id = questions.question_id
left join marts.dim_events as events on answers.event_id = events.event_id
where
    ($topic = '' or answers.topic = $topic)
    and (len($events) = 0 or list_contains($events, answers.event_id))
order by events.starts_on nulls last, answers.question_id
"""

ROUNDS = """
select event_id, name, starts_on from marts.dim_events where kind = 'round' order by starts_on, event_id
"""

ROUND_LENGTHS = """
select
    lengths.event_id, lengths.document_id, coalesce(publishers.name, lengths.publisher) as publisher,
    lengths.claimant_id, lengths.length_label, lengths.is_derived, lengths.minutes_low, lengths.minutes_high,
    lengths.low_open, lengths.high_open, lengths.n_agree, lengths.n_compatible, lengths.n_conflict,
    lengths.claim_id, lengths.end_claim_id
from marts.fct_round_lengths as lengths
left join marts.dim_actors as publishers on lengths.publisher = publishers.actor_id
order by lengths.event_id, lengths.is_derived, lengths.minutes_low, lengths.minutes_high nulls last, publisher
"""

SHARED = """
select outlet_id_a as first_id, outlet_id_b as second_id, relation, n_questions as n
from marts.fct_outlet_relations
order by first_id, second_id, relation
"""

LEFT_OUT = "select count(*) as n from marts.fct_answers where not pairs_listed and n_documents > 1"

BETWEEN = """
select
    agreement.question_id, questions.question, agreement.relation,
    agreement.outlet_id_a as first_id, agreement.outlet_id_b as second_id
from marts.fct_outlet_agreement as agreement
inner join marts.dim_questions as questions on agreement.question_id = questions.question_id
where list_contains($outlets, agreement.outlet_id_a) and list_contains($outlets, agreement.outlet_id_b)
order by
    first_id, second_id,
    list_position(['conflict', 'compatible', 'agree', 'not_comparable', 'one_origin'], agreement.relation),
    agreement.question_id
limit $most
"""

OUTLETS = """
select
    outlets.outlet_id, coalesce(publishers.name, outlets.outlet_id) as outlet,
    outlets.n_documents, outlets.has_digest as has_text
from marts.fct_outlets as outlets
left join marts.dim_actors as publishers on outlets.outlet_id = publishers.actor_id
order by outlet, outlets.outlet_id
"""

# Spans of time come last, and then the events that most outlets tell of come first.
TOLD = """
select outlets.event_id, coalesce(any_value(events.name), outlets.event_id) as event_name
from marts.fct_outlet_events as outlets
inner join marts.dim_events as events on outlets.event_id = events.event_id
group by outlets.event_id
having count(*) > 1
order by bool_or(events.kind in ('period', 'war', 'unstated')), count(*) desc, outlets.event_id
"""

ANSWERED = """
select
    answers.event_id, answers.question_id, questions.question, answers.outlet_id, answers.is_silent, answers.claim_id,
    answers.n_claims
from marts.fct_outlet_answers as answers
inner join marts.dim_questions as questions on answers.question_id = questions.question_id
where answers.event_id = $event
order by questions.question, answers.question_id, answers.outlet_id
"""
