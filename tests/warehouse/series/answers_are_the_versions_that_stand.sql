-- What fct_answers says of a question is what the version of its answer says that still stands.
-- Finds: one row per answered question where they differ, or that only one of both tables holds.
with

answers as (select * from {{ ref("fct_answers") }} where n_claims > 0),

versions as (select * from {{ ref("fct_answer_versions") }} where valid_to is null)

select
    coalesce(answers.question_id, versions.question_id) as question_id,
    answers.verdict,
    versions.verdict as version_verdict,
    answers.n_claims,
    versions.n_claims as version_n_claims
from answers
full outer join versions on answers.question_id = versions.question_id
where
    answers.n_claims is distinct from versions.n_claims
    or answers.n_origins is distinct from versions.n_origins
    or answers.n_pairs is distinct from versions.n_pairs
    or answers.n_conflict is distinct from versions.n_conflict
    or answers.verdict is distinct from versions.verdict
    or answers.low is distinct from versions.low
    or answers.high is distinct from versions.high
    or answers.core_low is distinct from versions.core_low
    or answers.core_high is distinct from versions.core_high
