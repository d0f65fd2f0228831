with

claims as (select * from {{ ref("int_claims__described") }}),

sampled_pairs as (select * from {{ ref("int_claim_pairs__sampled") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

basis_conversions as (select * from {{ ref("basis_conversions") }}),

pair_rules as (select * from {{ ref("pair_rules") }}),

relations as (select * from {{ ref("relations") }}),

-- Two bases meet when either converts to the other: both together halves, but one direction does not double.
meeting_bases as (
    select basis_from as basis_a, basis_to as basis_b from basis_conversions
    union
    select basis_to as basis_a, basis_from as basis_b from basis_conversions

),

-- All pairs of a question, or of one with many claims those that stand for the others.
wanted_pairs as (

    {{ all_pairs("claims") }}

    union all

    select claim_id_a, claim_id_b, true as is_witness from sampled_pairs

),

read_claims as (

    select
        claims.claim_id,
        claims.document_id,
        claims.question_id,
        claims.value_type,
        claims.cardinality,
        claims.stage,
        claims.question_basis,
        claims.value_text,
        claims.as_of,
        claims.as_of_earliest,
        claims.as_of_latest,
        claims.published_latest,
        claims.is_silent,
        claims.is_denied,
        claims.has_figure,
        readings.tolerance,
        readings.reading,
        readings.is_assumed,
        readings.is_literal,
        readings.is_unit_convertible,
        readings.is_basis_convertible,
        readings.compared_low,
        readings.compared_high,
        readings.compared_low_open,
        readings.compared_high_open,
        count(*) over (partition by readings.claim_id, readings.tolerance) as n_readings
    from claims
    inner join readings on claims.claim_id = readings.claim_id

),

-- Each pair once for every combination of the readings of its claims and every tolerance.
combinations as (

    select

        -- ids
        claim_a.question_id,
        claim_a.tolerance,
        claim_a.claim_id as claim_id_a,
        claim_b.claim_id as claim_id_b,
        wanted_pairs.is_witness,

        -- readings
        claim_a.reading as reading_a,
        claim_b.reading as reading_b,
        claim_a.is_assumed as is_assumed_a,
        claim_b.is_assumed as is_assumed_b,
        claim_a.is_literal and claim_b.is_literal as is_literal,
        claim_a.n_readings * claim_b.n_readings > 1 as has_choice,

        -- the claims
        claim_a.value_type,
        claim_a.cardinality,
        greatest(claim_a.published_latest, claim_b.published_latest) as known_from,
        claim_a.value_text as value_text_a,
        claim_b.value_text as value_text_b,
        claim_a.is_silent or claim_b.is_silent as has_silence,
        claim_a.is_denied and claim_b.is_denied as is_both_denied,
        claim_a.is_denied or claim_b.is_denied as has_denial,

        -- what keeps two claims from being compared
        claim_a.is_unit_convertible and claim_b.is_unit_convertible as is_unit_shared,
        claim_a.is_basis_convertible
        and claim_b.is_basis_convertible
        and (
            claim_a.question_basis is null
            or claim_a.value_type = 'identity'
            or not claim_a.has_figure
            or not claim_b.has_figure
            or claim_a.reading = claim_b.reading
            or meeting_bases.basis_a is not null
        ) as is_basis_shared,
        {{ is_day_shared("claim_a", "claim_b") }} as is_day_shared,

        -- what the figures have in common
        case
            when not claim_a.has_figure or not claim_b.has_figure
            then true
            when claim_a.value_type = 'identity'
            then {{ sets_overlap("claim_a.value_text", "claim_b.value_text") }}
            else
                {{
                    reaches(
                        "claim_a.compared_low",
                        "claim_a.compared_low_open",
                        "claim_b.compared_high",
                        "claim_b.compared_high_open",
                    )
                }}
                and {{
                    reaches(
                        "claim_b.compared_low",
                        "claim_b.compared_low_open",
                        "claim_a.compared_high",
                        "claim_a.compared_high_open",
                    )
                }}
        end as is_overlapping,
        claim_a.compared_low is not distinct from claim_b.compared_low
        and claim_a.compared_high is not distinct from claim_b.compared_high
        and claim_a.compared_low_open = claim_b.compared_low_open
        and claim_a.compared_high_open = claim_b.compared_high_open as is_same_interval,

        -- the ends that face each other when the two are apart, the lower claim's first
        case
            when claim_a.compared_high <= claim_b.compared_low then claim_a.compared_high else claim_b.compared_high
        end as near_end_low,
        case
            when claim_a.compared_high <= claim_b.compared_low then claim_b.compared_low else claim_a.compared_low
        end as near_end_high,

        -- the ends of what they share; greatest and least pass over an end that is not there
        greatest(claim_a.compared_low, claim_b.compared_low) as shared_low,
        least(claim_a.compared_high, claim_b.compared_high) as shared_high

    from wanted_pairs

    inner join read_claims as claim_a on wanted_pairs.claim_id_a = claim_a.claim_id

    inner join
        read_claims as claim_b
        on wanted_pairs.claim_id_b = claim_b.claim_id
        and claim_a.tolerance = claim_b.tolerance

    left join meeting_bases on claim_a.reading = meeting_bases.basis_a and claim_b.reading = meeting_bases.basis_b

),

ruled as (

    select
        *,
        {{ pair_rule() }} as rule
    from combinations

),

related as (

    select
        ruled.*,
        pair_rules.relation,
        relations.preference,
        ruled.is_assumed_a and ruled.is_assumed_b and ruled.reading_a = ruled.reading_b as is_same_assumption,
        case
            when ruled.rule = 'disjoint' then {{ rounded_bound("ruled.near_end_high - ruled.near_end_low") }}
        end as gap,
        case
            when ruled.rule in ('same_interval', 'overlap')
            then {{ rounded_bound("ruled.shared_high - ruled.shared_low") }}
        end as overlap_width
    from ruled
    inner join pair_rules on ruled.rule = pair_rules.code
    inner join relations on pair_rules.relation = relations.code

),

-- The combination that reconciles two claims stands for the pair, so a conflict is one under every reading. Two claims that
-- state no basis are read alike where that reconciles them: a mixed reading would make an agreement of what only overlaps.
ranked as (

    select
        *,
        min(preference) over (partition by claim_id_a, claim_id_b, tolerance)
        = max(preference) over (partition by claim_id_a, claim_id_b, tolerance) as is_independent,
        row_number() over (
            partition by claim_id_a, claim_id_b, tolerance
            order by
                case when relation in ('agree', 'compatible') then 0 else 1 end,
                is_same_assumption desc,
                preference,
                coalesce(gap, 0),
                is_literal desc,
                reading_a,
                reading_b
        ) as place
    from related
    where has_choice

),

-- Most pairs have but one combination: they need not be sorted.
chosen as (

    select * from ranked where place = 1

    union all

    select *, true as is_independent, 1 as place from related where not has_choice

),

pairs as (

    select

        -- ids
        question_id,
        tolerance,
        claim_id_a,
        claim_id_b,
        is_witness,

        -- dates and text
        known_from,
        relation,
        rule,
        case
            when is_independent or is_same_assumption
            then null
            when is_assumed_a and is_assumed_b
            then reading_a || ', ' || reading_b
            when is_assumed_a
            then reading_a
            when is_assumed_b
            then reading_b
        end as assumes,
        case
            when rule in ('sets_differ', 'different_identity')
            then
                concat_ws(
                    '; ',
                    'only a: ' || nullif({{ set_minus("value_text_a", "value_text_b") }}, ''),
                    'only b: ' || nullif({{ set_minus("value_text_b", "value_text_a") }}, '')
                )
        end as difference,

        -- numerics
        gap,
        -- a share of a day, a time of day or a place in an order means nothing
        case when value_type in ('count', 'duration', 'share') then gap end
        / nullif(greatest(abs(near_end_low), abs(near_end_high)), 0) as gap_share,
        -- nothing lies between whole values that follow each other, nor between a closed and an open end at one point
        case
            when rule = 'disjoint' and value_type in ('count', 'date', 'ordinal')
            then gap <= 1
            when rule = 'disjoint'
            then gap = 0
        end as touching,
        overlap_width

    from chosen

)

select * from pairs
