with

links as (select * from {{ ref("stg_links") }}),

final as (

    select

        -- ids
        link_id,
        document_id,
        part_question_id,
        whole_question_id,
        claimant_id,

        -- text
        kind,
        partition,
        is_exhaustive,
        polarity,
        quote,
        gloss,
        occurrence,
        note,

        -- source
        source_file,
        source_line

    from links

)

select * from final
