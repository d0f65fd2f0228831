with

claims as (select * from {{ ref("stg_claims") }}),

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

actors as (select * from {{ ref("stg_actors") }}),

steps as ({{ split_parts("claims", ["claim_id"], "relayed_by", ">") }}),

credited as (

    select
        claimants.claim_id,
        {{ joined_values("coalesce(actors.name, claimants.claimant_id)", " and ", "claimants.ordinal") }}
            as claimant_names
    from claimants
    left join actors on claimants.claimant_id = actors.actor_id
    group by claimants.claim_id

),

-- From the claimant to the page.
relayed as (

    select
        steps.claim_id,
        {{ joined_values("coalesce(actors.name, steps.part)", ", then by ", "steps.ordinal") }} as relayer_names
    from steps
    left join actors on steps.part = actors.actor_id
    group by steps.claim_id

),

named as (

    select credited.claim_id, credited.claimant_names, relayed.relayer_names
    from credited
    left join relayed on credited.claim_id = relayed.claim_id

)

select * from named
