with

claims as (select * from {{ ref("fct_claims") }} where topic = 'casualties'),

questions as (select * from {{ ref("stg_questions") }}),

coded_claims as (select * from {{ ref("stg_claims") }}),

bases as (select * from {{ ref("bases") }}),

question_bases as (select * from {{ ref("bases") }}),

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
        questions.subject_side as remains_side,
        coded_claims.identified_by,
        -- the question's own direction; where it asks for both, what is printed
        case
            when question_bases.direction in ('to_ukraine', 'to_russia')
            then question_bases.direction
            else coalesce(bases.direction, 'not_stated')
        end as direction,

        -- bodies, where the question counts bodies
        case when claims.question_unit = 'body' then claims.bound_low end as bodies_low,
        case when claims.question_unit = 'body' then claims.bound_high end as bodies_high,

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

    inner join questions on claims.question_id = questions.question_id

    inner join coded_claims on claims.claim_id = coded_claims.claim_id

    left join bases on claims.basis = bases.code

    left join question_bases on claims.question_basis = question_bases.code

)

select * from final
