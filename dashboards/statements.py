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

_CONVERTED = "coalesce(units.multiplier, 1) / coalesce(units.divisor, 1) * coalesce(bases.factor, 1)"
"""What takes a printed figure to the unit and the basis of its question."""

# An end may have a hedge of its own: about a hundred at most.
_WHOLE = f"""
select
    claims.claim_id, claims.document_id, claims.question_id, claims.topic, claims.status, claims.polarity,
    claims.position, claims.quote, claims.gloss, claims.language,
    claims.char_start, claims.char_end, claims.text_edition, claims.digest_start, claims.digest_end,
    claims.proof, claims.proven_on,
    claims.value, claims.value_text, claims.hedge, claims.hedge_low, claims.hedge_high, claims.precision,
    claims.unit, claims.basis, claims.as_of, claims.said_on, claims.tells_from, claims.tells_until,
    coalesce(identifiers.name, claims.identified_by) as identified_by, claims.corrected,
    case when $known = '' or claims.superseded_on <= try_cast($known as date) then claims.superseded_by_claim_id end
        as superseded_by_claim_id,
    claims.superseded_on, claims.superseded_basis,
    claims.has_interval, claims.is_silent, claims.is_denied, claims.value_label,
    claims.bound_low, claims.bound_high, claims.low_open, claims.high_open,
    claims.question_unit, claims.question_basis, claims.origin_id, claims.claimant_id, claims.voice, claims.note,
    claims.published_latest, claims.coder, claims.coded_on,
    claims.value_high is not null or claims.value_high_date is not null as has_upper,
    claims.value * {_CONVERTED} as printed_low,
    coalesce(claims.value_high, claims.value) * {_CONVERTED} as printed_high,
    coalesce(lowers.low_end, hedges.low_end) as hedge_low_end,
    coalesce(lowers.low_open, hedges.low_open) as hedge_low_open,
    coalesce(uppers.high_end, if(has_upper, 'printed', hedges.high_end)) as hedge_high_end,
    coalesce(uppers.high_open, if(has_upper, false, hedges.high_open)) as hedge_high_open,
    coalesce(publishers.name, claims.publisher) as publisher, claims.publisher as publisher_id,
    claims.claimant_names as claimants, claims.relayer_names as relayers,
    answers.question, answers.value_type, answers.verdict,
    claims.ambiguous, others.question as ambiguous_question
from claims
inner join marts.fct_answers as answers on claims.question_id = answers.question_id
left join marts.dim_actors as publishers on claims.publisher = publishers.actor_id
left join marts.dim_actors as identifiers on claims.identified_by = identifiers.actor_id
left join seeds.hedges as hedges on claims.hedge = hedges.code
left join seeds.hedges as lowers on claims.hedge_low = lowers.code
left join seeds.hedges as uppers on claims.hedge_high = uppers.code
left join seeds.unit_conversions as units
    on claims.unit = units.unit_from and claims.question_unit = units.unit_to
left join seeds.basis_conversions as bases
    on claims.basis = bases.basis_from and claims.question_basis = bases.basis_to
left join marts.dim_questions as others on claims.ambiguous = others.question_id
order by
    claims.question_id, claims.is_silent, claims.is_denied, claims.value_text nulls first,
    claims.bound_low nulls first, claims.bound_high nulls last, publisher, claims.claim_id
"""

# Only what is asked for is read: claims lie by question, so a page costs what it shows, not what the warehouse holds.
CLAIMS = f"""
with

asked as materialized (
    select claim_id, question_id, is_denied, value_label
    from {{of marts.fct_claims}}
    where $known = '' or published_latest <= try_cast($known as date)
),

-- Of a question with very many claims first those whose pairs are listed as the widest apart, then one of each figure.
witnesses as (
    select unnest([claim_id_a, claim_id_b]) as claim_id
    from {{of marts.fct_claim_pairs}}
    where is_witness and relation = 'conflict'
),

alike as (
    select
        claim_id, question_id,
        row_number() over (partition by question_id, is_denied, value_label order by claim_id) as place,
        claim_id in (select claim_id from witnesses) as is_witness
    from asked
),

chosen as materialized (
    select claim_id
    from alike
    qualify
        row_number() over (partition by question_id order by is_witness desc, place, claim_id) <= $most
),

claims as materialized (
    select * from {{of marts.fct_claims}} where claim_id in (select claim_id from chosen)
)

{_WHOLE}
"""

CLAIMS_BY_ID = f"""
with

claims as materialized (select * from marts.fct_claims where claim_id in ({{ids}}))

{_WHOLE}
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
