with

pairs as (select * from {{ ref("fct_claim_pairs") }}),

-- A denial has no distance; a gap is weighed against the larger figure, so that five and fifty thousand compare.
ranked as (

    select
        *,
        row_number() over (
            partition by question_id
            order by
                case when rule = 'denial' then 0 else 1 end,
                gap_share desc nulls last,
                gap desc nulls last,
                claim_id_a,
                claim_id_b
        ) as place
    from pairs
    where relation = 'conflict' and question_id = question_id_b

),

final as (

    select

        -- ids
        question_id,
        pair_id,
        claim_id_a,
        claim_id_b,

        -- how the two stand to each other
        kind,
        rule,

        -- numerics
        gap,
        gap_share,
        touching,

        -- text
        difference

    from ranked
    where place = 1

)

select * from final
order by question_id
