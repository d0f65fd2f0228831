{% macro all_pairs(claims) -%}
    select claim_a.claim_id as claim_id_a, claim_b.claim_id as claim_id_b, false as is_witness
    from {{ claims }} as claim_a
    inner join
        {{ claims }} as claim_b on claim_a.question_id = claim_b.question_id and claim_a.claim_id < claim_b.claim_id
    inner join
        (
            select question_id
            from {{ claims }}
            group by question_id
            having count(*) <= {{ var("max_claims_with_pairs") }}
        ) as small_questions
        on claim_a.question_id = small_questions.question_id
{%- endmacro %}
