with

claims as (select * from {{ ref("int_claims__described") }}),

pairs as (select * from {{ ref("int_claim_pairs__compared") }} where not is_witness),

swept as (select * from {{ ref("int_pair_days__swept") }}),

weighed as (select * from {{ ref("int_pair_days__weighed") }}),

tolerances as ({{ tolerances() }}),

listed as (

    select
        question_id,
        tolerance,
        known_from,
        count(*) as n_pairs,
        sum(case when relation = 'agree' then 1 else 0 end) as n_agree,
        sum(case when relation = 'compatible' then 1 else 0 end) as n_compatible,
        sum(case when relation = 'conflict' then 1 else 0 end) as n_conflict,
        sum(case when rule = 'denial' then 1 else 0 end) as n_denials,
        count(assumes) as n_assuming,
        max(gap) as widest_gap,
        max(gap_share) as widest_gap_share
    from pairs
    group by question_id, tolerance, known_from

),

large_questions as (

    select question_id
    from claims
    group by question_id
    having count(*) > {{ var("max_claims_with_pairs") }}

),

claim_days as (

    select claims.question_id, claims.published_latest as known_from, count(*) as n_added
    from claims
    inner join large_questions on claims.question_id = large_questions.question_id
    group by claims.question_id, claims.published_latest

),

known_days as (

    select
        *,
        sum(n_added) over (
            partition by question_id order by known_from rows between unbounded preceding and current row
        ) as n_known
    from claim_days

),

counted as (

    select question_id, tolerance, known_from, n_agree, n_compatible, n_conflict, n_denials, 0 as n_assuming,
        widest_gap, widest_gap_share
    from swept

    union all

    select question_id, tolerance, known_from, n_agree, n_compatible, n_conflict, n_denials, n_assuming,
        widest_gap, widest_gap_share
    from weighed

),

-- Every pair of the question is one of these, or cannot be compared.
unlisted as (

    select
        known_days.question_id,
        tolerances.tolerance,
        known_days.known_from,
        {{ n_pairs_added("known_days.n_known", "known_days.n_added") }} as n_pairs,
        coalesce(counted.n_agree, 0) as n_agree,
        coalesce(counted.n_compatible, 0) as n_compatible,
        coalesce(counted.n_conflict, 0) as n_conflict,
        coalesce(counted.n_denials, 0) as n_denials,
        coalesce(counted.n_assuming, 0) as n_assuming,
        counted.widest_gap,
        counted.widest_gap_share
    from known_days
    cross join tolerances
    left join
        counted
        on known_days.question_id = counted.question_id
        and known_days.known_from = counted.known_from
        and tolerances.tolerance = counted.tolerance

),

united as (

    select * from listed

    union all

    select * from unlisted

),

final as (

    select
        question_id,
        tolerance,
        known_from,
        cast(n_pairs as bigint) as n_pairs,
        cast(n_agree as bigint) as n_agree,
        cast(n_compatible as bigint) as n_compatible,
        cast(n_conflict as bigint) as n_conflict,
        cast(n_pairs - n_agree - n_compatible - n_conflict as bigint) as n_not_comparable,
        cast(n_denials as bigint) as n_denials,
        cast(n_assuming as bigint) as n_assuming,
        widest_gap,
        widest_gap_share
    from united

)

select * from final
