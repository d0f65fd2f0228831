-- What most origins allow lies within what any assertion allows. Finds: one row per question where it does not.
with

answers as (select * from {{ ref("fct_answers") }})

select question_id, low, high, core_low, core_high, core_support
from answers
where
    (low is not null and (core_low is null or core_low < low))
    or (high is not null and (core_high is null or core_high > high))
    or core_support > n_origins
