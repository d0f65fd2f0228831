with

pairs as (select * from {{ ref("fct_claim_pairs") }}),

documents as (select * from {{ ref("dim_documents") }}),

second_documents as (select * from {{ ref("dim_documents") }}),

relations as (select * from {{ ref("relations") }}),

-- Of a question with more claims than max_claims_with_pairs not all pairs are listed: it is left out.
across as (

    select
        pairs.question_id,
        least(documents.publisher, second_documents.publisher) as outlet_id_a,
        greatest(documents.publisher, second_documents.publisher) as outlet_id_b,
        pairs.same_origin,
        pairs.relation
    from pairs
    inner join documents on pairs.document_id_a = documents.document_id
    inner join second_documents on pairs.document_id_b = second_documents.document_id
    where
        pairs.question_id = pairs.question_id_b
        and not pairs.is_witness
        and documents.publisher <> second_documents.publisher

),

-- Claims of one origin say the same thing once: neither outlet confirms the other. Of what they say otherwise, the
-- gravest relation stands for them; where nothing can be compared, that is said.
ranked as (

    select
        across.*,
        row_number() over (
            partition by across.question_id, across.outlet_id_a, across.outlet_id_b
            order by
                case when across.same_origin then 1 else 0 end,
                case when across.relation = 'not_comparable' then 1 else 0 end,
                relations.preference desc
        ) as place
    from across
    inner join relations on across.relation = relations.code

),

final as (

    select

        -- ids
        question_id,
        outlet_id_a,
        outlet_id_b,

        -- how the two stand to each other
        case when same_origin then 'one_origin' else relation end as relation

    from ranked
    where place = 1

)

select * from final
order by outlet_id_a, outlet_id_b, question_id
