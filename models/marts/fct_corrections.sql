with

corrections as (select * from {{ ref("stg_corrections") }}),

claims as (select * from {{ ref("stg_claims") }}),

labels as (select * from {{ ref("int_claims__labelled") }}),

final as (

    select

        -- ids
        corrections.correction_id,
        corrections.document_id,
        corrections.claim_id,
        claims.question_id,

        -- what is wrong
        corrections.action,
        corrections.column_name,
        corrections.coded_value,
        corrections.corrected_value,
        claims.quote,
        labels.value_label,

        -- why
        corrections.reason,
        corrections.source,
        corrections.reported_by,
        corrections.reported_on,

        -- whether it applies
        corrections.status,
        corrections.applied,
        corrections.guard,
        corrections.expect_json,

        -- source
        corrections.source_file,
        corrections.source_line

    from corrections

    left join claims on corrections.claim_id = claims.claim_id

    left join labels on corrections.claim_id = labels.claim_id

)

select * from final
