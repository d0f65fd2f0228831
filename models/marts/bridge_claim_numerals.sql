with

claim_numerals as (select * from {{ ref("stg_claim_numerals") }}),

final as (

    select

        -- ids
        claim_id,
        numeral_id,
        document_id,
        text_edition,

        -- numerics
        char_start,
        char_end

    from claim_numerals

)

select * from final
