with

claims as (select * from {{ ref("fct_claims") }}),

questions as (select * from {{ ref("stg_questions") }}),

events as (select * from {{ ref("stg_events") }}),

links as (select * from {{ ref("stg_links") }}),

echo_explanations as (select * from {{ ref("echo_explanations") }}),

-- A printed number of 10 or more, whatever its hedge; a time of day or a place in an order counts nothing.
printed as (

    select claims.claim_id, claims.question_id, claims.unit, claims.value as number
    from claims
    where claims.value >= 10

    union

    select claims.claim_id, claims.question_id, claims.unit, claims.value_high as number
    from claims
    where claims.value_high >= 10

),

numbers as (

    select
        questions.question_id,
        questions.event_id,
        questions.category,
        questions.basis,
        questions.unit as question_unit,
        printed.number,
        {{ joined_values("printed.unit", ", ", unique=true) }} as units,
        count(distinct printed.claim_id) as n_claims
    from printed
    inner join questions on printed.question_id = questions.question_id
    where questions.value_type in ('count', 'duration', 'share')
    group by
        questions.question_id,
        questions.event_id,
        questions.category,
        questions.basis,
        questions.unit,
        printed.number

),

second_numbers as (select * from numbers),

-- Events are near when they are the same, or one names the other: one step, either way.
named_events as ({{ split_parts("events", ["event_id"], "related_to") }}),

near_events as (

    select event_id as event_id_a, event_id as event_id_b from events

    union

    select event_id as event_id_a, part as event_id_b from named_events

    union

    select part as event_id_a, event_id as event_id_b from named_events

),

echoes as (

    select
        numbers.number,
        numbers.question_id as question_id_a,
        second_numbers.question_id as question_id_b,
        numbers.event_id as event_id_a,
        second_numbers.event_id as event_id_b,
        numbers.units as unit_a,
        second_numbers.units as unit_b,
        numbers.n_claims as n_claims_a,
        second_numbers.n_claims as n_claims_b,
        numbers.event_id = second_numbers.event_id
        and numbers.category = second_numbers.category
        and numbers.question_unit = second_numbers.question_unit
        and least(numbers.basis, second_numbers.basis) = 'to_russia'
        and greatest(numbers.basis, second_numbers.basis) = 'to_ukraine' as is_each_side
    from numbers
    inner join
        second_numbers
        on numbers.number = second_numbers.number
        and numbers.question_id < second_numbers.question_id
    inner join
        near_events
        on numbers.event_id = near_events.event_id_a
        and second_numbers.event_id = near_events.event_id_b

),

linked_questions as (

    select part_question_id as question_id_a, whole_question_id as question_id_b, kind
    from links
    where polarity = 'asserted'

    union

    select whole_question_id as question_id_a, part_question_id as question_id_b, kind
    from links
    where polarity = 'asserted'

),

-- Every explanation that holds; which of them is shown is the precedence of the list.
explanations as (

    select question_id_a, question_id_b, 'each_side' as code from echoes where is_each_side

    union

    select question_id_a, question_id_b, 'part_of' as code from linked_questions where kind = 'part_of'

    union

    select question_id_a, question_id_b, 'promise' as code from linked_questions where kind = 'counts_towards'

),

ranked as (

    select
        explanations.question_id_a,
        explanations.question_id_b,
        explanations.code,
        row_number() over (
            partition by explanations.question_id_a, explanations.question_id_b order by echo_explanations.precedence
        ) as place
    from explanations
    inner join echo_explanations on explanations.code = echo_explanations.code

),

final as (

    select

        -- ids
        {{
            short_hash(
                "ech_",
                [
                    "echoes.question_id_a",
                    "echoes.question_id_b",
                    figure_text("echoes.number"),
                ],
            )
        }} as echo_id,

        -- numerics
        echoes.number,

        -- the two questions
        echoes.question_id_a,
        echoes.question_id_b,
        echoes.event_id_a,
        echoes.event_id_b,
        echoes.unit_a,
        echoes.unit_b,
        echoes.n_claims_a,
        echoes.n_claims_b,

        -- text
        ranked.code as explained_by

    from echoes

    left join
        ranked
        on echoes.question_id_a = ranked.question_id_a
        and echoes.question_id_b = ranked.question_id_b
        and ranked.place = 1

)

select * from final
