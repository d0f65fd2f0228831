"""What the Overview asks: the state of the data, how questions stand, the sharpest disagreements, and promises."""

from __future__ import annotations

from dashboards.warehouse import Row, rows

_BUILD = """
select
    builds.build_id, builds.built_at, builds.parley_version, builds.duckdb_version, builds.inputs_sha256,
    builds.n_documents, builds.n_claims, builds.n_questions, builds.n_checks, builds.seconds
from checks.builds as builds
order by builds.built_at desc
limit 1
"""

_STATE = """
select
    (select count(*) from marts.dim_documents) as n_documents,
    (select count(*) from marts.fct_outlets) as n_publishers,
    (select count(*) from marts.fct_claims) as n_claims,
    (select count(*) from marts.dim_questions) as n_questions,
    (select coalesce(sum(n_origins), 0)::bigint from marts.fct_answers) as n_origins,
    (select count(*) from marts.fct_answers where n_origins > 1) as n_questions_shared,
    (select count(*) from marts.fct_answers where verdict in ('conflict', 'disputed')) as n_questions_conflict,
    (select count(*) from marts.fct_answers where verdict = 'silent') as n_questions_silent,
    (select coalesce(sum(n_silent), 0)::bigint from marts.fct_answers) as n_claims_silent,
    (select coalesce(sum(n_conflict), 0)::bigint from marts.fct_answers) as n_pairs_conflict,
    (select min(first_published_on) from marts.fct_outlets) as first_published,
    (select max(last_published_on) from marts.fct_outlets) as last_published
"""

_PROOFS = """
select code as proof, n_claims
from marts.fct_claim_qualities
where quality = 'proof'
order by list_position(['original', 'recorded', 'digest', 'none'], code)
"""

_STANDING = """
select topic, verdict, count(*) as n_questions
from marts.fct_answers
group by topic, verdict
order by topic, verdict
"""

# A side's claims on the deliveries that it counts stand beside its sum, so that the sum leads to its words.
_PROMISES = """
with

counted as (
    select
        promise_question_id, direction, party,
        string_agg(claim_ids, ' ' order by delivered_on nulls last, delivery_question_id) as claim_ids
    from marts.fct_deliveries
    where is_counted
    group by all
)

select
    counted.claim_ids as delivery_claim_ids,
    promises.promise_question_id, promises.question, promises.unit, promises.direction, promises.party,
    promises.promised_core_low, promises.promised_core_high, promises.promised_low, promises.promised_high,
    promises.promise_claim_ids,
    promises.delivered_from, promises.delivered_core_low, promises.delivered_core_high,
    promises.delivered_low, promises.delivered_high, promises.n_deliveries, promises.n_silent, promises.n_uncounted,
    events.name as event_name
from marts.fct_promises as promises
left join counted
    on promises.promise_question_id = counted.promise_question_id
    and promises.direction = counted.direction
    and promises.party = counted.party
left join marts.dim_events as events on promises.event_id = events.event_id
where
    promises.party in ('ukraine', 'russia')
    and (len($questions) = 0 or list_contains($questions, promises.promise_question_id))
order by
    list_position($questions, promises.promise_question_id), events.starts_on nulls last,
    promises.promise_question_id, list_position(['to_ukraine', 'to_russia'], promises.direction),
    list_position(['ukraine', 'russia'], promises.party)
"""


def build() -> Row | None:
    """How the published file was made: build_id, built_at (UTC), versions, counts; None where it does not say."""
    found = rows(_BUILD)
    return found[0] if found else None


def state() -> Row:
    """What the warehouse holds: counts of documents, claims, questions, origins, conflicts and silence."""
    return rows(_STATE)[0]


def proofs() -> list[Row]:
    """How far the quotes are checked against the originals: proof, n_claims."""
    return rows(_PROOFS)


def standing() -> list[Row]:
    """How questions stand: topic, verdict, n_questions."""
    return rows(_STANDING)


def promises(questions: tuple[str, ...] = ()) -> list[Row]:
    """What was promised and what came of it by the count of Ukraine and of Russia.

    Args:
        questions: of promises, in the order in which they are wanted; none: all of them.
    """
    return rows(_PROMISES, questions=questions)
