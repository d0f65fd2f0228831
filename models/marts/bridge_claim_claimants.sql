with

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

final as (

    select

        -- ids
        claim_id,
        claimant_id,

        -- numerics
        cast(ordinal as bigint) as ordinal,

        -- booleans
        is_own_voice

    from claimants

)

select * from final
