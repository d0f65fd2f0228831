-- No interval is empty, and each claim has one reading that is shown. Finds: one row per empty interval (a domain_low
-- above the figure, a range the wrong way round) and per claim that would be shown more than once or not at all.
with

readings as (select * from {{ ref("int_claim_readings__bounded") }})

select claim_id, tolerance, reading, compared_low, compared_high
from readings
where
    compared_low > compared_high
    or (compared_low = compared_high and (compared_low_open or compared_high_open))

union all

select
    claim_id,
    tolerance,
    concat_ws(' ', 'shown', sum(case when is_literal then 1 else 0 end), 'times') as reading,
    null as compared_low,
    null as compared_high
from readings
group by claim_id, tolerance
having sum(case when is_literal then 1 else 0 end) <> 1
