with

numerals as (select * from {{ ref("stg_numerals") }}),

final as (

    select

        -- ids
        numeral_id,
        document_id,
        text_edition,

        -- where it stands
        char_start,
        char_end,
        numeral,
        numeral_value,

        -- what it was taken for
        claim_id,
        dismissal_reason,
        dismissal_note,
        claim_id is not null as is_coded,
        dismissal_reason is not null as is_dismissed

    from numerals

)

select * from final
