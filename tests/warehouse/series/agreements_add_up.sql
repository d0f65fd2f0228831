-- Agreement by documents and by origins leaves no pair out: the relations are all pairs, two units of a question are one
-- pair, and two documents meet in as many pairs of claims as fct_claim_pairs has. Finds: one row per line that is short.
with

document_agreement as (select * from {{ ref("fct_document_agreement") }}),

origin_agreement as (select * from {{ ref("fct_origin_agreement") }}),

pairs as (
    select * from {{ ref("fct_claim_pairs") }}
    where question_id = question_id_b and not same_document and not is_witness
),

counted as (

    select
        least(document_id_a, document_id_b) as document_id_a,
        greatest(document_id_a, document_id_b) as document_id_b,
        count(*) as n_pairs
    from pairs
    group by 1, 2

)

select
    'fct_document_agreement' as table_name,
    concat_ws(
        ' ',
        coalesce(document_agreement.document_id_a, counted.document_id_a),
        coalesce(document_agreement.document_id_b, counted.document_id_b)
    ) as line,
    document_agreement.n_pairs,
    counted.n_pairs as n_expected
from document_agreement
full outer join
    counted
    on document_agreement.document_id_a = counted.document_id_a
    and document_agreement.document_id_b = counted.document_id_b
where
    document_agreement.n_pairs is distinct from counted.n_pairs
    or document_agreement.n_agree
    + document_agreement.n_compatible
    + document_agreement.n_conflict
    + document_agreement.n_not_comparable
    <> document_agreement.n_pairs

union all

select
    'fct_origin_agreement' as table_name,
    concat_ws(' ', question_id, level) as line,
    n_pairs,
    cast(n_units * (n_units - 1) / 2 as bigint) as n_expected
from origin_agreement
where
    n_pairs <> n_units * (n_units - 1) / 2
    or n_agree + n_compatible + n_conflict + n_not_comparable <> n_pairs
