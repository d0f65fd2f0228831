with

questions as (select * from {{ ref("stg_questions") }}),

claims as (select * from {{ ref("int_claims__described") }}),

origins as (select * from {{ ref("int_claim_origins__connected") }}),

pairs as (select * from {{ ref("int_claim_pairs__compared") }}),

verdicts as (select * from {{ ref("verdicts") }}),

tolerances as ({{ tolerances() }}),

claim_counts as (

    select
        claims.question_id,
        sum(case when claims.has_figure then 1 else 0 end) as n_figures,
        count(distinct case when not claims.is_silent then origins.origin_id end) as n_speaking_origins
    from claims
    inner join origins on claims.claim_id = origins.claim_id
    group by claims.question_id

),

pair_counts as (

    select
        question_id,
        tolerance,
        sum(case when rule = 'denial' then 1 else 0 end) as n_denials,
        sum(case when relation = 'conflict' then 1 else 0 end) as n_conflict,
        sum(case when relation = 'compatible' then 1 else 0 end) as n_compatible,
        sum(case when relation = 'agree' then 1 else 0 end) as n_agree
    from pairs
    group by question_id, tolerance

),

counted as (

    select
        questions.question_id,
        tolerances.tolerance,
        coalesce(claim_counts.n_figures, 0) as n_figures,
        coalesce(claim_counts.n_speaking_origins, 0) as n_speaking_origins,
        coalesce(pair_counts.n_denials, 0) as n_denials,
        coalesce(pair_counts.n_conflict, 0) as n_conflict,
        coalesce(pair_counts.n_compatible, 0) as n_compatible,
        coalesce(pair_counts.n_agree, 0) as n_agree
    from questions
    cross join tolerances
    left join claim_counts on questions.question_id = claim_counts.question_id
    left join
        pair_counts
        on questions.question_id = pair_counts.question_id
        and tolerances.tolerance = pair_counts.tolerance

),

-- Every verdict that holds; which of them counts is the precedence of the list of verdicts.
holding as (

    select question_id, tolerance, 'silent' as verdict from counted where n_figures = 0

    union all

    select question_id, tolerance, 'disputed' as verdict from counted where n_denials > 0

    union all

    select question_id, tolerance, 'conflict' as verdict from counted where n_conflict > 0

    union all

    select question_id, tolerance, 'single' as verdict from counted where n_speaking_origins = 1

    union all

    select question_id, tolerance, 'compatible' as verdict from counted where n_compatible > 0

    union all

    select question_id, tolerance, 'agree' as verdict from counted where n_agree > 0

    union all

    select question_id, tolerance, 'not_comparable' as verdict from counted

),

ranked as (

    select
        holding.question_id,
        holding.tolerance,
        holding.verdict,
        row_number() over (
            partition by holding.question_id, holding.tolerance order by verdicts.precedence
        ) as place
    from holding
    inner join verdicts on holding.verdict = verdicts.code

),

final as (select question_id, tolerance, verdict from ranked where place = 1)

select * from final
