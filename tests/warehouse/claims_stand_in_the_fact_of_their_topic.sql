-- A claim of a topic stands once in the fact of that topic, and in no other; context has no fact of its own.
-- Finds: one row per claim and topic where it is otherwise.
with

claims as (select * from {{ ref("fct_claims") }}),

facts as (

    select claim_id, 'exchanges' as topic from {{ ref("fct_exchanges") }}

    union all

    select claim_id, 'casualties' as topic from {{ ref("fct_casualties") }}

    union all

    select claim_id, 'children' as topic from {{ ref("fct_children_lists") }}

    union all

    select claim_id, 'talks' as topic from {{ ref("fct_talks") }}

),

expected as (select claim_id, topic from claims where topic <> 'context')

select
    coalesce(expected.claim_id, facts.claim_id) as claim_id,
    expected.topic as topic_of_claim,
    facts.topic as topic_of_fact,
    count(*) as n_rows
from expected
full outer join facts on expected.claim_id = facts.claim_id and expected.topic = facts.topic
group by 1, 2, 3
having count(*) > 1 or expected.topic is null or facts.topic is null
