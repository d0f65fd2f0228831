with

claims as (select * from {{ ref("stg_claims") }}),

questions as (select * from {{ ref("stg_questions") }}),

actors as (select * from {{ ref("stg_actors") }}),

places as (select * from {{ ref("stg_places") }}),

hedges as (select * from {{ ref("hedges") }}),

lower_hedges as (select * from {{ ref("hedges") }}),

upper_hedges as (select * from {{ ref("hedges") }}),

indefinite_words as (select * from {{ ref("indefinite_words") }}),

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
        indefinite_words.phrase as word_phrase,
        claims.value_high is not null or claims.value_high_date is not null as has_two_figures,
        case when questions.value_type in ('date', 'clock') then hedges.date_phrase else hedges.phrase end as phrase,
        case
            when questions.value_type in ('date', 'clock') then lower_hedges.date_phrase else lower_hedges.phrase
        end as phrase_low,
        case
            when questions.value_type in ('date', 'clock') then upper_hedges.date_phrase else upper_hedges.phrase
        end as phrase_high,
        case
            when questions.value_type = 'date'
            then cast(claims.value_date as {{ dbt.type_string() }})
            when questions.value_type = 'clock'
            then {{ clock_text("claims.value") }}
            when questions.value_type = 'ordinal'
            then {{ ordinal_text("claims.value") }}
            else {{ figure_text("claims.value") }}
        end as figure,
        case
            when questions.value_type = 'date'
            then cast(claims.value_high_date as {{ dbt.type_string() }})
            when questions.value_type = 'clock'
            then {{ clock_text("claims.value_high") }}
            else {{ figure_text("claims.value_high") }}
        end as figure_high,
        case
            when claims.value_high_date is null and claims.precision <> 'day' then '(' || claims.precision || ')'
        end as precision_note,
        case
            when questions.value_type in ('date', 'clock', 'ordinal')
            then null
            when claims.value = 1 and claims.value_high is null
            then units.label
            else units.plural
        end as unit_phrase,
        bases.phrase as basis_phrase
    from claims
    inner join questions on claims.question_id = questions.question_id
    inner join hedges on claims.hedge = hedges.code
    left join lower_hedges on claims.hedge_low = lower_hedges.code
    left join upper_hedges on claims.hedge_high = upper_hedges.code
    left join indefinite_words on claims.indefinite_word = indefinite_words.code
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
                    phrase_low,
                    case when not has_two_figures then phrase_high end,
                    coalesce(figure, word_phrase, 'an unnamed number of'),
                    case when has_two_figures then concat_ws(' ', 'to', phrase_high, figure_high) end,
                    precision_note,
                    unit_phrase,
                    basis_phrase
                )
        end as value_label
    from pieces

)

select * from labelled
