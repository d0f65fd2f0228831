with

claims as (select * from {{ ref("fct_claims") }}),

second_claims as (select * from {{ ref("fct_claims") }}),

pairs as (select * from {{ ref("fct_claim_pairs") }}),

relations as (select * from {{ ref("relations") }}),

-- Of a question with more claims than max_claims_with_pairs not all pairs are listed: it is left out.
small_questions as (

    select question_id
    from claims
    group by question_id
    having count(*) <= {{ var("max_claims_with_pairs") }}

),

units as (

    select claims.question_id, 'document' as level, claims.document_id as unit_id
    from claims
    inner join small_questions on claims.question_id = small_questions.question_id

    union

    select claims.question_id, 'origin' as level, claims.origin_id as unit_id
    from claims
    inner join small_questions on claims.question_id = small_questions.question_id

),

unit_counts as (select question_id, level, count(*) as n_units from units group by question_id, level),

-- One question's pairs, as pairs of documents and as pairs of origins, the lesser id first whichever claim comes first.
leveled as (

    select
        question_id,
        'document' as level,
        least(document_id_a, document_id_b) as unit_id_a,
        greatest(document_id_a, document_id_b) as unit_id_b,
        relation
    from pairs
    where question_id = question_id_b and not same_document and not is_witness

    union all

    select
        pairs.question_id,
        'origin' as level,
        least(claims.origin_id, second_claims.origin_id) as unit_id_a,
        greatest(claims.origin_id, second_claims.origin_id) as unit_id_b,
        pairs.relation
    from pairs
    inner join claims on pairs.claim_id_a = claims.claim_id
    inner join second_claims on pairs.claim_id_b = second_claims.claim_id
    where pairs.question_id = pairs.question_id_b and not pairs.same_origin and not pairs.is_witness

),

-- The gravest relation among the claims that can be compared stands for two units; where none can be, they are not comparable.
ranked as (

    select
        leveled.*,
        row_number() over (
            partition by leveled.question_id, leveled.level, leveled.unit_id_a, leveled.unit_id_b
            order by case when leveled.relation = 'not_comparable' then 1 else 0 end, relations.preference desc
        ) as place
    from leveled
    inner join relations on leveled.relation = relations.code

),

pair_counts as (

    select
        question_id,
        level,
        count(*) as n_pairs,
        cast(sum(case when relation = 'agree' then 1 else 0 end) as bigint) as n_agree,
        cast(sum(case when relation = 'compatible' then 1 else 0 end) as bigint) as n_compatible,
        cast(sum(case when relation = 'conflict' then 1 else 0 end) as bigint) as n_conflict,
        cast(sum(case when relation = 'not_comparable' then 1 else 0 end) as bigint) as n_not_comparable
    from ranked
    where place = 1
    group by question_id, level

),

final as (

    select

        -- ids
        unit_counts.question_id,
        unit_counts.level,

        -- numerics
        unit_counts.n_units,
        coalesce(pair_counts.n_pairs, 0) as n_pairs,
        coalesce(pair_counts.n_agree, 0) as n_agree,
        coalesce(pair_counts.n_compatible, 0) as n_compatible,
        coalesce(pair_counts.n_conflict, 0) as n_conflict,
        coalesce(pair_counts.n_not_comparable, 0) as n_not_comparable,
        cast(pair_counts.n_agree as double)
        / nullif(pair_counts.n_pairs - pair_counts.n_not_comparable, 0) as agree_share

    from unit_counts

    left join
        pair_counts on unit_counts.question_id = pair_counts.question_id and unit_counts.level = pair_counts.level

)

select * from final
