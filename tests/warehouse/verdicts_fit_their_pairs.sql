-- A verdict never says less than the worst pair: where a denial or a conflict stands, no verdict passes over it, and
-- where all agrees, no pair is short of that. Finds: one row per question where it is otherwise.
with

answers as (select * from {{ ref("fct_answers") }})

select question_id, verdict, n_claims, n_origins, n_agree, n_compatible, n_conflict, n_not_comparable
from answers
where
    (n_conflict > 0 and verdict not in ('disputed', 'conflict', 'silent'))
    or (n_conflict = 0 and verdict in ('disputed', 'conflict'))
    or (verdict = 'agree' and (n_agree = 0 or n_compatible > 0))
    or (verdict = 'compatible' and n_compatible = 0)
    or (verdict in ('agree', 'compatible', 'not_comparable') and n_origins < 2)
    or (verdict = 'not_comparable' and n_agree + n_compatible > 0)
