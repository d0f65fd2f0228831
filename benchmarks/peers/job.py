"""The job in SQL, one table from the other, for whoever runs it: DuckDB by hand, SQLMesh, Parley's daily build.

What comes in: `claims`, one row per claim with an interval: question_id, document_id, low, high (NULL: no such end),
low_open, high_open. What goes out: `answers`, one row per question, with the columns of `COLUMNS`.

- Envelope: the least low and the greatest high; NULL where an end is missing.
- Core: the narrowest stretch that most claims allow, and how many do; of equally narrow ones the lowest.
- Pairs: all pairs of claims, by count: the same interval agrees, what overlaps otherwise is compatible, what is apart
  conflicts. Counted by a sweep over sorted ends, never by listing pairs.
- Verdict: conflict if any pair conflicts, else single for one document, else compatible if any pair is, else agree.
"""

from __future__ import annotations

import re

COLUMNS = (
    *("question_id", "n_claims", "n_documents", "low", "high", "core_low", "core_high", "core_support"),
    *("n_agree", "n_compatible", "n_conflict", "verdict"),
)

# Figures repeat, so the distinct intervals of a question are few: all that follows reads them, and not the claims.
INTERVALS = """
select question_id, low, high, low_open, high_open, count(*) as n_claims
from claims
group by question_id, low, high, low_open, high_open
"""

ENVELOPES = """
with
documents as (select question_id, count(distinct document_id) as n_documents from claims group by question_id),
bounds as (
    select
        question_id,
        cast(sum(n_claims) as bigint) as n_claims,
        case when count(low) = count(*) then min(low) end as low,
        case when count(high) = count(*) then max(high) end as high
    from intervals
    group by question_id
)
select bounds.question_id, bounds.n_claims, documents.n_documents, bounds.low, bounds.high
from bounds
inner join documents on bounds.question_id = documents.question_id
"""

# A position is a number and a step: 0 at it, 1 just after it. An interval begins at its position and ends before it.
ENDS = """
with
both_ends as (
    select
        question_id,
        coalesce(low, cast('-infinity' as double)) as position,
        case when low_open then 1 else 0 end as step,
        n_claims as n_starts,
        0 as n_ends
    from intervals
    union all
    select
        question_id,
        coalesce(high, cast('infinity' as double)) as position,
        case when high_open then 0 else 1 end as step,
        0 as n_starts,
        n_claims as n_ends
    from intervals
)
select
    question_id,
    position,
    step,
    cast(sum(n_starts) as bigint) as n_starts,
    cast(sum(n_ends) as bigint) as n_ends
from both_ends
group by question_id, position, step
"""

CORES = """
with
depths as (
    select
        question_id,
        position,
        step,
        sum(n_starts - n_ends) over (partition by question_id order by position, step) as support,
        lead(position) over (partition by question_id order by position, step) as next_position
    from ends
    where n_starts <> n_ends
),
ranked as (
    select
        *,
        row_number() over (
            partition by question_id order by support desc, next_position - position, position, step
        ) as place
    from depths
    where support > 0
)
select
    question_id,
    case when position > cast('-infinity' as double) then position end as core_low,
    case when next_position < cast('infinity' as double) then next_position end as core_high,
    cast(support as bigint) as core_support
from ranked
where place = 1
"""

# What has ended at or before the place where a claim begins is apart from it.
PAIRS = """
with
ended as (
    select
        question_id,
        n_starts,
        sum(n_ends) over (partition by question_id order by position, step) as n_ended
    from ends
),
apart as (
    select question_id, cast(sum(n_starts * n_ended) as bigint) as n_conflict from ended group by question_id
),
same as (
    select
        question_id,
        cast(sum(n_claims) as bigint) as n_claims,
        cast(sum(n_claims * (n_claims - 1) / 2) as bigint) as n_agree
    from intervals
    group by question_id
)
select
    same.question_id,
    same.n_agree,
    cast(same.n_claims * (same.n_claims - 1) / 2 as bigint) - same.n_agree - apart.n_conflict as n_compatible,
    apart.n_conflict
from same
inner join apart on same.question_id = apart.question_id
"""

ANSWERS = """
select
    envelopes.*,
    cores.core_low,
    cores.core_high,
    cores.core_support,
    pairs.n_agree,
    pairs.n_compatible,
    pairs.n_conflict,
    case
        when pairs.n_conflict > 0 then 'conflict'
        when envelopes.n_documents = 1 then 'single'
        when pairs.n_compatible > 0 then 'compatible'
        else 'agree'
    end as verdict
from envelopes
inner join cores on envelopes.question_id = cores.question_id
inner join pairs on envelopes.question_id = pairs.question_id
"""

TABLES = {
    "intervals": INTERVALS,
    "envelopes": ENVELOPES,
    "ends": ENDS,
    "cores": CORES,
    "pairs": PAIRS,
    "answers": ANSWERS,
}
"""Each table by its statement, in an order in which each finds what it reads."""

_READ = re.compile(rf"\b(from|join) ({'|'.join(('claims', *TABLES))})\b")


def tables_read(statement: str) -> tuple[str, ...]:
    """Which tables of the job a statement reads, claims among them."""
    return tuple(dict.fromkeys(match[1] for match in _READ.findall(statement)))


def in_schema(statement: str, schema: str) -> str:
    """The statement with the tables of the job in a schema, under their own names."""
    return _READ.sub(rf"\1 {schema}.\2 as \2", statement)
