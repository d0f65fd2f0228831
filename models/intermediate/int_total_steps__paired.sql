with

claims as (select * from {{ ref("stg_claims") }}),

described as (select * from {{ ref("int_claims__described") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

actors as (select * from {{ ref("stg_actors") }}),

families as (select * from {{ ref("total_families") }}),

credits as (

    select
        claimants.claim_id,
        {{ joined_values("claimants.claimant_id", "+") }} as claimants,
        case
            when count(distinct coalesce(actors.side, 'not_stated')) = 1
            then min(coalesce(actors.side, 'not_stated'))
            else 'anybody'
        end as party
    from claimants
    left join actors on claimants.claimant_id = actors.actor_id
    group by claimants.claim_id

),

totals as (

    select
        described.claim_id,
        described.question_id,
        credits.claimants,
        credits.party,
        coalesce(claims.as_of, described.published_latest) as held_on,
        claims.as_of is not null as is_day_named,
        readings.compared_low as low,
        readings.compared_high as high
    from described
    inner join claims on described.claim_id = claims.claim_id
    inner join readings on described.claim_id = readings.claim_id
    inner join credits on described.claim_id = credits.claim_id
    where
        described.stage = 'stock'
        and described.value_type = 'count'
        and not described.is_denied
        and readings.is_literal
        and readings.has_interval
        and readings.tolerance = {{ shown_tolerance() }}

),

-- Totals are set against each other by the day for which they hold; of several on one day, the one that says most.
earlier as (

    select
        totals.claim_id,
        'same_claimant' as compared_with,
        previous.claim_id as previous_claim_id,
        row_number() over (
            partition by totals.claim_id
            order by previous.held_on desc, previous.low desc nulls last, previous.claim_id
        ) as place
    from totals
    inner join
        totals as previous
        on totals.question_id = previous.question_id
        and totals.claimants = previous.claimants
        and totals.held_on > previous.held_on

    union all

    select
        totals.claim_id,
        'anybody' as compared_with,
        previous.claim_id as previous_claim_id,
        row_number() over (
            partition by totals.claim_id
            order by previous.held_on desc, previous.low desc nulls last, previous.claim_id
        ) as place
    from totals
    inner join
        totals as previous on totals.question_id = previous.question_id and totals.held_on > previous.held_on

),

-- Each total against the last of the same claimants, the last of anybody, and where it has one its first day.
compared as (

    select claim_id, 'same_claimant' as compared_with, cast(null as date) as starts_on
    from totals

    union all

    select claim_id, 'anybody' as compared_with, cast(null as date) as starts_on
    from totals

    union all

    select totals.claim_id, 'start' as compared_with, families.starts_on
    from totals
    inner join families on totals.question_id = families.question_id
    where families.starts_on <= totals.held_on

),

final as (

    select

        -- ids
        totals.claim_id,
        compared.compared_with,
        totals.question_id,
        totals.claimants,
        totals.party,
        previous.claim_id as previous_claim_id,

        -- dates
        totals.held_on,
        totals.is_day_named,
        coalesce(
            previous.held_on, {{ date_from_days(days_from_date("compared.starts_on") ~ " - 1") }}
        ) as previous_held_on,

        -- numerics
        totals.low,
        totals.high,
        case when compared.starts_on is not null then 0 else previous.low end as previous_low,
        case when compared.starts_on is not null then 0 else previous.high end as previous_high,

        -- booleans
        previous.claim_id is not null or compared.starts_on is not null as has_previous,
        coalesce(totals.high < previous.low, false) as fell

    from totals

    inner join compared on totals.claim_id = compared.claim_id

    left join
        earlier
        on compared.claim_id = earlier.claim_id
        and compared.compared_with = earlier.compared_with
        and earlier.place = 1

    left join totals as previous on earlier.previous_claim_id = previous.claim_id

)

select * from final
