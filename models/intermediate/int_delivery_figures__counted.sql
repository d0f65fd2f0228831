with

questions as (select * from {{ ref("stg_questions") }}),

documents as (select * from {{ ref("stg_documents") }}),

actors as (select * from {{ ref("stg_actors") }}),

events as (select * from {{ ref("stg_events") }}),

links as (select * from {{ ref("stg_links") }} where kind = 'counts_towards'),

figures as (select * from {{ ref("int_party_figures__enveloped") }} where party <> 'anybody'),

frameworks as (select * from {{ ref("promise_frameworks") }}),

unit_conversions as (select * from {{ ref("unit_conversions") }}),

one_way_conversions as (

    select * from {{ ref("basis_conversions") }} where basis_to in ('to_ukraine', 'to_russia')

),

link_parts as ({{ split_parts("links", ["link_id", "document_id"], "claimant_id") }}),

link_claimants as (

    select
        link_parts.link_id,
        case when link_parts.part = 'outlet' then documents.publisher else link_parts.part end as claimant_id
    from link_parts
    inner join documents on link_parts.document_id = documents.document_id

),

coded_links as (

    select
        links.link_id,
        links.part_question_id as delivery_question_id,
        links.whole_question_id as promise_question_id,
        links.polarity = 'denied' as is_denied,
        link_claimants.claimant_id,
        coalesce(actors.side, 'not_stated') as party
    from links
    inner join link_claimants on links.link_id = link_claimants.link_id
    left join actors on link_claimants.claimant_id = actors.actor_id

),

linked_pairs as (select distinct delivery_question_id, promise_question_id from coded_links),

-- Who denies that a delivery belongs to the agreements at all denies it of each promise that they may stand for.
credited_links as (

    select * from coded_links

    union

    select
        coded_links.link_id,
        coded_links.delivery_question_id,
        frameworks.promise_question_id,
        coded_links.is_denied,
        coded_links.claimant_id,
        coded_links.party
    from coded_links
    inner join frameworks on coded_links.promise_question_id = frameworks.framework_question_id
    inner join
        linked_pairs
        on coded_links.delivery_question_id = linked_pairs.delivery_question_id
        and frameworks.promise_question_id = linked_pairs.promise_question_id
    where coded_links.is_denied

),

denying_parties as (

    select distinct delivery_question_id, promise_question_id, party from credited_links where is_denied

),

named_promises as (

    select distinct credited_links.delivery_question_id
    from credited_links
    left join frameworks on credited_links.promise_question_id = frameworks.framework_question_id
    where frameworks.framework_question_id is null and not credited_links.is_denied

),

framework_questions as (select distinct framework_question_id from frameworks),

-- What is said to count towards what, and who says and denies it.
pairs as (

    select
        credited_links.delivery_question_id,
        credited_links.promise_question_id,
        {{ joined_values("case when not is_denied then claimant_id end", ", ", unique=true) }} as claimed_by,
        {{ joined_values("case when is_denied then claimant_id end", ", ", unique=true) }} as denied_by,
        {{ joined_values("link_id", " ", unique=true) }} as link_ids,
        count(distinct case when not is_denied then link_id end) as n_links_asserted,
        count(distinct case when is_denied then link_id end) as n_links_denied
    from credited_links
    group by credited_links.delivery_question_id, credited_links.promise_question_id

),

-- A promise that names no direction is looked at in those of its deliveries.
promise_directions as (

    select questions.question_id as promise_question_id, one_way_conversions.basis_to as direction
    from questions
    inner join one_way_conversions on questions.basis = one_way_conversions.basis_from

    union

    select pairs.promise_question_id, figures.direction
    from pairs
    inner join questions on pairs.promise_question_id = questions.question_id
    inner join figures on pairs.delivery_question_id = figures.question_id
    where coalesce(questions.basis, 'not_stated') = 'not_stated'

),

counted as (

    select

        -- ids
        pairs.promise_question_id,
        pairs.delivery_question_id,
        promise_directions.direction,
        figures.party,

        -- how it stands
        case
            when deliveries.stage = 'promised'
            then 'announced'
            when deliveries.stage = 'stock'
            then 'running_total'
            when pairs.n_links_asserted = 0
            then 'denied'
            when pairs.n_links_denied > 0
            then 'disputed'
            when framework_questions.framework_question_id is not null and named_promises.delivery_question_id is null
            then 'framework'
            else 'claimed'
        end as position,

        -- booleans: what is done and said to count, by a party that does not deny it
        deliveries.stage = 'delivered' and pairs.n_links_asserted > 0 and denying_parties.party is null as is_counted,
        figures.has_figure
        and (deliveries.unit = promises.unit or unit_conversions.unit_to is not null) as has_figure,

        -- the figure, in the unit of the promise
        {{
            rounded_bound(
                "figures.low * coalesce(unit_conversions.multiplier, 1) / coalesce(unit_conversions.divisor, 1)"
            )
        }} as low,
        {{
            rounded_bound(
                "figures.high * coalesce(unit_conversions.multiplier, 1) / coalesce(unit_conversions.divisor, 1)"
            )
        }} as high,
        {{
            rounded_bound(
                "figures.core_low * coalesce(unit_conversions.multiplier, 1) / coalesce(unit_conversions.divisor, 1)"
            )
        }} as core_low,
        {{
            rounded_bound(
                "figures.core_high * coalesce(unit_conversions.multiplier, 1) / coalesce(unit_conversions.divisor, 1)"
            )
        }} as core_high,
        figures.n_claims,
        figures.n_silent,
        figures.claimants,
        figures.claim_ids,
        figures.lowest_claim_id,
        figures.highest_claim_id,

        -- links
        pairs.claimed_by,
        pairs.denied_by,
        pairs.link_ids,

        -- dates: all of it had come by the last day of the event, or by the day on which it was known
        events.event_id,
        coalesce(events.starts_on, figures.known_on) as delivered_on,
        coalesce(events.ends_on, events.starts_on, figures.known_on) as delivered_until,
        figures.known_on

    from pairs

    inner join questions as deliveries on pairs.delivery_question_id = deliveries.question_id

    inner join questions as promises on pairs.promise_question_id = promises.question_id

    inner join promise_directions on pairs.promise_question_id = promise_directions.promise_question_id

    inner join
        figures
        on pairs.delivery_question_id = figures.question_id
        and (figures.direction = promise_directions.direction or figures.direction = 'not_stated')

    left join events on deliveries.event_id = events.event_id

    left join
        unit_conversions
        on deliveries.unit = unit_conversions.unit_from
        and promises.unit = unit_conversions.unit_to

    left join
        denying_parties
        on pairs.delivery_question_id = denying_parties.delivery_question_id
        and pairs.promise_question_id = denying_parties.promise_question_id
        and figures.party = denying_parties.party

    left join named_promises on pairs.delivery_question_id = named_promises.delivery_question_id

    left join framework_questions on pairs.promise_question_id = framework_questions.framework_question_id

)

select * from counted
