with

claims as (select * from {{ ref("fct_claims") }}),

-- Claims lie by question: whoever reads a document learns here where to look for its claims.
final as (select distinct document_id, question_id from claims)

select * from final
order by document_id, question_id
