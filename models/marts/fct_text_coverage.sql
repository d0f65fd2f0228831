with

coverage as (select * from {{ ref("stg_coverage") }}),

documents as (select * from {{ ref("stg_documents") }}),

actors as (select * from {{ ref("stg_actors") }}),

final as (

    select

        -- ids
        coverage.document_id,
        coverage.text_edition,
        documents.publisher,

        -- numerics
        coverage.n_numerals,
        coverage.n_coded,
        coverage.n_dismissed,

        -- source
        coverage.counted_or_recorded,
        coverage.proven_on,

        -- where a list of texts has it: what is left over comes first
        cast(
            row_number() over (
                order by
                    case when coverage.n_numerals = coverage.n_coded + coverage.n_dismissed then 1 else 0 end,
                    coalesce(publishers.name, documents.publisher),
                    coverage.document_id,
                    coverage.text_edition
            ) as bigint
        ) as place_in_list

    from coverage

    inner join documents on coverage.document_id = documents.document_id

    left join actors as publishers on documents.publisher = publishers.actor_id

)

select * from final
order by place_in_list
