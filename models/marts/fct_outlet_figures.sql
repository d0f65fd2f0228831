with

claims as (select * from {{ ref("fct_claims") }}),

alike as (

    select
        claim_id,
        question_id,
        publisher as outlet_id,
        row_number() over (partition by question_id, publisher, value_label order by claim_id) as place_among_alike
    from claims

),

-- Every figure has a place before any of them has a second one.
placed as (

    select
        claim_id,
        outlet_id,
        row_number() over (partition by question_id, outlet_id order by place_among_alike, claim_id) as place
    from alike

),

final as (

    select

        -- ids
        claims.question_id,
        placed.outlet_id,
        claims.claim_id,

        -- who says so
        claims.claimant_id,
        claims.claimant_names,

        -- the figure
        claims.value_label,
        claims.value_text,
        claims.bound_low,
        claims.bound_high,

        -- booleans
        claims.is_silent,
        claims.is_denied

    from placed
    inner join claims on placed.claim_id = claims.claim_id
    where placed.place <= 6

)

select * from final
order by outlet_id, question_id, claim_id
