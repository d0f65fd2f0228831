{#- What ties keys together, from which day on; Spark reads it by itself, before it walks. -#}
{% set ties %}
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

-- Two keys are tied when one claim has both. A star around each claim's first key ties as much as every pair would, and
-- each key is tied to itself.
claim_ties as (

    select claim_id, key as key_from, key as key_to from keys

    union

    select keys.claim_id, first_keys.key as key_from, keys.key as key_to
    from keys
    inner join first_keys on keys.claim_id = first_keys.claim_id

    union

    select keys.claim_id, keys.key as key_from, first_keys.key as key_to
    from keys
    inner join first_keys on keys.claim_id = first_keys.claim_id

),

-- What is not yet published ties nothing: a tie holds from the first day on which a claim with both keys is known.
ties as (

    select
        claims.question_id,
        claim_ties.key_from,
        claim_ties.key_to,
        min(claims.published_latest) as known_from
    from claim_ties
    inner join claims on claim_ties.claim_id = claims.claim_id
    group by claims.question_id, claim_ties.key_from, claim_ties.key_to

)
{% endset %}

with

{{ ties }},

-- A component is named by the least of its keys. Components only grow, so the name of each changes a few times.
least_keys as (

    {{ least_reached("ties", reads=ties) }}

),

components as (

    select
        question_id,
        key,
        label as least_key,
        known_from as valid_from,
        lead(known_from) over (partition by question_id, key order by known_from) as next_from
    from least_keys

),

origins as (

    select
        claims.claim_id,
        claims.question_id,
        {{ short_hash("org_", ["components.least_key", "claims.question_id"]) }} as origin_id,
        greatest(components.valid_from, claims.published_latest) as valid_from,
        components.next_from
    from claims
    inner join first_keys on claims.claim_id = first_keys.claim_id
    inner join
        components
        on claims.question_id = components.question_id
        and first_keys.key = components.key
        and (components.next_from is null or components.next_from > claims.published_latest)

)

select * from origins
