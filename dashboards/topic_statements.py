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

FIGURES = """
select claim_id, value_label, bound_low, bound_high
from marts.fct_claims
where has_interval and not is_denied and list_contains($claims, claim_id)
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
    lengths.event_id, lengths.document_id, coalesce(publishers.name, documents.publisher) as publisher,
    lengths.claimant_id, lengths.length_label, lengths.is_derived, lengths.minutes_low, lengths.minutes_high,
    lengths.low_open, lengths.high_open, lengths.n_agree, lengths.n_compatible, lengths.n_conflict,
    lengths.claim_id, lengths.end_claim_id
from marts.fct_round_lengths as lengths
inner join marts.dim_documents as documents on lengths.document_id = documents.document_id
left join marts.dim_actors as publishers on documents.publisher = publishers.actor_id
order by lengths.event_id, lengths.is_derived, lengths.minutes_low, lengths.minutes_high nulls last, publisher
"""

# Claims of one origin say the same thing once: where two outlets share an origin alone, neither confirms the other.
# Of what two outlets say on one question otherwise, the gravest relation stands for them.
SHARED = """
with

published as (
    select claims.claim_id, documents.publisher
    from marts.fct_claims as claims
    inner join marts.dim_documents as documents on claims.document_id = documents.document_id
),

across as (
    select
        least(firsts.publisher, seconds.publisher) as first_id,
        greatest(firsts.publisher, seconds.publisher) as second_id,
        pairs.question_id,
        bool_and(pairs.same_origin) as is_one_origin,
        max(list_position(['agree', 'compatible', 'conflict'], pairs.relation)) filter (where not pairs.same_origin)
        as gravest
    from marts.fct_claim_pairs as pairs
    inner join published as firsts on pairs.claim_id_a = firsts.claim_id
    inner join published as seconds on pairs.claim_id_b = seconds.claim_id
    where pairs.question_id = pairs.question_id_b and firsts.publisher <> seconds.publisher
    group by all
)

select
    first_id, second_id, question_id,
    case
        when is_one_origin then 'one_origin'
        else coalesce(['agree', 'compatible', 'conflict'][gravest], 'not_comparable')
    end as relation
from across
order by first_id, second_id, question_id
"""

OUTLETS = """
select
    documents.publisher as outlet_id, coalesce(publishers.name, documents.publisher) as outlet,
    count(*) as n_documents, bool_or(texts.document_id is not null) as has_text
from marts.dim_documents as documents
left join marts.dim_actors as publishers on documents.publisher = publishers.actor_id
left join (select distinct document_id from raw.texts) as texts on documents.document_id = texts.document_id
group by all
order by outlet, outlet_id
"""

ANSWERED = """
select
    answers.event_id, events.name as event_name, events.kind in ('period', 'war', 'unstated') as is_span,
    claims.question_id, answers.question,
    documents.publisher as outlet_id, bool_and(claims.is_silent) as is_silent,
    string_agg(claims.claim_id, ' ' order by claims.is_silent, claims.claim_id) as claim_ids
from marts.fct_claims as claims
inner join marts.fct_answers as answers on claims.question_id = answers.question_id
inner join marts.dim_documents as documents on claims.document_id = documents.document_id
inner join marts.dim_events as events on answers.event_id = events.event_id
group by all
order by min(events.starts_on) nulls last, answers.event_id, answers.question, claims.question_id, outlet_id
"""

PUBLISHERS = "select document_id, publisher as publisher_id from marts.dim_documents"
