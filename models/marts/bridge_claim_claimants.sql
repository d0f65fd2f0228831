with

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

claims as (select * from {{ ref("stg_claims") }}),

final as (

    select

        -- ids
        claimants.claim_id,
        claimants.claimant_id,

        -- numerics
        cast(claimants.ordinal as bigint) as ordinal,

        -- booleans
        claimants.is_own_voice,

        -- where the claim lies
        claims.question_id

    from claimants
    inner join claims on claimants.claim_id = claims.claim_id

)

select * from final
order by question_id, claim_id
