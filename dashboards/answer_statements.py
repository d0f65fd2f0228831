"""What the Compare page runs: SQL for DuckDB on questions and their answers, with named parameters."""

from __future__ import annotations

from collections.abc import Iterable

from dashboards import gaps
from dashboards.wording import SHARPNESS

# The answers as they stood on a day; without a day the present ones, with the questions that nobody answers. Put in
# order by few columns, and read whole where they are shown: kept in between, all would be read whole.
_STANDING = """
standing as not materialized (
    select * from marts.fct_answers where $known = ''
    union all by name
    select * exclude (version_id, valid_to)
    from marts.fct_answer_versions
    where valid_from <= try_cast($known as date) and coalesce(valid_to >= try_cast($known as date), true)
)
"""

_CONDITIONS = {
    "outlets": "list_contains($outlets, publisher)",
    "languages": "list_contains($languages, language)",
    "statuses": "list_contains($statuses, status)",
    "proofs": "list_contains($proofs, proof)",
    "claimants": "list_has_any(string_split(claimant_ids, '+'), $claimants)",
    "sides": "list_has_any(string_split(sides, '+'), $sides)",
}
"""What a claim must have, by the parameter that says so; one that is credited to several has the qualities of all."""

# Each word stands somewhere in a question or in its claims, with who prints them and whom they credit. What has no space
# stands in a text exactly if it stands in what the text has between two spaces: so each such word is looked at once.
FOUND = """
words as (select distinct unnest(string_split(strip_accents(lower(trim($search))), ' ')) as word),

printed as (
    select words.word as sought, unnest(string_split(printed.question_ids, ' ')) as question_id
    from marts.fct_question_words as printed
    inner join words on contains(strip_accents(lower(printed.word)), words.word)
    where $known = '' or printed.known_from <= try_cast($known as date)
),

found as (
    select question_id
    from printed
    group by question_id
    having count(distinct sought) = (select count(*) from words)
)
"""

# How far apart the widest conflict is, as `gaps.band` says it of one row.
_BAND = f"""
case
    when answers.verdict not in ('conflict', 'disputed') then ''
    when answers.verdict = 'disputed' or answers.widest_gap_share is null then 'unmeasured'
    when answers.widest_gap_share <= {gaps.NEAR} then 'near'
    else 'far'
end
"""

_PASSING_FILTERS = f"""
    ($topic = '' or answers.topic = $topic)
    and ($event = '' or answers.event_id = $event)
    and ($question = '' or answers.question_id = $question)
    and (len($verdicts) = 0 or list_contains($verdicts, answers.verdict))
    and (len($bands) = 0 or list_contains($bands, {_BAND}))
"""

# What is needed to put the answers in order, and no more: of very many few are shown, and only these are read whole.
_ORDERED = """
ordered as (
    select
        answers.question_id, answers.topic, answers.event_id, answers.verdict, answers.widest_gap_share,
        answers.n_documents, answers.n_claims, answers.n_conflict, answers.valid_from
    from standing as answers
    where {filters}
),

shown as (
    select answers.question_id
    from ordered as answers
    {in_order}
)
"""

_EVENTS_AND_TOPICS = """
left join marts.dim_events as events on answers.event_id = events.event_id
left join (select code, rowid as place from seeds.topics) as topics on answers.topic = topics.code
"""

_ANSWERS = f"""
select
    answers.question_id, answers.question, questions.definition, questions.scope,
    questions.share_of, wholes.question as share_of_question,
    answers.topic, answers.category, answers.event_id, events.name as event_name,
    answers.value_type, questions.cardinality, answers.unit, answers.basis, answers.stage,
    answers.n_claims, answers.n_documents, answers.n_claimants, answers.n_channels, answers.n_origins,
    answers.n_silent, answers.n_denied, answers.n_superseded, answers.valid_from,
    answers.low, answers.high, answers.low_open, answers.high_open,
    answers.core_low, answers.core_high, answers.core_low_open, answers.core_high_open, answers.core_support,
    answers.n_pairs, answers.n_agree, answers.n_compatible, answers.n_conflict, answers.n_not_comparable,
    answers.n_assuming, answers.n_self_contradictions,
    answers.verdict, answers.verdict_sensitive, answers.widest_gap, answers.widest_gap_share,
    (select count(*) from ordered) as n_passing
from standing as answers
inner join shown on answers.question_id = shown.question_id
inner join marts.dim_questions as questions on answers.question_id = questions.question_id
left join marts.dim_questions as wholes on questions.share_of = wholes.question_id
{_EVENTS_AND_TOPICS}
"""

_IN_TIME = "events.starts_on nulls last, events.name, answers.question_id"

ORDERS = {
    "": "answers.question_id",
    "sharpest": (
        f"list_position({list(SHARPNESS)!r}, answers.verdict) nulls last, "
        f"list_position({list(gaps.BANDS)!r}, {_BAND}) nulls last, "
        f"answers.n_documents desc, answers.n_conflict desc, {_IN_TIME}"
    ),
    "documents": f"answers.n_documents desc, answers.n_claims desc, {_IN_TIME}",
    "newest": f"answers.valid_from desc nulls last, {_IN_TIME}",
    "time": f"topics.place, {_IN_TIME}",
}
"""The orders in which questions can stand."""

FACETS = f"""
with {_STANDING},

counted as (
    select answers.topic, answers.verdict, answers.event_id, {_BAND} as band, count(*) as n
    from standing as answers
    group by all
)

select counted.topic, counted.verdict, counted.event_id, events.name as event_name, counted.band, counted.n
from counted
left join marts.dim_events as events on counted.event_id = events.event_id
order by
    events.starts_on nulls last, event_name, counted.event_id, counted.topic, counted.verdict, counted.band
"""

CLAIM_FACETS = """
select quality as facet, code, label, n_claims as n
from marts.fct_claim_qualities
order by facet, label, code
"""

FIRST_DAYS = "select min(valid_from) as first_day, max(valid_from) as last_day from marts.fct_answer_versions"

VERSIONS = """
select
    question_id, valid_from, valid_to, verdict, n_claims, n_documents, n_origins, value_type, unit, basis,
    core_low, core_high, core_low_open, core_high_open, core_support
from marts.fct_answer_versions
where question_id = $question
order by valid_from
"""


def answers(*, is_searched: bool, qualities: Iterable[str] = (), order: str = "", most: int | None = None) -> str:
    """The statement for the answers: it reads the words of all claims only if they are asked about.

    Args:
        is_searched: words are looked for.
        qualities: parameters that narrow the claims; what claims have together lets a question pass.
        order: of ORDERS.
        most: how many rows at most; None for all.
    """
    filters = _PASSING_FILTERS
    parts = [_STANDING, *([FOUND] if is_searched else ())]
    if is_searched:
        filters += "    and answers.question_id in (select question_id from found)\n"
    if qualities := tuple(qualities):
        passing = f"select question_id from marts.fct_answer_qualities where {_passing(qualities)}"
        filters += f"    and answers.question_id in ({passing})\n"
    cut = f"{_EVENTS_AND_TOPICS} order by {ORDERS[order]} limit {most}" if most is not None else ""
    parts.append(_ORDERED.format(filters=filters, in_order=cut))
    return f"with {', '.join(parts)} {_ANSWERS}order by {ORDERS[order]}"


def matching(qualities: Iterable[str]) -> str:
    """The statement for what claims on some questions have together and let them pass; `{of …}` as in `among`."""
    return f"""
select question_id, claimant_id, publisher as publisher_id, language, status, proof
from {{of marts.fct_answer_qualities}}
where {_passing(qualities)}
"""


def _passing(qualities: Iterable[str]) -> str:
    """The condition on rows of fct_answer_qualities: known in time, with each of the qualities asked for."""
    in_time = "($known = '' or known_from <= try_cast($known as date))"
    return " and ".join([in_time, *(_CONDITIONS[parameter] for parameter in qualities)])
