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
    (select count(distinct publisher) from marts.dim_documents) as n_publishers,
    (select count(*) from marts.fct_claims) as n_claims,
    (select count(*) from marts.dim_questions) as n_questions,
    (select coalesce(sum(n_origins), 0)::bigint from marts.fct_answers) as n_origins,
    (select count(*) from marts.fct_answers where n_origins > 1) as n_questions_shared,
    (select count(*) from marts.fct_answers where verdict in ('conflict', 'disputed')) as n_questions_conflict,
    (select count(*) from marts.fct_answers where verdict = 'silent') as n_questions_silent,
    (select count(*) from marts.fct_claims where is_silent) as n_claims_silent,
    (select count(*) from marts.fct_claim_pairs where relation = 'conflict') as n_pairs_conflict,
    (select min(published_latest) from marts.dim_documents) as first_published,
    (select max(published_latest) from marts.dim_documents) as last_published
"""

_PROOFS = """
select proof, count(*) as n_claims
from marts.fct_claims
group by proof
order by list_position(['original', 'recorded', 'digest', 'none'], proof)
"""

_STANDING = """
select topic, verdict, count(*) as n_questions
from marts.fct_answers
group by topic, verdict
order by topic, verdict
"""

# Per question the pair that lies furthest apart. A gap is weighed against the larger figure: that makes counts of five
# and of fifty thousand comparable; what has no such share (days, times, names, denials) follows, most documents first.
_SHARPEST = """
with

pairs as (
    select
        question_id, claim_id_a, claim_id_b, rule, kind, gap, gap_share, touching, difference,
        row_number() over (
            partition by question_id
            order by rule = 'denial' desc, gap_share desc nulls last, gap desc nulls last, claim_id_a, claim_id_b
        ) as place
    from marts.fct_claim_pairs
    where relation = 'conflict' and question_id = question_id_b
),

credited as (
    select
        bridge.claim_id,
        string_agg(coalesce(actors.name, bridge.claimant_id), ' and ' order by bridge.ordinal) as names
    from marts.bridge_claim_claimants as bridge
    left join marts.dim_actors as actors on bridge.claimant_id = actors.actor_id
    group by bridge.claim_id
),

told as (
    select
        claims.claim_id, claims.value_label, claims.is_denied, claims.bound_low, claims.claimant_id,
        coalesce(publishers.name, documents.publisher) as publisher, credited.names
    from marts.fct_claims as claims
    inner join marts.dim_documents as documents on claims.document_id = documents.document_id
    left join marts.dim_actors as publishers on documents.publisher = publishers.actor_id
    left join credited on claims.claim_id = credited.claim_id
)

select
    answers.question_id, answers.question, answers.topic, answers.verdict, answers.value_type, answers.unit,
    answers.n_documents, answers.n_channels, answers.n_origins, answers.n_conflict, answers.verdict_sensitive,
    events.name as event_name, pairs.rule, pairs.kind, pairs.gap, pairs.gap_share, pairs.touching, pairs.difference,
    a.claim_id as a_claim_id, a.value_label as a_label, a.is_denied as a_denied, a.publisher as a_publisher,
    a.claimant_id as a_claimant_id, a.names as a_names,
    b.claim_id as b_claim_id, b.value_label as b_label, b.is_denied as b_denied, b.publisher as b_publisher,
    b.claimant_id as b_claimant_id, b.names as b_names
from marts.fct_answers as answers
inner join pairs on answers.question_id = pairs.question_id and pairs.place = 1
inner join told as a on pairs.claim_id_a = a.claim_id
inner join told as b on pairs.claim_id_b = b.claim_id
left join marts.dim_events as events on answers.event_id = events.event_id
where answers.verdict in ('conflict', 'disputed')
order by
    answers.verdict = 'disputed' desc, pairs.gap_share desc nulls last,
    answers.n_documents desc, answers.question_id
limit $most
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


def sharpest(most: int) -> list[Row]:
    """The questions with the sharpest disagreement, each with the two claims that lie furthest apart."""
    return rows(_SHARPEST, most=most)


def promises(questions: tuple[str, ...] = ()) -> list[Row]:
    """What was promised and what came of it by the count of Ukraine and of Russia.

    Args:
        questions: of promises, in the order in which they are wanted; none: all of them.
    """
    return rows(_PROMISES, questions=questions)
