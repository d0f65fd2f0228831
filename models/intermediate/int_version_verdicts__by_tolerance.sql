with

versions as (select * from {{ ref("int_answer_versions__spanned") }}),

claim_counts as (select * from {{ ref("int_version_claims__counted") }}),

pair_days as (select * from {{ ref("int_pair_days__counted") }}),

verdicts as (select * from {{ ref("verdicts") }}),

tolerances as ({{ tolerances() }}),

-- A pair stays known: what a version knows is the running sum. Every version but one of a single claim adds a pair.
pair_counts as (

    select
        question_id,
        tolerance,
        known_from,
        sum(n_denials) over days_so_far as n_denials,
        sum(n_conflict) over days_so_far as n_conflict,
        sum(n_compatible) over days_so_far as n_compatible,
        sum(n_agree) over days_so_far as n_agree
    from pair_days
    window
        days_so_far as (
            partition by question_id, tolerance
            order by known_from
            rows between unbounded preceding and current row
        )

),

counted as (

    select
        versions.version_id,
        tolerances.tolerance,
        claim_counts.n_figures,
        claim_counts.n_speaking_origins,
        coalesce(pair_counts.n_denials, 0) as n_denials,
        coalesce(pair_counts.n_conflict, 0) as n_conflict,
        coalesce(pair_counts.n_compatible, 0) as n_compatible,
        coalesce(pair_counts.n_agree, 0) as n_agree
    from versions
    cross join tolerances
    inner join claim_counts on versions.version_id = claim_counts.version_id
    left join
        pair_counts
        on versions.question_id = pair_counts.question_id
        and versions.valid_from = pair_counts.known_from
        and tolerances.tolerance = pair_counts.tolerance

),

-- Every verdict that holds; which of them counts is the precedence of the list of verdicts.
holding as (

    select version_id, tolerance, 'silent' as verdict from counted where n_figures = 0

    union all

    select version_id, tolerance, 'disputed' as verdict from counted where n_denials > 0

    union all

    select version_id, tolerance, 'conflict' as verdict from counted where n_conflict > 0

    union all

    select version_id, tolerance, 'single' as verdict from counted where n_speaking_origins = 1

    union all

    select version_id, tolerance, 'compatible' as verdict from counted where n_compatible > 0

    union all

    select version_id, tolerance, 'agree' as verdict from counted where n_agree > 0

    union all

    select version_id, tolerance, 'not_comparable' as verdict from counted

),

ranked as (

    select
        holding.version_id,
        holding.tolerance,
        holding.verdict,
        row_number() over (
            partition by holding.version_id, holding.tolerance order by verdicts.precedence
        ) as place
    from holding
    inner join verdicts on holding.verdict = verdicts.code

),

final as (select version_id, tolerance, verdict from ranked where place = 1)

select * from final
