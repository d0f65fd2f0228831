"""The longer statements that `queries` runs: SQL for DuckDB, with named parameters."""

from __future__ import annotations

LISTS = (
    *("topics", "verdicts", "statuses", "proofs", "voices", "bases", "hedges", "relations", "pair_rules"),
    *("dismissal_reasons", "published_bases", "parties", "directions", "delivery_positions"),
    *("correction_actions", "correction_statuses", "superseded_bases"),
)
"""The code lists that pages show the labels of; units come besides."""

# A unit has no description that a page needs, but a plural.
CODES = " union all ".join(
    [
        "select 'units' as list, code, label, plural as description from seeds.units",
        *(f"select '{name}' as list, code, label, description from seeds.{name}" for name in LISTS),
    ]
)

_OWN = """
    claim_id, document_id, question_id, topic, status, polarity, position, quote, gloss, language,
    char_start, char_end, text_edition, digest_start, digest_end, proof, proven_on,
    value, value_high, value_high_date, value_text, hedge, hedge_low, hedge_high, precision, unit, basis,
    as_of, said_on, tells_from, tells_until, identified_by, corrected,
    superseded_by_claim_id, superseded_on, superseded_basis, has_interval, is_silent, is_denied, value_label,
    bound_low, bound_high, low_open, high_open, question_unit, question_basis, origin_id, claimant_id, voice, note,
    published_latest, coder, coded_on, publisher, claimant_names, relayer_names, ambiguous
"""
"""The columns of fct_claims that pages show: of seventy, each one that is left out shortens the plan."""

# `claim_rows.whole` adds what other tables say; the names of publishers are here since claims stand in their order.
_SHOWN = """
select
    claims.* exclude (value_high, value_high_date, publisher, claimant_names, relayer_names)
    replace (
        coalesce(identifiers.name, claims.identified_by) as identified_by,
        case when $known = '' or claims.superseded_on <= try_cast($known as date) then claims.superseded_by_claim_id end
            as superseded_by_claim_id
    ),
    claims.value_high is not null or claims.value_high_date is not null as has_upper,
    claims.value as printed_low, coalesce(claims.value_high, claims.value) as printed_high,
    coalesce(publishers.name, claims.publisher) as publisher, claims.publisher as publisher_id,
    claims.claimant_names as claimants, claims.relayer_names as relayers
from claims
left join marts.dim_actors as publishers on claims.publisher = publishers.actor_id
left join marts.dim_actors as identifiers on claims.identified_by = identifiers.actor_id
order by
    claims.question_id, claims.is_silent, claims.is_denied, claims.value_text nulls first,
    claims.bound_low nulls first, claims.bound_high nulls last, publisher, claims.claim_id
"""

# Of a question with very many claims first those whose pairs are listed as the widest apart, then one of each figure:
# the least ids of each are picked without putting all claims of the question in order.
CHOSEN = """
with

asked as (
    select claim_id, question_id, value_label
    from {of marts.fct_claims: claim_id, question_id, value_label, published_latest}
    where $known = '' or published_latest <= try_cast($known as date)
),

witnesses as (
    select unnest([claim_id_a, claim_id_b]) as claim_id
    from {of marts.fct_claim_pairs: claim_id_a, claim_id_b, is_witness, relation}
    where is_witness and relation = 'conflict'
),

placed as (
    select question_id, unnest(claim_ids) as claim_id, unnest(range(len(claim_ids))) as place
    from (select question_id, min(claim_id, $most) as claim_ids from asked group by question_id, value_label)
    union all
    select question_id, claim_id, -1 as place
    from asked
    where claim_id in (select claim_id from witnesses)
),

chosen as (
    select claim_id
    from placed
    group by question_id, claim_id
    qualify row_number() over (partition by question_id order by min(place), claim_id) <= $most
)

select claim_id from chosen order by claim_id
"""

CLAIMS = f"""
with

claims as materialized (
    select * from {{of marts.fct_claims: {_OWN.strip()}}} where claim_id in (select unnest($claims))
)

{_SHOWN}
"""

CLAIMS_BY_ID = f"""
with

claims as materialized (select {_OWN.strip()} from marts.fct_claims where claim_id in ({{ids}}))

{_SHOWN}
"""

PAIRS = """
select
    question_id, claim_id_a, claim_id_b, same_document, same_origin, relation, kind, rule, assumes,
    gap, gap_share, touching, overlap_width, difference
from {of marts.fct_claim_pairs}
where
    question_id = question_id_b
    and ($known = '' or known_from <= try_cast($known as date))
order by question_id, claim_id_a, claim_id_b
"""

DEFINITIONS = """
select
    apart.question_id, apart.other_question_id as other_id, others.question, others.definition, others.scope,
    sum(apart.n_pairs)::bigint as n_pairs, answers.value_type, answers.unit, answers.basis, answers.low, answers.high
from {of marts.fct_defined_apart} as apart
inner join marts.dim_questions as others on apart.other_question_id = others.question_id
inner join marts.fct_answers as answers on apart.other_question_id = answers.question_id
where
    ($known = '' or apart.known_from <= try_cast($known as date))
group by all
order by apart.question_id, others.question
"""

_PASSPORTS = """
select
    documents.document_id, coalesce(publishers.name, documents.publisher) as publisher, documents.title,
    documents.author, documents.place, documents.url, documents.archive_url, documents.language, documents.version,
    documents.published_earliest, documents.published_latest, documents.published_basis, documents.retrieved_on,
    coalesce(channels.name, documents.channel_id) as channel, documents.wire is not null as has_wire,
    documents.original_sha256, documents.note, documents.n_claims, documents.has_digest
from marts.dim_documents as documents
left join marts.dim_actors as publishers on documents.publisher = publishers.actor_id
left join marts.dim_actors as channels on documents.channel_id = channels.actor_id
"""

DOCUMENT = f"{_PASSPORTS} where documents.document_id = $document"

# The list lies in its order: of a million documents its first part is read.
DOCUMENTS = f"{_PASSPORTS} where documents.place_in_list <= $most order by documents.place_in_list"

FOUND_DOCUMENTS = f"""
{_PASSPORTS}
where
    list_bool_and(
        list_transform(
            string_split(strip_accents(lower($search)), ' '),
            lambda word: contains(
                strip_accents(
                    lower(
                        concat_ws(' ', documents.document_id, publishers.name, documents.title, documents.url)
                    )
                ),
                word
            )
        )
    )
order by documents.place_in_list
limit $most
"""

# A reader who asks for nothing sees a text with many marks rather than the first name of the alphabet.
BUSIEST_DOCUMENT = """
select document_id from marts.dim_documents order by has_digest desc, n_claims desc, document_id limit 1
"""

DISMISSED = """
select char_start, char_end, numeral, dismissal_reason, dismissal_note
from marts.fct_numeral_coverage
where document_id = $document and text_edition = $edition and is_dismissed
order by char_start
"""

COVERAGE = """
select text_edition, source, numerals, coded, dismissed, proven_on
from raw.coverage
where document_id = $document
order by text_edition
"""
