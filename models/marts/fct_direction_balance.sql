with

-- A standing total belongs to a day, not to an event: fct_running_totals sets those against each other.
questions as (

    select *
    from {{ ref("stg_questions") }}
    where basis in ('to_ukraine', 'to_russia') and value_type = 'count' and stage <> 'stock'

),

figures as (select * from {{ ref("int_party_figures__enveloped") }}),

links as (select * from {{ ref("stg_links") }} where kind = 'equals' and polarity = 'asserted'),

documents as (select * from {{ ref("stg_documents") }}),

actors as (select * from {{ ref("stg_actors") }}),

-- The family without its direction is what both directions measure.
measured as (

    select
        question_id,
        event_id,
        replace(replace(family, '-to-ukraine', ''), '-to-russia', '') as measure,
        stage,
        unit,
        coalesce(scope, 'all') as scope,
        basis
    from questions

),

to_ukraine as (select * from measured where basis = 'to_ukraine'),

to_russia as (select * from measured where basis = 'to_russia'),

paired as (

    select
        to_ukraine.event_id,
        to_ukraine.measure,
        to_ukraine.stage,
        to_ukraine.unit,
        to_ukraine.question_id as to_ukraine_question_id,
        to_russia.question_id as to_russia_question_id
    from to_ukraine
    inner join
        to_russia
        on to_ukraine.event_id = to_russia.event_id
        and to_ukraine.measure = to_russia.measure
        and to_ukraine.stage = to_russia.stage
        and to_ukraine.unit = to_russia.unit
        and to_ukraine.scope = to_russia.scope

),

link_parts as (

    {{ split_parts("links", ["link_id", "document_id", "part_question_id", "whole_question_id"], "claimant_id") }}

),

equalities as (

    select
        paired.to_ukraine_question_id,
        paired.to_russia_question_id,
        link_parts.link_id,
        case when link_parts.part = 'outlet' then documents.publisher else link_parts.part end as claimant_id
    from paired
    inner join
        link_parts
        on (
            paired.to_ukraine_question_id = link_parts.part_question_id
            and paired.to_russia_question_id = link_parts.whole_question_id
        )
        or (
            paired.to_russia_question_id = link_parts.part_question_id
            and paired.to_ukraine_question_id = link_parts.whole_question_id
        )
    inner join documents on link_parts.document_id = documents.document_id

),

said_equal as (

    select
        to_ukraine_question_id,
        to_russia_question_id,
        {{ joined_values("claimant_id", ", ", unique=true) }} as said_equal_by,
        {{ joined_values("link_id", " ", unique=true) }} as link_ids
    from equalities
    group by to_ukraine_question_id, to_russia_question_id

),

parties as (

    select paired.to_ukraine_question_id, paired.to_russia_question_id, figures.party
    from paired
    inner join
        figures
        on paired.to_ukraine_question_id = figures.question_id or paired.to_russia_question_id = figures.question_id

    union

    select
        equalities.to_ukraine_question_id,
        equalities.to_russia_question_id,
        coalesce(actors.side, 'not_stated') as party
    from equalities
    left join actors on equalities.claimant_id = actors.actor_id

),

balanced as (

    select
        paired.*,
        parties.party,
        coalesce(to_ukraine_figures.has_figure, false) as has_to_ukraine,
        coalesce(to_russia_figures.has_figure, false) as has_to_russia,
        to_ukraine_figures.low as to_ukraine_low,
        to_ukraine_figures.high as to_ukraine_high,
        to_russia_figures.low as to_russia_low,
        to_russia_figures.high as to_russia_high,
        to_ukraine_figures.claim_ids as to_ukraine_claim_ids,
        to_russia_figures.claim_ids as to_russia_claim_ids
    from paired
    inner join
        parties
        on paired.to_ukraine_question_id = parties.to_ukraine_question_id
        and paired.to_russia_question_id = parties.to_russia_question_id
    left join
        figures as to_ukraine_figures
        on paired.to_ukraine_question_id = to_ukraine_figures.question_id
        and parties.party = to_ukraine_figures.party
    left join
        figures as to_russia_figures
        on paired.to_russia_question_id = to_russia_figures.question_id
        and parties.party = to_russia_figures.party

),

final as (

    select

        -- ids
        {{
            short_hash(
                "bal_",
                ["balanced.to_ukraine_question_id", "balanced.to_russia_question_id", "balanced.party"],
            )
        }} as balance_id,
        balanced.event_id,
        balanced.measure,
        balanced.stage,
        balanced.unit,
        balanced.party,
        balanced.to_ukraine_question_id,
        balanced.to_russia_question_id,

        -- what came each way
        balanced.to_ukraine_low,
        balanced.to_ukraine_high,
        balanced.to_russia_low,
        balanced.to_russia_high,

        -- to Ukraine less to Russia
        case
            when balanced.has_to_ukraine and balanced.has_to_russia
            then balanced.to_ukraine_low - balanced.to_russia_high
        end as balance_low,
        case
            when balanced.has_to_ukraine and balanced.has_to_russia
            then balanced.to_ukraine_high - balanced.to_russia_low
        end as balance_high,

        -- how they compare
        case
            when not (balanced.has_to_ukraine and balanced.has_to_russia)
            then 'unknown'
            when
                balanced.to_ukraine_low > balanced.to_russia_high
                or balanced.to_russia_low > balanced.to_ukraine_high
            then 'unequal'
            when
                balanced.to_ukraine_low = balanced.to_ukraine_high
                and balanced.to_russia_low = balanced.to_russia_high
            then 'equal'
            else 'may_be_equal'
        end as relation,
        said_equal.said_equal_by,

        -- sources
        balanced.to_ukraine_claim_ids,
        balanced.to_russia_claim_ids,
        said_equal.link_ids

    from balanced

    left join
        said_equal
        on balanced.to_ukraine_question_id = said_equal.to_ukraine_question_id
        and balanced.to_russia_question_id = said_equal.to_russia_question_id

)

select * from final
