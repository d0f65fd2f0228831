{#- What a version ties together; Spark reads it by itself, before it walks. -#}
{% set ties %}
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

-- What is not yet published ties nothing: each version has the ties of the claims that it knows.
ties as (

    select distinct known.version_id, claim_ties.key_from, claim_ties.key_to
    from claim_ties
    inner join known on claim_ties.claim_id = known.claim_id

),

-- Keys take the least label among their neighbours a few times over: where a few wires tie many claimants, that names
-- nearly all of them alike, and little is left to walk.
labels_0 as (select distinct version_id, key_from as key, key_from as label from ties),

{% for round in range(1, 4) -%}
labels_{{ round }} as (

    select ties.version_id, ties.key_from as key, min(labels.label) as label
    from ties
    inner join labels_{{ round - 1 }} as labels on ties.version_id = labels.version_id and ties.key_to = labels.key
    group by ties.version_id, ties.key_from

),

{% endfor -%}
labels as (select * from labels_3),

second_labels as (select * from labels),

label_ties as (

    select distinct ties.version_id, labels.label as label_from, second_labels.label as label_to
    from ties
    inner join labels on ties.version_id = labels.version_id and ties.key_from = labels.key
    inner join second_labels on ties.version_id = second_labels.version_id and ties.key_to = second_labels.key

)
{% endset %}

with

{{ ties }},

-- The work grows with the labels of a version, not with its claims.
reached as (

    {{ closure("label_ties", start="label_from", end="label_to", within=["version_id"], reads=ties) }}

),

label_components as (select version_id, label_to as label, min(label_from) as least_key from reached group by version_id, label_to),

components as (

    select labels.version_id, labels.key, label_components.least_key
    from labels
    inner join
        label_components
        on labels.version_id = label_components.version_id
        and labels.label = label_components.label

),

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
