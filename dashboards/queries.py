"""All SQL of the dashboard: a page asks by the name of a function, values are bound, results are cached.

Each function names the columns of its rows. A figure's bounds are in the question's unit and basis; for dates they
are days since 1970-01-01, and `_date` columns hold the same as calendar days.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboards.warehouse import Row, rows

Codes = dict[str, dict[str, Row]]
"""The code lists: list, then code, to its row of `label` and `description`."""


LISTS = (
    *("topics", "verdicts", "statuses", "proofs", "voices", "bases", "hedges", "relations", "pair_rules"),
    *("dismissal_reasons", "published_bases"),
)
"""The code lists that pages show the labels of; units come besides."""

# A unit has no description that a page needs, but a plural.
_CODES = " union all ".join(
    [
        "select 'units' as list, code, label, plural as description from seeds.units",
        *(f"select '{name}' as list, code, label, description from seeds.{name}" for name in LISTS),
    ]
)


_FACETS = """
select answers.question_id, answers.topic, answers.verdict, answers.event_id, events.name as event_name
from marts.fct_answers as answers
left join marts.dim_events as events on answers.event_id = events.event_id
order by events.starts_on nulls last, events.name, answers.question_id
"""

_ANSWERS = """
with

claimants as (
    select bridge.claim_id, string_agg(actors.name, ' ') as names
    from marts.bridge_claim_claimants as bridge
    left join marts.dim_actors as actors on bridge.claimant_id = actors.actor_id
    group by bridge.claim_id
),

words as (
    select
        claims.question_id,
        string_agg(concat_ws(' ', claims.quote, claims.value_label, publishers.name, claimants.names), ' ') as words
    from marts.fct_claims as claims
    left join marts.dim_documents as documents on claims.document_id = documents.document_id
    left join marts.dim_actors as publishers on documents.publisher = publishers.actor_id
    left join claimants on claims.claim_id = claimants.claim_id
    group by claims.question_id
),

searched as (
    select
        answers.*,
        questions.definition,
        questions.cardinality,
        events.name as event_name,
        strip_accents(
            lower(concat_ws(' ', answers.question, questions.definition, events.name, words.words))
        ) as haystack
    from marts.fct_answers as answers
    inner join marts.dim_questions as questions on answers.question_id = questions.question_id
    left join marts.dim_events as events on answers.event_id = events.event_id
    left join words on answers.question_id = words.question_id
)

select
    question_id, question, definition, topic, category, event_id, event_name,
    value_type, cardinality, unit, basis, stage,
    n_claims, n_documents, n_claimants, n_channels, n_origins, n_silent, n_denied,
    low, high, core_low, core_high, core_low_open, core_high_open, core_support,
    n_pairs, n_agree, n_compatible, n_conflict, n_not_comparable, n_assuming, n_self_contradictions,
    verdict, verdict_sensitive, widest_gap, widest_gap_share
from searched
where
    ($topic = '' or topic = $topic)
    and ($event = '' or event_id = $event)
    and ($question = '' or question_id = $question)
    and (len($verdicts) = 0 or list_contains($verdicts, verdict))
    and list_bool_and(
        list_transform(
            string_split(strip_accents(lower(trim($search))), ' '), lambda word: contains(haystack, word)
        )
    )
order by question_id
"""

_CLAIMS = """
with

claimants as (
    select
        bridge.claim_id,
        string_agg(coalesce(actors.name, bridge.claimant_id), ' and ' order by bridge.ordinal) as names
    from marts.bridge_claim_claimants as bridge
    left join marts.dim_actors as actors on bridge.claimant_id = actors.actor_id
    group by bridge.claim_id
),

relayed as (
    select claim_id, unnest(string_split(relayed_by, '+')) as actor_id
    from marts.fct_claims
    where relayed_by is not null
),

relayers as (
    select relayed.claim_id, string_agg(coalesce(actors.name, relayed.actor_id), ' and ' order by actors.name) as names
    from relayed
    left join marts.dim_actors as actors on relayed.actor_id = actors.actor_id
    group by relayed.claim_id
)

select
    claims.claim_id, claims.document_id, claims.question_id, claims.topic, claims.status, claims.polarity,
    claims.position, claims.quote, claims.char_start, claims.char_end, claims.text_edition,
    claims.digest_start, claims.digest_end, claims.proof, claims.proven_on,
    claims.value, claims.value_text, claims.hedge, claims.precision, claims.unit, claims.basis, claims.as_of,
    claims.has_interval, claims.is_silent, claims.is_denied, claims.value_label,
    claims.bound_low, claims.bound_high, claims.low_open, claims.high_open,
    claims.question_unit, claims.question_basis, claims.claimant_id, claims.voice, claims.note,
    claims.published_latest, claims.coder, claims.coded_on,
    hedges.low_end as hedge_low_end, hedges.high_end as hedge_high_end,
    hedges.low_open as hedge_low_open, hedges.high_open as hedge_high_open,
    coalesce(publishers.name, documents.publisher) as publisher,
    claimants.names as claimants, relayers.names as relayers,
    answers.question, answers.value_type, answers.verdict,
    claims.ambiguous, others.question as ambiguous_question
from marts.fct_claims as claims
inner join marts.fct_answers as answers on claims.question_id = answers.question_id
inner join marts.dim_documents as documents on claims.document_id = documents.document_id
left join marts.dim_actors as publishers on documents.publisher = publishers.actor_id
left join claimants on claims.claim_id = claimants.claim_id
left join relayers on claims.claim_id = relayers.claim_id
left join seeds.hedges as hedges on claims.hedge = hedges.code
left join marts.dim_questions as others on claims.ambiguous = others.question_id
where
    ($document = '' or claims.document_id = $document)
    and (len($questions) = 0 or list_contains($questions, claims.question_id))
order by
    claims.question_id, claims.is_silent, claims.is_denied, claims.value_text nulls first,
    claims.bound_low nulls first, claims.bound_high nulls last, publisher, claims.claim_id
"""

_PAIRS = """
select
    question_id, claim_id_a, claim_id_b, same_document, same_origin, relation, kind, rule, assumes,
    gap, gap_share, touching, overlap_width, difference
from marts.fct_claim_pairs
where list_contains($questions, question_id)
order by question_id, claim_id_a, claim_id_b
"""

_DOCUMENTS = """
select
    documents.document_id, coalesce(publishers.name, documents.publisher) as publisher, documents.title,
    documents.author, documents.place, documents.url, documents.archive_url, documents.language, documents.version,
    documents.published_earliest, documents.published_latest, documents.published_basis, documents.retrieved_on,
    coalesce(channels.name, documents.channel_id) as channel, documents.wire is not null as has_wire,
    documents.original_sha256, documents.note
from marts.dim_documents as documents
left join marts.dim_actors as publishers on documents.publisher = publishers.actor_id
left join marts.dim_actors as channels on documents.channel_id = channels.actor_id
order by publisher, documents.published_latest, documents.document_id
"""


_DISMISSED = """
select char_start, char_end, numeral, dismissal_reason, dismissal_note
from marts.fct_numeral_coverage
where document_id = $document and text_edition = $edition and is_dismissed
order by char_start
"""

_COVERAGE = """
select text_edition, source, numerals, coded, dismissed, proven_on
from raw.coverage
where document_id = $document
order by text_edition
"""


def codes() -> Codes:
    """The code lists by list and code: `label` and `description` (for units, the plural) as readers see them."""
    found: Codes = {}
    for row in rows(_CODES):
        found.setdefault(row["list"], {})[row["code"]] = row
    return found


def names() -> dict[str, str]:
    """The names of actors and places by slug."""
    actors, places = (
        rows("select actor_id, name from marts.dim_actors"),
        rows("select place_id, name from marts.dim_places"),
    )
    return {row["actor_id"]: row["name"] for row in actors} | {row["place_id"]: row["name"] for row in places}


def facets() -> list[Row]:
    """One row per question, events in order of time: question_id, topic, verdict, event_id, event_name."""
    return rows(_FACETS)


def answers(
    *, topic: str = "", event: str = "", verdicts: tuple[str, ...] = (), search: str = "", question: str = ""
) -> list[Row]:
    """The questions that the filters let through, one row each, with the columns of fct_answers.

    Args:
        topic: code of a topic; here as below, an empty value does not filter.
        event: event_id.
        verdicts: codes of verdicts, any of which may hold.
        search: words that must all stand in the question, its figures, their quotes, publishers or claimants.
        question: one question_id.
    """
    words = " ".join(search.split())
    return rows(_ANSWERS, topic=topic, event=event, verdicts=verdicts, search=words, question=question)


def claims_on(question_ids: Iterable[str]) -> dict[str, list[Row]]:
    """The claims on each of some questions: the lowest interval first, then denials, then silence."""
    return _by_question(_CLAIMS, question_ids, document="")


def pairs_on(question_ids: Iterable[str]) -> dict[str, list[Row]]:
    """The compared pairs of claims on each of some questions."""
    return _by_question(_PAIRS, question_ids)


def claims_in(document_id: str) -> list[Row]:
    """The claims of one document, in the order of its questions."""
    return rows(_CLAIMS, document=document_id, questions=())


def documents() -> list[Row]:
    """The passports: one row per document, by publisher."""
    return rows(_DOCUMENTS)


def digest(document_id: str) -> str | None:
    """Our own retelling of a document; None where there is none."""
    found = rows(
        "select text from raw.texts where document_id = $document and text_edition = 'digest'", document=document_id
    )
    return str(found[0]["text"]) if found else None


def dismissed(document_id: str, edition: str) -> list[Row]:
    """The numerals of an edition that are no claim: char_start, char_end, numeral, dismissal_reason, dismissal_note."""
    return rows(_DISMISSED, document=document_id, edition=edition)


def coverage(document_id: str) -> list[Row]:
    """How many numerals of each edition are coded and dismissed, counted in this build or recorded before."""
    return rows(_COVERAGE, document=document_id)


def document_of(claim_id: str) -> str | None:
    """The document that a claim stands in; None for an unknown claim."""
    found = rows("select document_id from marts.fct_claims where claim_id = $claim", claim=claim_id)
    return str(found[0]["document_id"]) if found else None


def retired(claim_id: str) -> Row | None:
    """What became of a claim that is no more: retired_on, reason, successor; None for one never known."""
    found = rows("select * from raw.retired_claims where claim_id = $claim", claim=claim_id)
    return found[0] if found else None


def load() -> Row | None:
    """What was read for this publication: loaded_at (UTC), n_documents, n_claims."""
    found = rows("select loaded_at, n_documents, n_claims from raw.loads")
    return found[0] if found else None


def _by_question(statement: str, question_ids: Iterable[str], **parameters: str) -> dict[str, list[Row]]:
    """Run a statement for some questions (none: no rows) and sort its rows by question."""
    wanted = tuple(question_ids)
    found: dict[str, list[Row]] = {question_id: [] for question_id in wanted}
    for row in rows(statement, questions=wanted, **parameters) if wanted else ():
        found[row["question_id"]].append(row)
    return found
