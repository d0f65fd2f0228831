with

links as (select * from {{ ref("stg_links") }} where kind = 'part_of' and polarity = 'asserted'),

questions as (select * from {{ ref("stg_questions") }}),

claims as (select * from {{ ref("stg_claims") }} where polarity = 'asserted'),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

labels as (select * from {{ ref("int_claims__labelled") }}),

basis_conversions as (select * from {{ ref("basis_conversions") }}),

unit_conversions as (select * from {{ ref("unit_conversions") }}),

figures as (

    select
        claims.claim_id,
        claims.document_id,
        claims.question_id,
        claims.claimant_id,
        readings.compared_low as low,
        readings.compared_high as high,
        labels.value_label
    from claims
    inner join readings on claims.claim_id = readings.claim_id
    inner join labels on claims.claim_id = labels.claim_id
    where readings.is_literal and readings.has_interval and readings.tolerance = {{ shown_tolerance() }}

),

-- Two links of one text to one part say it twice; the part is summed once.
parts as (

    select
        document_id,
        whole_question_id,
        coalesce(partition, 'not_named') as partition,
        coalesce(claimant_id, 'not_stated') as claimant_id,
        part_question_id,
        max(case when is_exhaustive then 1 else 0 end) = 1 as is_exhaustive,
        {{ joined_values("link_id", " ") }} as link_ids
    from links
    group by
        document_id,
        whole_question_id,
        coalesce(partition, 'not_named'),
        coalesce(claimant_id, 'not_stated'),
        part_question_id

),

-- What the one who divides says of the part comes before what others say of it in the same text.
ranked as (

    select
        parts.document_id,
        parts.whole_question_id,
        parts.partition,
        parts.claimant_id,
        parts.part_question_id,
        figures.claim_id,
        figures.low,
        figures.high,
        figures.value_label,
        dense_rank() over (
            partition by
                parts.document_id,
                parts.whole_question_id,
                parts.partition,
                parts.claimant_id,
                parts.part_question_id
            order by case when figures.claimant_id = parts.claimant_id then 0 else 1 end
        ) as place
    from parts
    inner join
        figures on parts.document_id = figures.document_id and parts.part_question_id = figures.question_id

),

enveloped as (

    select
        document_id,
        whole_question_id,
        partition,
        claimant_id,
        part_question_id,
        case when count(low) = count(*) then min(low) end as low,
        case when count(high) = count(*) then max(high) end as high,
        {{ joined_values("claim_id", " ") }} as claim_ids,
        {{ joined_values("value_label", " / ", unique=true) }} as label
    from ranked
    where place = 1
    group by document_id, whole_question_id, partition, claimant_id, part_question_id

),

-- A part that goes one way is a part of both ways together as it stands.
factors as (

    select
        parts.*,
        coalesce(
            basis_conversions.factor,
            case
                when
                    part_questions.basis is null
                    or whole_questions.basis is null
                    or (
                        whole_questions.basis = 'both_sides_together'
                        and part_questions.basis in ('to_ukraine', 'to_russia')
                    )
                then 1
            end
        ) as basis_factor,
        case when part_questions.unit = whole_questions.unit then 1 else unit_conversions.multiplier end as multiplier,
        case when part_questions.unit = whole_questions.unit then 1 else unit_conversions.divisor end as divisor
    from parts
    inner join questions as part_questions on parts.part_question_id = part_questions.question_id
    inner join questions as whole_questions on parts.whole_question_id = whole_questions.question_id
    left join
        basis_conversions
        on part_questions.basis = basis_conversions.basis_from
        and whole_questions.basis = basis_conversions.basis_to
    left join
        unit_conversions
        on part_questions.unit = unit_conversions.unit_from
        and whole_questions.unit = unit_conversions.unit_to

),

final as (

    select

        -- ids
        factors.document_id,
        factors.whole_question_id,
        factors.partition,
        factors.claimant_id,
        factors.part_question_id,

        -- booleans
        factors.is_exhaustive,
        enveloped.part_question_id is not null
        and factors.basis_factor is not null
        and factors.multiplier is not null as has_figure,

        -- the figure, in the unit and basis of the whole
        {{ rounded_bound("enveloped.low * factors.multiplier / factors.divisor * factors.basis_factor") }} as low,
        {{ rounded_bound("enveloped.high * factors.multiplier / factors.divisor * factors.basis_factor") }} as high,

        -- sources
        enveloped.label,
        enveloped.claim_ids,
        factors.link_ids

    from factors

    left join
        enveloped
        on factors.document_id = enveloped.document_id
        and factors.whole_question_id = enveloped.whole_question_id
        and factors.partition = enveloped.partition
        and factors.claimant_id = enveloped.claimant_id
        and factors.part_question_id = enveloped.part_question_id

)

select * from final
