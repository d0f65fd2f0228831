-- Every line of the ledger is in fct_corrections; a correction of our coding that was not withdrawn is applied and
-- guarded, on a claim that says so; a flag changes nothing, and no claim is corrected without a line.
-- Finds: one row per line or claim of which that is not true.
with

ledger_lines as (select * from {{ ref("stg_corrections") }}),

corrections as (select * from {{ ref("fct_corrections") }}),

claims as (select * from {{ ref("fct_claims") }})

select
    ledger_lines.correction_id,
    ledger_lines.claim_id,
    corrections.guard,
    corrections.applied,
    claims.corrected
from ledger_lines
left join corrections on ledger_lines.correction_id = corrections.correction_id
left join claims on corrections.claim_id = claims.claim_id
where
    corrections.correction_id is null
    or corrections.applied <> (corrections.action = 'recode' and corrections.status <> 'withdrawn')
    or (corrections.guard = 'holds') <> (corrections.status <> 'withdrawn')
    or (corrections.applied and not coalesce(claims.corrected, false))

union all

select
    cast(null as {{ dbt.type_string() }}) as correction_id,
    claims.claim_id,
    cast(null as {{ dbt.type_string() }}) as guard,
    false as applied,
    claims.corrected
from claims
where claims.corrected and claims.claim_id not in (select claim_id from corrections where applied)
