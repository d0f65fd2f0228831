with

parts as (select * from {{ ref("int_partition_parts__figured") }}),

questions as (select * from {{ ref("stg_questions") }}),

claims as (select * from {{ ref("fct_claims") }} where has_interval and not is_denied),

summed as (

    select
        document_id,
        whole_question_id,
        partition,
        claimant_id,
        max(case when is_exhaustive then 1 else 0 end) = 1 as is_exhaustive,
        min(case when has_figure then 1 else 0 end) = 1 as has_parts,
        count(*) as n_parts,
        cast(sum(case when has_figure then 1 else 0 end) as bigint) as n_parts_told,
        case when count(low) = count(*) then sum(low) end as parts_low,
        case when count(high) = count(*) then sum(high) end as parts_high,
        {{ joined_values("part_question_id", " ") }} as part_question_ids,
        {{ joined_values("coalesce(label, '?')", " + ", "part_question_id") }} as parts_label,
        {{ joined_values("claim_ids", " ", "part_question_id") }} as part_claim_ids,
        {{ joined_values("link_ids", " ", "part_question_id") }} as link_ids
    from parts
    group by document_id, whole_question_id, partition, claimant_id

),

-- The whole by the one who divides, else by the same text, else by other texts.
ranked as (

    select
        summed.document_id,
        summed.whole_question_id,
        summed.partition,
        summed.claimant_id,
        claims.claim_id,
        claims.bound_low,
        claims.bound_high,
        claims.value_label,
        claims.document_id = summed.document_id as is_same_document,
        dense_rank() over (
            partition by summed.document_id, summed.whole_question_id, summed.partition, summed.claimant_id
            order by
                case
                    when claims.document_id = summed.document_id and claims.claimant_id = summed.claimant_id
                    then 0
                    when claims.document_id = summed.document_id
                    then 1
                    else 2
                end
        ) as place
    from summed
    inner join claims on summed.whole_question_id = claims.question_id

),

wholes as (

    select
        document_id,
        whole_question_id,
        partition,
        claimant_id,
        max(case when is_same_document then 1 else 0 end) = 1 as is_same_document,
        case when count(bound_low) = count(*) then min(bound_low) end as low,
        case when count(bound_high) = count(*) then max(bound_high) end as high,
        {{ joined_values("claim_id", " ") }} as claim_ids,
        {{ joined_values("value_label", " / ", unique=true) }} as label
    from ranked
    where place = 1
    group by document_id, whole_question_id, partition, claimant_id

),

final as (

    select

        -- ids
        {{
            short_hash(
                "prt_",
                [
                    "summed.document_id",
                    "summed.whole_question_id",
                    "summed.partition",
                    "summed.claimant_id",
                ],
            )
        }} as partition_id,
        summed.document_id,
        summed.whole_question_id,
        questions.event_id,
        summed.partition,
        summed.claimant_id,

        -- booleans
        summed.is_exhaustive,

        -- the parts, in the unit and basis of the whole
        questions.unit,
        summed.n_parts,
        summed.n_parts_told,
        summed.part_question_ids,
        summed.parts_label,
        summed.parts_low,
        summed.parts_high,

        -- the whole
        case
            when wholes.document_id is null
            then 'nobody'
            when wholes.is_same_document
            then 'same_document'
            else 'others'
        end as whole_said_by,
        wholes.label as whole_label,
        wholes.low as whole_low,
        wholes.high as whole_high,

        -- how they compare
        wholes.low - summed.parts_high as miss_low,
        wholes.high - summed.parts_low as miss_high,
        case
            when wholes.document_id is null or not summed.has_parts
            then 'not_comparable'
            when summed.parts_low > wholes.high
            then 'conflict'
            when not summed.is_exhaustive
            then 'compatible'
            when summed.parts_high < wholes.low
            then 'conflict'
            when summed.parts_low = wholes.low and summed.parts_high = wholes.high
            then 'agree'
            else 'compatible'
        end as relation,

        -- sources
        summed.part_claim_ids,
        wholes.claim_ids as whole_claim_ids,
        summed.link_ids

    from summed

    inner join questions on summed.whole_question_id = questions.question_id

    left join
        wholes
        on summed.document_id = wholes.document_id
        and summed.whole_question_id = wholes.whole_question_id
        and summed.partition = wholes.partition
        and summed.claimant_id = wholes.claimant_id

)

select * from final
