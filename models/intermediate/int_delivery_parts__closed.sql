{#- What is a part of what, directly; Spark reads it by itself, before it walks. -#}
{% set direct_parts %}
questions as (select * from {{ ref("stg_questions") }}),

events as (select * from {{ ref("stg_events") }}),

links as (select * from {{ ref("stg_links") }}),

families as (select * from {{ ref("total_families") }}),

related_events as ({{ split_parts("events", ["event_id"], "related_to") }}),

-- An exchange of one day within an exchange of several.
event_parts as (

    select events.event_id, whole_events.event_id as whole_event_id
    from related_events
    inner join events on related_events.event_id = events.event_id
    inner join events as whole_events on related_events.part = whole_events.event_id
    where
        events.kind = whole_events.kind
        and events.event_id <> whole_events.event_id
        and events.starts_on >= whole_events.starts_on
        and events.ends_on <= whole_events.ends_on
        and (events.starts_on > whole_events.starts_on or events.ends_on < whole_events.ends_on)

),

deliveries as (select * from questions where stage = 'delivered'),

counted as (

    select distinct part_question_id, whole_question_id
    from links
    where kind = 'counts_towards' and polarity = 'asserted'

),

parts as (

    -- what a text says; both ways together are no whole of what goes one way
    select links.part_question_id, links.whole_question_id
    from links
    inner join questions on links.whole_question_id = questions.question_id
    where
        links.kind = 'part_of'
        and links.polarity = 'asserted'
        and links.part_question_id <> links.whole_question_id
        and coalesce(questions.basis, '') <> 'both_sides_together'

    union

    -- the same measure, of a day and of the days together; a scope that only one of them names keeps nothing apart
    select deliveries.question_id as part_question_id, whole_deliveries.question_id as whole_question_id
    from deliveries
    inner join event_parts on deliveries.event_id = event_parts.event_id
    inner join deliveries as whole_deliveries on event_parts.whole_event_id = whole_deliveries.event_id
    where
        deliveries.family = whole_deliveries.family
        and coalesce(deliveries.basis, '') = coalesce(whole_deliveries.basis, '')
        and coalesce(deliveries.scope, whole_deliveries.scope, '')
        = coalesce(whole_deliveries.scope, deliveries.scope, '')

    union

    -- one kind of persons and all who came: a family that a standing total sums counts all of them
    select deliveries.question_id as part_question_id, whole_deliveries.question_id as whole_question_id
    from deliveries
    inner join deliveries as whole_deliveries on deliveries.event_id = whole_deliveries.event_id
    inner join families on whole_deliveries.family = families.family
    where
        whole_deliveries.category = 'all'
        and deliveries.category <> 'all'
        and deliveries.unit = whole_deliveries.unit
        and deliveries.basis = whole_deliveries.basis

    union

    -- half of both ways together, where each way is told as well
    select deliveries.question_id as part_question_id, whole_deliveries.question_id as whole_question_id
    from deliveries
    inner join deliveries as whole_deliveries on deliveries.event_id = whole_deliveries.event_id
    inner join families on whole_deliveries.family = families.family
    where
        deliveries.basis = 'both_sides_together'
        and whole_deliveries.basis in ('to_ukraine', 'to_russia')
        and deliveries.unit = whole_deliveries.unit

    union

    -- a delivery told of the round itself is all that came of its promise
    select counted.part_question_id, whole_counted.part_question_id as whole_question_id
    from counted
    inner join counted as whole_counted on counted.whole_question_id = whole_counted.whole_question_id
    inner join questions on counted.part_question_id = questions.question_id
    inner join questions as whole_questions on whole_counted.part_question_id = whole_questions.question_id
    inner join questions as promises on counted.whole_question_id = promises.question_id
    where whole_questions.event_id = promises.event_id and questions.event_id <> promises.event_id

)
{% endset %}

with

{{ direct_parts }},

closed as (

    {{ closure("parts", start="part_question_id", end="whole_question_id", reads=direct_parts) }}

),

final as (

    select
        closed.part_question_id,
        closed.whole_question_id,
        questions.event_id = whole_questions.event_id as is_same_event
    from closed
    inner join questions on closed.part_question_id = questions.question_id
    inner join questions as whole_questions on closed.whole_question_id = whole_questions.question_id
    where closed.part_question_id <> closed.whole_question_id

)

select * from final
