with recursive

known as (select * from {{ ref("int_version_claims__known") }}),

claims as (select * from {{ ref("int_claims__described") }}),

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

actors as (select * from {{ ref("stg_actors") }}),

relays as ({{ split_parts("claims", ["claim_id"], "relayed_by", ">") }}),

-- What ties claims together: who is credited, the wire that the document retells, a wire that passed the claim on.
keys as (

    select claim_id, claimant_id as key from claimants

    union

    select claim_id, wire as key from claims where wire is not null

    union

    select relays.claim_id, relays.part as key
    from relays
    inner join actors on relays.part = actors.actor_id
    where actors.kind = 'wire'

),

first_keys as (select claim_id, min(key) as key from keys group by claim_id),

-- Two keys are tied when one claim has both. A star around each claim's first key ties as much as every pair would.
claim_ties as (

    select keys.claim_id, first_keys.key as key_from, keys.key as key_to
    from keys
    inner join first_keys on keys.claim_id = first_keys.claim_id

    union

    select keys.claim_id, keys.key as key_from, first_keys.key as key_to
    from keys
    inner join first_keys on keys.claim_id = first_keys.claim_id

),

-- What is not yet published ties nothing: each version has the ties of the claims that it knows.
ties as (

    select distinct known.version_id, claim_ties.key_from, claim_ties.key_to
    from claim_ties
    inner join known on claim_ties.claim_id = known.claim_id

),

-- The work grows with the distinct keys of a version, not with its claims.
reached as (

    select version_id, key_from as start_key, key_to as key from ties

    union

    select reached.version_id, reached.start_key, ties.key_to as key
    from reached
    inner join ties on reached.version_id = ties.version_id and reached.key = ties.key_from

),

components as (select version_id, key, min(start_key) as least_key from reached group by version_id, key),

origins as (

    select
        known.version_id,
        known.question_id,
        known.claim_id,
        {{ short_hash("org_", ["components.least_key", "known.question_id"]) }} as origin_id
    from known
    inner join first_keys on known.claim_id = first_keys.claim_id
    inner join components on known.version_id = components.version_id and first_keys.key = components.key

)

select * from origins
