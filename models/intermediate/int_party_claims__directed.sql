with

claims as (select * from {{ ref("stg_claims") }}),

described as (select * from {{ ref("int_claims__described") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

actors as (select * from {{ ref("stg_actors") }}),

one_way_conversions as (

    select * from {{ ref("basis_conversions") }} where basis_to in ('to_ukraine', 'to_russia')

),

-- The reading that says what the question asks, at the tolerance that the marts show.
shown_readings as (select * from readings where is_literal and tolerance = {{ shown_tolerance() }}),

-- A claim of both sides counts for both; everybody together is a party of its own, so that nobody is counted twice.
speakers as (

    select distinct claimants.claim_id, coalesce(actors.side, 'not_stated') as party
    from claimants
    left join actors on claimants.claimant_id = actors.actor_id

    union all

    select claim_id, 'anybody' as party from claims

),

credits as (

    select claim_id, {{ joined_values("claimant_id", "+") }} as claimants from claimants group by claim_id

),

-- A figure for each side holds in both directions, half of both together in each; one printed for a direction holds
-- in that alone.
directed as (

    select

        -- ids
        claims.claim_id,
        claims.question_id,
        claims.document_id,
        credits.claimants,
        -- texts that retell one wire in their own voice are one voice
        case when claims.claimant_id = 'outlet' then described.channel_id else credits.claimants end as voice_id,

        -- which way
        coalesce(one_way_conversions.basis_to, 'not_stated') as direction,

        -- booleans
        shown_readings.has_interval and not described.is_denied as has_figure,
        described.is_silent,
        described.is_denied,

        -- the interval in the question's unit, for one direction
        {{ rounded_bound("shown_readings.compared_low * coalesce(one_way_conversions.factor, 1)") }} as low,
        {{ rounded_bound("shown_readings.compared_high * coalesce(one_way_conversions.factor, 1)") }} as high,

        -- dates
        described.published_latest

    from claims

    inner join described on claims.claim_id = described.claim_id

    inner join shown_readings on claims.claim_id = shown_readings.claim_id

    inner join credits on claims.claim_id = credits.claim_id

    left join one_way_conversions on described.question_basis = one_way_conversions.basis_from

    where
        one_way_conversions.basis_to is null
        or coalesce(claims.basis, 'not_stated') not in ('to_ukraine', 'to_russia')
        or claims.basis = one_way_conversions.basis_to

),

final as (

    select directed.*, speakers.party
    from directed
    inner join speakers on directed.claim_id = speakers.claim_id

)

select * from final
