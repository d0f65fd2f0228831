with

claims as (select * from {{ ref("stg_claims") }}),

steps as ({{ split_parts("claims", ["claim_id"], "relayed_by", ">") }}),

final as (

    select

        -- ids
        claim_id,
        part as actor_id,

        -- numerics
        cast(ordinal as bigint) as step

    from steps

)

select * from final
