with

claims as (select * from {{ ref("fct_claims") }}),

claimants as (select * from {{ ref("bridge_claim_claimants") }}),

actors as (select * from {{ ref("dim_actors") }}),

alike as (

    select
        question_id,
        claimant_id,
        publisher,
        language,
        status,
        proof,
        min(claim_id) as claim_id,
        min(published_latest) as known_from,
        count(*) as n_claims
    from claims
    group by question_id, claimant_id, publisher, language, status, proof

),

-- What one publisher credits in one way, it credits to the same actors: the first claim stands for all.
credited as (

    select
        alike.claim_id,
        {{ joined_values("claimants.claimant_id", "+", "claimants.ordinal") }} as claimant_ids,
        {{ joined_values("actors.side", "+", "claimants.ordinal") }} as sides
    from alike
    inner join claimants on alike.claim_id = claimants.claim_id
    left join actors on claimants.claimant_id = actors.actor_id
    group by alike.claim_id

),

final as (

    select

        -- ids
        alike.question_id,
        alike.claim_id,

        -- who says it, and where
        alike.claimant_id,
        credited.claimant_ids,
        credited.sides,
        alike.publisher,
        alike.language,

        -- what it is, and how far it is proven
        alike.status,
        alike.proof,

        -- dates
        alike.known_from,

        -- numerics
        alike.n_claims

    from alike
    inner join credited on alike.claim_id = credited.claim_id

)

select * from final
order by question_id, claim_id
