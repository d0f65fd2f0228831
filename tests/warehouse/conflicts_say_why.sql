-- A conflict shows how far apart the two are, who differs, or that one denies; nothing else shows a gap.
-- And each relation is the one that its rule gives. Finds: one row per pair where it is otherwise.
with

pairs as (select * from {{ ref("fct_claim_pairs") }}),

pair_rules as (select * from {{ ref("pair_rules") }})

select pairs.pair_id, pairs.relation, pairs.rule, pairs.gap, pairs.difference
from pairs
inner join pair_rules on pairs.rule = pair_rules.code
where
    pairs.relation <> pair_rules.relation
    or (pairs.relation = 'conflict' and pairs.gap is null and pairs.difference is null and pairs.rule <> 'denial')
    or ((pairs.gap is not null or pairs.touching is not null) and pairs.rule <> 'disjoint')
    or (pairs.assumes is not null and pairs.relation = 'not_comparable')
