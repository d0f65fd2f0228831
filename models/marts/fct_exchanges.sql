with

claims as (select * from {{ ref("fct_claims") }} where topic = 'exchanges'),

bases as (select * from {{ ref("bases") }}),

question_bases as (select * from {{ ref("bases") }}),

per_side_conversions as (select * from {{ ref("basis_conversions") }} where basis_to = 'each_side'),

both_sides_conversions as (select * from {{ ref("basis_conversions") }} where basis_to = 'both_sides_together'),

final as (

    select

        -- ids
        claims.claim_id,
        claims.document_id,
        claims.question_id,
        claims.event_id,
        claims.claimant_id,
        claims.channel_id,
        claims.origin_id,

        -- what it is about
        claims.category,
        claims.stage,
        claims.status,
        claims.polarity,
        claims.hedge,
        claims.value_label,
        -- the question's own direction; where it asks for both, what is printed
        case
            when question_bases.direction in ('to_ukraine', 'to_russia')
            then question_bases.direction
            else coalesce(bases.direction, 'not_stated')
        end as direction,

        -- the same interval for one side and for both together, where the bases allow it
        claims.bound_low * per_side_conversions.factor as per_side_low,
        claims.bound_high * per_side_conversions.factor as per_side_high,
        claims.bound_low * both_sides_conversions.factor as both_sides_low,
        claims.bound_high * both_sides_conversions.factor as both_sides_high,

        -- the interval in the question's unit and basis
        claims.value,
        claims.value_high,
        claims.unit,
        claims.basis,
        claims.question_unit,
        claims.question_basis,
        claims.has_interval,
        claims.bound_low,
        claims.bound_high,
        claims.low_open,
        claims.high_open

    from claims

    left join bases on claims.basis = bases.code

    left join question_bases on claims.question_basis = question_bases.code

    left join per_side_conversions on claims.question_basis = per_side_conversions.basis_from

    left join both_sides_conversions on claims.question_basis = both_sides_conversions.basis_from

)

select * from final
