"""Part of the suite corpus: has every figure the words that carry it, or a source row in their place?"""

from __future__ import annotations

from expectations.check import Check, RowRule

CHECKS = (
    Check(
        check_id="quote-left-out",
        table="marts.fct_claims",
        column="quote",
        lists="claims without a quote whose document is held, or whose note does not name a source row",
        rule=RowRule(
            judged="""
                select claims.claim_id, claims.document_id, claims.question_id, claims.value_label,
                    documents.has_digest or documents.has_original as has_text, claims.note,
                    len(regexp_extract_all(coalesce(claims.note, ''), '(?i)\\brows?\\s+[a-z]+[0-9]+')) as n_rows
                from {batch} as claims
                inner join marts.dim_documents as documents on claims.document_id = documents.document_id
                where claims.quote is null
            """,
            fails="has_text or n_rows < $minimum",
            limits={"minimum": 1},
            observed=("count(distinct document_id) || ' documents'",),
        ),
        threshold="no text held, and at least $minimum source row in the note",
        reason=(
            "Without the words and without the row that it was taken from, nobody can look a figure up again. Where a "
            "text is held, its words are there to be quoted."
        ),
        remedy=(
            "Quote the phrase in corpus/claims/<document>.csv; without a text name the row of the source in the note: "
            "row E034."
        ),
    ),
    Check(
        check_id="gloss-of-foreign-quotes",
        table="marts.fct_claims",
        column="gloss",
        lists="quotes in another language than English without an English gloss, and glosses that are too long",
        rule=RowRule(
            judged="""
                select claims.claim_id, claims.document_id, claims.question_id, documents.language, claims.quote,
                    claims.gloss,
                    len(list_filter(
                        string_split_regex(coalesce(claims.gloss, ''), '[[:space:]]+'), lambda word: word <> ''
                    )) as n_words
                from {batch} as claims
                inner join marts.dim_documents as documents on claims.document_id = documents.document_id
                where claims.quote is not null and documents.language <> 'en'
            """,
            fails="n_words not between $minimum and $maximum",
            limits={"minimum": 1, "maximum": 20},
            observed=("min(n_words)", "max(n_words)"),
        ),
        threshold="$minimum to $maximum words of English beside the quote",
        reason=(
            "A reader who does not read the language could not tell what the figure counts, nor whether it is hedged. "
            "The longest gloss has fourteen words; more than twenty would translate a sentence."
        ),
        remedy=(
            "Write column gloss in corpus/claims/<document>.csv: the quote in English, with its number and its hedge."
        ),
    ),
    Check(
        check_id="proof-fits-text",
        table="marts.fct_claims",
        column="proof",
        lists="claims of proof none whose text is held, and claims proven or found in a digest that nobody holds",
        rule=RowRule(
            judged="""
                select claims.claim_id, claims.document_id, claims.question_id, claims.proof,
                    ((claims.proof = 'none') = (documents.has_digest or documents.has_original)
                        and claims.proof <> 'recorded')::bigint as n_misfits
                from {batch} as claims
                inner join marts.dim_documents as documents on claims.document_id = documents.document_id
            """,
            fails="n_misfits > $maximum",
            limits={"maximum": 0},
            observed=("string_agg(distinct proof, ', ' order by proof)",),
        ),
        threshold="$maximum claims whose proof says otherwise than what texts are held",
        reason=(
            "Proof none means that no text is held, and the check of proven quotes leaves such claims out. A digest "
            "that slipped into it would never be asked for its proof."
        ),
        remedy="Report the document as a defect of ingest: it names the proof of each claim itself.",
    ),
)
