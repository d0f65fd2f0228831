with

claims as (select * from {{ ref("int_claims__described") }}),

-- An answer changes on each day on which another claim became known: the last on which its document may have appeared.
days as (select distinct question_id, published_latest as valid_from from claims),

followed as (

    select
        question_id,
        valid_from,
        lead(valid_from) over (partition by question_id order by valid_from) as next_from
    from days

),

spanned as (

    select
        {{ short_hash("ver_", ["question_id", "cast(valid_from as " ~ dbt.type_string() ~ ")"]) }} as version_id,
        question_id,
        valid_from,
        {{ date_from_days(days_from_date("next_from") ~ " - 1") }} as valid_to
    from followed

)

select * from spanned
