-- What fct_promises says of a promise is what the version of its account says that still stands; what is outstanding is
-- promised less delivered, and never below zero. Finds: one row per promise and party of which that is not true.
with

promises as (select * from {{ ref("fct_promises") }}),

versions as (select * from {{ ref("fct_promise_versions") }} where valid_to is null)

select
    coalesce(promises.promise_question_id, versions.promise_question_id) as promise_question_id,
    coalesce(promises.direction, versions.direction) as direction,
    coalesce(promises.party, versions.party) as party,
    promises.delivered_low,
    promises.delivered_high,
    promises.outstanding_low,
    promises.outstanding_high
from promises
full outer join
    versions
    on promises.promise_question_id = versions.promise_question_id
    and promises.direction = versions.direction
    and promises.party = versions.party
where
    promises.n_deliveries is distinct from versions.n_deliveries
    or promises.delivered_low is distinct from versions.delivered_low
    or promises.delivered_high is distinct from versions.delivered_high
    or promises.outstanding_low is distinct from versions.outstanding_low
    or promises.outstanding_high is distinct from versions.outstanding_high
    or promises.outstanding_low < 0
    or promises.outstanding_low > promises.outstanding_high
    or (
        promises.promised_low - promises.delivered_high is not null
        and promises.outstanding_low <> greatest(promises.promised_low - promises.delivered_high, 0)
    )
    or (
        promises.promised_high - promises.delivered_low is not null
        and promises.outstanding_high <> greatest(promises.promised_high - promises.delivered_low, 0)
    )
