with

claims as (select * from {{ ref("int_claims__described") }}),

-- An answer changes on each day on which another claim became known: the last on which its document may have appeared. An
-- archive may be content with fewer versions: the last such day of each span of version_every_days.
days as (

    select question_id, max(published_latest) as valid_from
    from claims
    group by question_id, floor({{ days_from_date("published_latest") }} / {{ var("version_every_days") }})

),

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
