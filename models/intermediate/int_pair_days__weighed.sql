with

classes as (select * from {{ ref("int_claim_classes__grouped") }} where is_compared and not is_swept),

sampled_pairs as (select * from {{ ref("int_claim_pairs__sampled") }} where class_id is not null),

pairs as (select * from {{ ref("int_claim_pairs__compared") }} where is_witness),

first_days as (select class_id, min(known_from) as first_day from classes group by class_id),

second_first_days as (select * from first_days),

days as (select distinct question_id, known_from from classes),

class_spans as (select question_id, class_id, min(known_from) as first_day from classes group by question_id, class_id),

-- How many of each class are known by each day on which its question changes.
known as (

    select
        class_spans.class_id,
        days.known_from,
        coalesce(classes.n_added, 0) as n_added,
        sum(coalesce(classes.n_added, 0)) over (
            partition by class_spans.class_id
            order by days.known_from
            rows between unbounded preceding and current row
        ) as n_known
    from class_spans
    inner join
        days on class_spans.question_id = days.question_id and class_spans.first_day <= days.known_from
    left join classes on class_spans.class_id = classes.class_id and days.known_from = classes.known_from

),

class_pairs as (

    select
        pairs.question_id,
        pairs.tolerance,
        sampled_pairs.class_id,
        sampled_pairs.other_class_id,
        pairs.relation,
        pairs.rule,
        pairs.assumes,
        pairs.gap,
        pairs.gap_share
    from pairs
    inner join
        sampled_pairs
        on pairs.claim_id_a = sampled_pairs.claim_id_a
        and pairs.claim_id_b = sampled_pairs.claim_id_b

),

-- Each pair of classes is looked at from either side: who is new meets all who are known.
sides as (

    select question_id, tolerance, class_id, other_class_id, relation, rule, assumes
    from class_pairs

    union all

    select
        question_id,
        tolerance,
        other_class_id as class_id,
        class_id as other_class_id,
        relation,
        rule,
        assumes
    from class_pairs
    where class_id <> other_class_id

),

-- Twice the pairs: two of one day are met from both sides.
weighed as (

    select
        sides.question_id,
        sides.tolerance,
        classes.known_from,
        sides.relation,
        sides.rule,
        sides.assumes,
        classes.n_added
        * case
            when sides.class_id = sides.other_class_id
            then 2 * known.n_known - known.n_added - 1
            else 2 * known.n_known - known.n_added
        end as n_doubled
    from classes
    inner join sides on classes.class_id = sides.class_id
    inner join known on sides.other_class_id = known.class_id and classes.known_from = known.known_from

),

counted as (

    select
        question_id,
        tolerance,
        known_from,
        cast(sum(case when relation = 'agree' then n_doubled else 0 end) / 2 as bigint) as n_agree,
        cast(sum(case when relation = 'compatible' then n_doubled else 0 end) / 2 as bigint) as n_compatible,
        cast(sum(case when relation = 'conflict' then n_doubled else 0 end) / 2 as bigint) as n_conflict,
        cast(sum(case when rule = 'denial' then n_doubled else 0 end) / 2 as bigint) as n_denials,
        cast(sum(case when assumes is not null then n_doubled else 0 end) / 2 as bigint) as n_assuming
    from weighed
    group by question_id, tolerance, known_from

),

-- A gap is known from the first day on which both classes are.
gaps as (

    select
        class_pairs.question_id,
        class_pairs.tolerance,
        greatest(first_days.first_day, second_first_days.first_day) as known_from,
        max(class_pairs.gap) as widest_gap,
        max(class_pairs.gap_share) as widest_gap_share
    from class_pairs
    inner join first_days on class_pairs.class_id = first_days.class_id
    inner join second_first_days on class_pairs.other_class_id = second_first_days.class_id
    where class_pairs.gap is not null
    group by
        class_pairs.question_id,
        class_pairs.tolerance,
        greatest(first_days.first_day, second_first_days.first_day)

),

final as (

    select
        counted.*,
        gaps.widest_gap,
        gaps.widest_gap_share
    from counted
    left join
        gaps
        on counted.question_id = gaps.question_id
        and counted.tolerance = gaps.tolerance
        and counted.known_from = gaps.known_from

)

select * from final
