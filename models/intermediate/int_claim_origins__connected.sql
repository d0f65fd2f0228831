with recursive

claims as (select * from {{ ref("int_claims__described") }}),

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

actors as (select * from {{ ref("stg_actors") }}),

relays as ({{ split_parts("claims", ["claim_id", "question_id"], "relayed_by") }}),

-- What ties claims together: who is credited, the wire that the document retells, a wire that passed the claim on.
keys as (

    select claim_id, question_id, claimant_id as key from claimants

    union

    select claim_id, question_id, wire as key from claims where wire is not null

    union

    select relays.claim_id, relays.question_id, relays.part as key
    from relays
    inner join actors on relays.part = actors.actor_id
    where actors.kind = 'wire'

),

first_keys as (select claim_id, question_id, min(key) as key from keys group by claim_id, question_id),

-- Two keys are tied when one claim has both. A star around each claim's first key ties as much as every pair would.
ties as (

    select distinct keys.question_id, first_keys.key as key_from, keys.key as key_to
    from keys
    inner join first_keys on keys.claim_id = first_keys.claim_id

    union

    select distinct keys.question_id, keys.key as key_from, first_keys.key as key_to
    from keys
    inner join first_keys on keys.claim_id = first_keys.claim_id

),

-- The work grows with the distinct keys of a question, not with its claims.
reached as (

    select question_id, key_from as start_key, key_to as key from ties

    union

    select reached.question_id, reached.start_key, ties.key_to as key
    from reached
    inner join ties on reached.question_id = ties.question_id and reached.key = ties.key_from

),

components as (select question_id, key, min(start_key) as least_key from reached group by question_id, key),

origins as (

    select
        first_keys.claim_id,
        first_keys.question_id,
        {{ short_hash("org_", ["components.least_key", "first_keys.question_id"]) }} as origin_id
    from first_keys
    inner join
        components on first_keys.question_id = components.question_id and first_keys.key = components.key

)

select * from origins
