with

claims as (select * from {{ ref("fct_claims") }}),

claimants as (select * from {{ ref("bridge_claim_claimants") }}),

actors as (select * from {{ ref("dim_actors") }}),

sides as (select * from {{ ref("sides") }}),

statuses as (select * from {{ ref("statuses") }}),

proofs as (select * from {{ ref("proofs") }}),

final as (

    select 'claimant' as quality, claimants.claimant_id as code, max(actors.name) as label, count(*) as n_claims
    from claimants
    inner join actors on claimants.claimant_id = actors.actor_id
    group by claimants.claimant_id

    union all

    select
        'side' as quality, actors.side as code, max(sides.label) as label, count(distinct claimants.claim_id) as n_claims
    from claimants
    inner join actors on claimants.claimant_id = actors.actor_id
    inner join sides on actors.side = sides.code
    group by actors.side

    union all

    select 'outlet' as quality, claims.publisher as code, max(actors.name) as label, count(*) as n_claims
    from claims
    inner join actors on claims.publisher = actors.actor_id
    group by claims.publisher

    union all

    select 'language' as quality, language as code, language as label, count(*) as n_claims
    from claims
    where language is not null
    group by language

    union all

    select 'status' as quality, claims.status as code, max(statuses.label) as label, count(*) as n_claims
    from claims
    inner join statuses on claims.status = statuses.code
    group by claims.status

    union all

    select 'proof' as quality, claims.proof as code, max(proofs.label) as label, count(*) as n_claims
    from claims
    inner join proofs on claims.proof = proofs.code
    group by claims.proof

)

select * from final
