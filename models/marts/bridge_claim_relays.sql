with

claims as (select * from {{ ref("stg_claims") }}),

steps as ({{ split_parts("claims", ["claim_id", "question_id"], "relayed_by", ">") }}),

final as (

    select

        -- ids
        claim_id,
        part as actor_id,

        -- numerics
        cast(ordinal as bigint) as step,

        -- where the claim lies
        question_id

    from steps

)

select * from final
order by question_id, claim_id
