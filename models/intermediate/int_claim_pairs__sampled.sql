with

classes as (select * from {{ ref("int_claim_classes__grouped") }} where is_compared),

claims as (select * from {{ ref("int_claims__described") }}),

second_claims as (select * from {{ ref("int_claims__described") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }} where tolerance = {{ shown_tolerance() }}),

large_questions as (

    select question_id
    from claims
    group by question_id
    having count(*) > {{ var("max_claims_with_pairs") }}

),

-- Where intervals are sorted, nothing need be compared pair by pair.
weighed as (

    select
        question_id,
        class_id,
        other_claim_id,
        day_class,
        stage,
        as_of,
        as_of_earliest,
        as_of_latest,
        min(document_id) as document_id
    from classes
    where not is_swept
    group by question_id, class_id, other_claim_id, day_class, stage, as_of, as_of_earliest, as_of_latest

),

second_weighed as (select * from weighed),

days as (

    select question_id, day_class, stage, as_of, as_of_earliest, as_of_latest, min(document_id) as document_id
    from weighed
    group by question_id, day_class, stage, as_of, as_of_earliest, as_of_latest

),

spans as (select * from days where stage = 'stock' and as_of is null and day_class not like 'in %'),

dated as (select * from days where stage = 'stock' and (as_of is not null or day_class not like 'in %')),

-- Days meet themselves, and a span of days those near to it.
meeting_days as (

    select question_id, day_class as day_class_a, day_class as day_class_b from days

    union

    select
        spans.question_id,
        least(spans.day_class, dated.day_class) as day_class_a,
        greatest(spans.day_class, dated.day_class) as day_class_b
    from spans
    inner join dated on spans.question_id = dated.question_id and {{ is_day_shared("spans", "dated") }}

),

class_pairs as (

    select
        weighed.question_id,
        weighed.class_id,
        second_weighed.class_id as other_class_id,
        weighed.class_id as claim_id,
        case
            when weighed.class_id = second_weighed.class_id then weighed.other_claim_id else second_weighed.class_id
        end as other_claim_id
    from weighed
    inner join
        meeting_days
        on weighed.question_id = meeting_days.question_id
        and weighed.day_class = meeting_days.day_class_a
    inner join
        second_weighed
        on meeting_days.question_id = second_weighed.question_id
        and meeting_days.day_class_b = second_weighed.day_class
        and (meeting_days.day_class_a <> meeting_days.day_class_b or weighed.class_id <= second_weighed.class_id)

),

-- Where they are sorted, the lowest and the highest, and who denies, show how far the question is disputed.
swept as (

    select distinct classes.question_id, classes.day_class, classes.class_id, classes.is_denied
    from classes
    where classes.is_swept

),

placed as (

    select
        swept.*,
        row_number() over (
            partition by swept.question_id, swept.day_class, swept.is_denied
            order by readings.compared_high nulls last, swept.class_id
        ) as place_from_low,
        row_number() over (
            partition by swept.question_id, swept.day_class, swept.is_denied
            order by readings.compared_low desc nulls last, swept.class_id
        ) as place_from_high
    from swept
    inner join readings on swept.class_id = readings.claim_id

),

extremes as (select * from placed where place_from_low <= 5 or place_from_high <= 5),

second_extremes as (select * from extremes),

extreme_pairs as (

    select extremes.question_id, extremes.class_id as claim_id, second_extremes.class_id as other_claim_id
    from extremes
    inner join
        second_extremes
        on extremes.question_id = second_extremes.question_id
        and extremes.day_class = second_extremes.day_class
        and extremes.class_id < second_extremes.class_id

),

-- What one document says twice is compared as it stands: that it contradicts itself is a finding of its own.
document_pairs as (

    select claims.question_id, claims.claim_id, second_claims.claim_id as other_claim_id
    from claims
    inner join large_questions on claims.question_id = large_questions.question_id
    inner join
        second_claims
        on claims.question_id = second_claims.question_id
        and claims.document_id = second_claims.document_id
        and claims.claim_id < second_claims.claim_id

),

wanted as (

    select question_id, claim_id, other_claim_id, class_id, other_class_id
    from class_pairs
    where claim_id <> other_claim_id

    union all

    select
        question_id,
        claim_id,
        other_claim_id,
        cast(null as {{ dbt.type_string() }}) as class_id,
        cast(null as {{ dbt.type_string() }}) as other_class_id
    from extreme_pairs

    union all

    select
        question_id,
        claim_id,
        other_claim_id,
        cast(null as {{ dbt.type_string() }}) as class_id,
        cast(null as {{ dbt.type_string() }}) as other_class_id
    from document_pairs

),

final as (

    select
        question_id,
        least(claim_id, other_claim_id) as claim_id_a,
        greatest(claim_id, other_claim_id) as claim_id_b,
        max(class_id) as class_id,
        max(other_class_id) as other_class_id
    from wanted
    group by question_id, least(claim_id, other_claim_id), greatest(claim_id, other_claim_id)

)

select * from final
