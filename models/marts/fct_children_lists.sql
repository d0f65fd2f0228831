with

claims as (select * from {{ ref("fct_claims") }} where topic = 'children'),

questions as (select * from {{ ref("stg_questions") }}),

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
        claims.category as list_kind,
        questions.scope,
        claims.as_of,

        -- children, where the question counts children
        case when claims.question_unit = 'child' then claims.bound_low end as children_low,
        case when claims.question_unit = 'child' then claims.bound_high end as children_high,

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

)

select * from final
