with

claims as (select * from {{ ref("int_party_claims__directed") }}),

cores as (select * from {{ ref("int_party_cores__swept") }}),

placed as (

    select
        claims.*,
        row_number() over (
            partition by question_id, party, direction, has_figure order by low nulls first, claim_id
        ) as place_from_below,
        row_number() over (
            partition by question_id, party, direction, has_figure order by high desc nulls first, claim_id
        ) as place_from_above
    from claims

),

-- From the lowest to the highest value that the party's assertions allow; no end where one of them has none.
enveloped as (

    select

        -- ids
        question_id,
        party,
        direction,

        -- booleans
        max(case when has_figure then 1 else 0 end) = 1 as has_figure,

        -- numerics
        case
            when sum(case when has_figure and low is null then 1 else 0 end) = 0
            then min(case when has_figure then low end)
        end as low,
        case
            when sum(case when has_figure and high is null then 1 else 0 end) = 0
            then max(case when has_figure then high end)
        end as high,
        cast(sum(case when has_figure then 1 else 0 end) as bigint) as n_claims,
        cast(sum(case when is_silent then 1 else 0 end) as bigint) as n_silent,
        cast(sum(case when is_denied then 1 else 0 end) as bigint) as n_denied,

        -- who says so, and where
        max(case when has_figure and place_from_below = 1 then claim_id end) as lowest_claim_id,
        max(case when has_figure and place_from_above = 1 then claim_id end) as highest_claim_id,
        {{ joined_values("claim_id", " ") }} as claim_ids,
        {{ joined_values("case when has_figure then claimants end", ", ", unique=true) }} as claimants,

        -- dates
        min(published_latest) as known_on

    from placed
    group by question_id, party, direction

),

final as (

    select enveloped.*, cores.core_low, cores.core_high, cores.core_support
    from enveloped
    left join
        cores
        on enveloped.question_id = cores.question_id
        and enveloped.party = cores.party
        and enveloped.direction = cores.direction

)

select * from final
