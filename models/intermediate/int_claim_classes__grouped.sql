{%- set printed_columns = [
    "polarity", "hedge", "hedge_low", "hedge_high", "value", "value_high", "value_text", "value_date",
    "value_high_date", "precision", "unit", "basis", "indefinite_word"
] -%}
{%- set same = "question_id, day_class, " ~ printed_columns | join(", ") -%}
with

claims as (select * from {{ ref("int_claims__described") }}),

coded_claims as (select * from {{ ref("stg_claims") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }} where tolerance = {{ shown_tolerance() }}),

large_questions as (

    select question_id
    from claims
    group by question_id
    having count(*) > {{ var("max_claims_with_pairs") }}

),

-- Standing totals compare by their days: a named one, a short span of days, or nothing but one document.
printed as (

    select
        claims.claim_id,
        claims.document_id,
        claims.published_latest as known_from,
        claims.value_type,
        claims.stage,
        claims.question_basis,
        claims.is_silent,
        claims.is_denied,
        claims.has_figure,
        case when claims.stage = 'stock' then claims.as_of end as as_of,
        claims.as_of_earliest,
        claims.as_of_latest,
        case
            when claims.stage <> 'stock'
            then 'any'
            when claims.as_of is not null
            then 'on ' || cast(claims.as_of as {{ dbt.type_string() }})
            when
                {{ days_from_date("claims.as_of_latest") }} - {{ days_from_date("claims.as_of_earliest") }}
                <= {{ var("as_of_slack_days") }}
            then
                'from '
                || cast(claims.as_of_earliest as {{ dbt.type_string() }})
                || ' to '
                || cast(claims.as_of_latest as {{ dbt.type_string() }})
            else 'in ' || claims.document_id
        end as day_class,
        claims.question_id,
        {% for column in printed_columns -%}
            coded_claims.{{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from claims
    inner join large_questions on claims.question_id = large_questions.question_id
    inner join coded_claims on claims.claim_id = coded_claims.claim_id

),

-- What is printed alike compares alike with everything, and becomes known day by day.
class_days as (

    select
        {{ same }},
        known_from,
        min(claim_id) as first_claim_id,
        max(claim_id) as last_claim_id,
        min(document_id) as document_id,
        min(value_type) as value_type,
        min(stage) as stage,
        min(question_basis) as question_basis,
        max(case when is_silent then 1 else 0 end) = 1 as is_silent,
        max(case when is_denied then 1 else 0 end) = 1 as is_denied,
        max(case when has_figure then 1 else 0 end) = 1 as has_figure,
        min(as_of) as as_of,
        min(as_of_earliest) as as_of_earliest,
        min(as_of_latest) as as_of_latest,
        count(*) as n_added
    from printed
    group by {{ same }}, known_from

),

classes as (

    select
        *,
        min(first_claim_id) over (partition by {{ same }}) as class_id,
        max(last_claim_id) over (partition by {{ same }}) as other_claim_id,
        sum(n_added) over (
            partition by {{ same }} order by known_from rows between unbounded preceding and current row
        ) as n_known
    from class_days

),

class_readings as (

    select
        claim_id as class_id,
        count(*) as n_readings,
        min(reading) as reading,
        min(case when is_unit_convertible then 1 else 0 end) = 1 as is_unit_convertible,
        min(case when is_basis_convertible then 1 else 0 end) = 1 as is_basis_convertible
    from readings
    where claim_id in (select classes.class_id from classes)
    group by claim_id

),

compared as (

    select
        classes.*,
        class_readings.reading,
        not classes.is_silent and class_readings.is_unit_convertible as is_compared,
        class_readings.n_readings = 1
        and class_readings.is_basis_convertible
        and classes.value_type <> 'identity'
        and (classes.stage <> 'stock' or classes.as_of is not null) as is_plain
    from classes
    inner join class_readings on classes.class_id = class_readings.class_id

),

-- Where every figure stands for one interval, under one basis and on one day, sorting the ends counts all pairs.
plain_questions as (

    select question_id
    from compared
    where is_compared
    group by question_id
    having
        min(case when is_plain then 1 else 0 end) = 1
        and (
            min(question_basis) is null
            or count(distinct case when has_figure then reading end) <= 1
        )

),

final as (

    select

        -- ids
        compared.question_id,
        compared.class_id,
        compared.other_claim_id,
        compared.document_id,

        compared.value_type,

        -- the day that it holds for
        compared.day_class,
        compared.stage,
        compared.as_of,
        compared.as_of_earliest,
        compared.as_of_latest,

        -- booleans
        compared.is_compared,
        compared.is_compared and plain_questions.question_id is not null as is_swept,
        compared.is_denied,
        compared.has_figure,

        -- when how many are known
        compared.known_from,
        compared.n_added,
        cast(compared.n_known as bigint) as n_known

    from compared

    left join plain_questions on compared.question_id = plain_questions.question_id

)

select * from final
