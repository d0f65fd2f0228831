"""What the Compare page runs: SQL for DuckDB on questions and their answers, with named parameters."""

from __future__ import annotations

from collections.abc import Iterable

from dashboards import gaps
from dashboards.wording import SHARPNESS

_CONDITIONS = {
    "outlets": "list_contains($outlets, publisher)",
    "languages": "list_contains($languages, language)",
    "statuses": "list_contains($statuses, status)",
    "proofs": "list_contains($proofs, proof)",
    "claimants": "list_has_any(string_split(claimant_ids, '+'), $claimants)",
    "sides": "list_has_any(string_split(sides, '+'), $sides)",
}
"""What a claim must have, by the parameter that says so; one that is credited to several has the qualities of all."""

# Each word stands somewhere in a question or in its claims, with who prints them and whom they credit. What has no
# space stands in a text exactly if it stands in what the text has between two spaces: so each such word is looked at
# once, and its questions are read only if one of the words sought stands in it.
_FOUND = """
sought as (select distinct unnest([{words}]) as word),

printed as (
    select word, question_ids
    from marts.fct_question_words
    where ($known = '' or known_from <= try_cast($known as date)) and ({is_sought})
),

places as (
    select distinct sought.word, unnest(string_split(printed.question_ids, ' ')) as question_id
    from printed
    inner join sought on contains(strip_accents(lower(printed.word)), sought.word)
),

found as (
    select question_id
    from places
    group by question_id
    having count(*) = (select count(*) from sought)
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

_EVENTS_AND_TOPICS = """
left join marts.dim_events as events on answers.event_id = events.event_id
left join (select code, rowid as place from seeds.topics) as topics on answers.topic = topics.code
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

_FACETS = f"""
with

counted as (
    select answers.topic, answers.verdict, answers.event_id, {_BAND} as band, count(*) as n
    from {{table}} as answers
    where {{stands}}
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


def facets(*, is_known: bool) -> str:
    """The statement for how many questions share topic, verdict, event and distance of a conflict.

    Args:
        is_known: as they stood on the day `$known`, which is empty otherwise; so below.
    """
    table, stands = _standing(is_known=is_known)
    return _FACETS.format(table=table, stands=stands)


def ranked(
    *, is_known: bool, n_words: int = 0, qualities: Iterable[str] = (), order: str = "", most: int | None = None
) -> str:
    """The statement for which questions pass, in order, and how many in all: few columns, so that it is soon planned.

    Args:
        is_known: as in `facets`.
        n_words: how many words are looked for: `$word_0` and so on.
        qualities: parameters that narrow the claims; what claims have together lets a question pass.
        order: of ORDERS.
        most: how many rows at most; None for all.
    """
    table, stands = _standing(is_known=is_known)
    filters = [stands, _PASSING_FILTERS]
    if n_words:
        filters.append("answers.question_id in (select question_id from found)")
    if qualities := tuple(qualities):
        passing = f"select question_id from marts.fct_answer_qualities where {_passing(qualities)}"
        filters.append(f"answers.question_id in ({passing})")
    return f"""
with

{found(n_words) + "," if n_words else ""}

passing as materialized (
    select
        answers.question_id, answers.topic, answers.event_id, answers.verdict, answers.widest_gap_share,
        answers.n_documents, answers.n_claims, answers.n_conflict, answers.valid_from
    from {table} as answers
    where {" and ".join(filters)}
)

select answers.question_id, (select count(*) from passing) as n_passing
from passing as answers
{_EVENTS_AND_TOPICS}
order by {ORDERS[order]}
{"" if most is None else f"limit {most}"}
"""


def answers(*, is_known: bool) -> str:
    """The statement for some answers, whole; `{of …}` as in `among`, `is_known` as in `facets`."""
    table, stands = _standing(is_known=is_known)
    return f"""
select
    answers.question_id, answers.question, questions.definition, questions.scope, questions.share_of,
    answers.topic, answers.category, answers.event_id, events.name as event_name,
    answers.value_type, questions.cardinality, answers.unit, answers.basis, answers.stage,
    answers.n_claims, answers.n_documents, answers.n_claimants, answers.n_channels, answers.n_origins,
    answers.n_silent, answers.n_denied, answers.n_superseded, answers.valid_from,
    answers.low, answers.high, answers.low_open, answers.high_open,
    answers.core_low, answers.core_high, answers.core_low_open, answers.core_high_open, answers.core_support,
    answers.n_pairs, answers.n_agree, answers.n_compatible, answers.n_conflict, answers.n_not_comparable,
    answers.n_assuming, answers.n_self_contradictions,
    answers.verdict, answers.verdict_sensitive, answers.widest_gap, answers.widest_gap_share
from {{of {table}}} as answers
inner join {{of marts.dim_questions}} as questions on answers.question_id = questions.question_id
left join marts.dim_events as events on answers.event_id = events.event_id
where {stands}
"""


def found(n_words: int) -> str:
    """The CTE `found`, the questions in which words stand, with those that it needs.

    Args:
        n_words: how many words are looked for, none of which has a space: `$word_0` and so on.
    """
    words = [f"strip_accents(lower($word_{at}))" for at in range(n_words)]
    is_sought = " or ".join(f"contains(strip_accents(lower(word)), {word})" for word in words)
    return _FOUND.format(words=", ".join(words), is_sought=is_sought)


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


def _standing(*, is_known: bool) -> tuple[str, str]:
    """The table of the answers that stand now, or stood on the day `$known`, and the condition on its rows."""
    if not is_known:
        return "marts.fct_answers", "$known = ''"
    since = "answers.valid_from <= try_cast($known as date)"
    return "marts.fct_answer_versions", f"{since} and coalesce(answers.valid_to >= try_cast($known as date), true)"
