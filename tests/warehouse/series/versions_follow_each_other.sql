-- The versions of an answer, and of a promise's account, follow each other day by day: no overlap, no gap, and the last
-- still stands. Finds: one row per version that ends before it begins, or that the next does not follow.
with

answer_versions as (select * from {{ ref("fct_answer_versions") }}),

promise_versions as (select * from {{ ref("fct_promise_versions") }}),

spans as (

    select 'fct_answer_versions' as table_name, question_id as spanned_id, valid_from, valid_to
    from answer_versions

    union all

    select
        'fct_promise_versions' as table_name,
        concat_ws(' ', promise_question_id, direction, party) as spanned_id,
        valid_from,
        valid_to
    from promise_versions

),

followed as (

    select
        *, lead(valid_from) over (partition by table_name, spanned_id order by valid_from nulls first) as next_from
    from spans

)

select table_name, spanned_id, valid_from, valid_to, next_from
from followed
where
    valid_from > valid_to
    or (next_from is null) <> (valid_to is null)
    or {{ days_from_date("next_from") }} <> {{ days_from_date("valid_to") }} + 1
