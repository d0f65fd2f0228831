with

questions as (select * from {{ ref("dim_questions") }}),

events as (select * from {{ ref("dim_events") }}),

claims as (select * from {{ ref("fct_claims") }}),

actors as (select * from {{ ref("dim_actors") }}),

-- What several claims print alike is taken apart once.
printed as (

    select
        question_id,
        quote,
        gloss,
        value_label,
        publisher,
        claimant_names,
        min(published_latest) as known_from
    from claims
    group by question_id, quote, gloss, value_label, publisher, claimant_names

),

-- What the question itself says is known at any time: from the day on that days are counted from.
texts as (

    select
        questions.question_id,
        cast('1970-01-01' as date) as known_from,
        concat_ws(' ', questions.question, questions.definition, events.name) as text
    from questions
    left join events on questions.event_id = events.event_id

    union all

    select
        printed.question_id,
        printed.known_from,
        concat_ws(' ', printed.quote, printed.gloss, printed.value_label, actors.name, printed.claimant_names) as text
    from printed
    left join actors on printed.publisher = actors.actor_id

),

parts as ({{ split_parts("texts", ["question_id", "known_from"], "text", " ") }}),

words as (

    select part as word, question_id, min(known_from) as known_from
    from parts
    where part <> ''
    group by part, question_id

),

final as (

    select
        word,
        known_from,
        {{ joined_values("question_id", " ") }} as question_ids,
        count(*) as n_questions
    from words
    group by word, known_from

)

select * from final
order by word, known_from
