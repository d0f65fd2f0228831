with

claims as (select * from {{ ref("stg_claims") }}),

questions as (select * from {{ ref("stg_questions") }}),

actors as (select * from {{ ref("stg_actors") }}),

places as (select * from {{ ref("stg_places") }}),

hedges as (select * from {{ ref("hedges") }}),

upper_hedges as (select * from {{ ref("hedges") }}),

units as (select * from {{ ref("units") }}),

bases as (select * from {{ ref("bases") }}),

named as (

    select actor_id as part, name from actors

    union all

    select place_id as part, name from places

),

named_parts as ({{ split_parts("claims", ["claim_id"], "value_text") }}),

names as (

    select
        named_parts.claim_id,
        {{ joined_values("coalesce(named.name, named_parts.part)", ", ", "named_parts.ordinal") }} as names
    from named_parts
    left join named on named_parts.part = named.part
    group by named_parts.claim_id

),

-- Each piece of the phrase by itself; a piece that does not apply is NULL and leaves no gap.
pieces as (

    select
        claims.claim_id,
        claims.polarity,
        questions.value_type,
        hedges.has_interval,
        names.names,
        claims.indefinite_word,
        case when questions.value_type = 'date' then hedges.date_phrase else hedges.phrase end as phrase,
        case
            when claims.value_high is null and claims.value_high_date is null
            then null
            when questions.value_type = 'date'
            then upper_hedges.date_phrase
            else upper_hedges.phrase
        end as phrase_high,
        case
            when questions.value_type = 'date'
            then cast(claims.value_date as {{ dbt.type_string() }})
            else {{ figure_text("claims.value") }}
        end as figure,
        case
            when questions.value_type = 'date'
            then cast(claims.value_high_date as {{ dbt.type_string() }})
            else {{ figure_text("claims.value_high") }}
        end as figure_high,
        case
            when claims.value_high_date is null and claims.precision <> 'day' then '(' || claims.precision || ')'
        end as precision_note,
        case
            when questions.value_type = 'date'
            then null
            when claims.value = 1 and claims.value_high is null
            then units.label
            else units.plural
        end as unit_phrase,
        bases.phrase as basis_phrase
    from claims
    inner join questions on claims.question_id = questions.question_id
    inner join hedges on claims.hedge = hedges.code
    left join upper_hedges on claims.hedge_high = upper_hedges.code
    left join units on claims.unit = units.code
    left join bases on claims.basis = bases.code
    left join names on claims.claim_id = names.claim_id

),

labelled as (

    select
        claim_id,
        case when polarity = 'denied' then 'denied: ' else '' end
        || case
            when not has_interval
            then 'no figure given'
            when value_type = 'identity'
            then concat_ws(' ', phrase, names)
            else
                concat_ws(
                    ' ',
                    phrase,
                    coalesce(figure, indefinite_word),
                    case when figure_high is not null then 'to' end,
                    phrase_high,
                    figure_high,
                    precision_note,
                    unit_phrase,
                    basis_phrase
                )
        end as value_label
    from pieces

)

select * from labelled
