"""Part of the suite corpus: do the texts carry the claims, and are they the project's own?"""

from __future__ import annotations

from expectations.check import Check, ColumnRule, RowRule

CHECKS = (
    Check(
        check_id="quotes-proven",
        table="marts.fct_claims",
        column="proof",
        lists="claims whose quote was never proven against an original, where they are too many",
        rule=RowRule(
            judged="""
                select claim_id, document_id, question_id, quote, proof,
                    100 * avg((proof in ('original', 'recorded'))::double) over () as percent_proven
                from {batch}
                where quote is not null and proof <> 'none'
            """,
            fails="proof not in ('original', 'recorded') and percent_proven < $minimum",
            limits={"minimum": 90},
            observed=("round(any_value(percent_proven), 1)",),
        ),
        threshold="at least $minimum % of the quotes that a digest holds proven in this build or before",
        reason=(
            "A quote that only our own digest holds proves nothing. One in ten leaves room for a document whose "
            "original nobody holds yet. Quotes of a document without a text (proof none) are not counted: they would "
            "hide how many of the digests' are proven, and they say of themselves that they are not."
        ),
        remedy=(
            "Put the original into corpus/originals or name its folder with --originals, build, and commit "
            "corpus/proofs.csv."
        ),
        severity="warning",
    ),
    Check(
        check_id="numerals-not-dismissed-wholesale",
        table="marts.fct_numeral_coverage",
        column="is_coded",
        lists="texts of which too few numerals are coded: the rest is dismissed",
        rule=RowRule(
            judged="""
                select document_id, text_edition, count(*) as n_numerals, count(*) filter (where is_coded) as n_coded
                from {batch}
                group by document_id, text_edition
            """,
            fails="n_numerals >= $numerals and 100 * n_coded < $minimum * n_numerals",
            limits={"minimum": 20, "numerals": 10},
            observed=("round(min(100 * n_coded / n_numerals), 1)", "round(max(100 * n_coded / n_numerals), 1)"),
        ),
        threshold="at least $minimum % of the numerals of a text that has $numerals or more",
        reason=(
            "Dismissing is quicker than coding. In a text about the talks at least every fifth numeral answers a "
            "question; where there are few numerals, one dateline would tip the share."
        ),
        remedy=(
            "Go through corpus/dismissals/<document>.csv again: background and repeat are the reasons most often "
            "misused."
        ),
        severity="warning",
    ),
    Check(
        check_id="digest-length",
        table="raw.texts",
        column="n_chars",
        lists="digests that are too short to tell anything, or long enough to be a copy",
        rule=ColumnRule(
            expectation="expect_column_values_to_be_between",
            settings={"column": "n_chars", "min_value": 200, "max_value": 6_000},
            shows=("document_id", "source_file"),
            observed=("min(n_chars)", "max(n_chars)"),
        ),
        threshold="$min_value to $max_value characters",
        reason=(
            "The five originals have 3,100 to 6,400 characters, their digests about half of that. A digest of 6,000 is "
            "as long as an article, and may be one."
        ),
        remedy="Retell corpus/texts/<document>.txt paragraph by paragraph; only the coded phrases are verbatim.",
    ),
    Check(
        check_id="digest-shorter-than-original",
        table="marts.dim_documents",
        column="n_digest_chars",
        lists="documents whose digest is nearly as long as the original that this machine holds",
        rule=RowRule(
            judged="""
                select document_id, n_digest_chars, n_original_chars,
                    100 * n_digest_chars / n_original_chars as percent_of_original
                from {batch}
                where n_digest_chars is not null and n_original_chars > 0
            """,
            fails="percent_of_original > $maximum",
            limits={"maximum": 90},
            observed=("round(min(percent_of_original), 1)", "round(max(percent_of_original), 1)"),
        ),
        threshold="at most $maximum % of the original's length",
        reason=(
            "Retelling condenses. A digest of the original's length is a copy or a translation of it, and the project "
            "does not redistribute the articles."
        ),
        remedy="Retell corpus/texts/<document>.txt more briefly; only the coded phrases are verbatim.",
    ),
    Check(
        check_id="originals-without-text",
        table="raw.originals",
        column=None,
        lists="no rows: it judges which columns the table of originals has",
        rule=ColumnRule(
            expectation="expect_table_columns_to_match_set",
            settings={
                "column_set": ["document_id", "original_sha256", "n_chars", "held"],
                "exact_match": True,
            },
        ),
        threshold="identity, hash and length, nothing else",
        reason="The text of an original is read, never stored: neither the warehouse file nor an export may hold it.",
        remedy="Take the column out of ingest; a build that published it must be withdrawn.",
    ),
    Check(
        check_id="no-text-but-digests",
        table="raw.texts",
        column=None,
        lists=(
            "texts of another edition than the digest, and columns elsewhere in the warehouse that look like a text's "
            "body"
        ),
        rule=RowRule(
            judged="""
                select 'raw.texts' as table_name, document_id, text_edition,
                    (text_edition <> 'digest')::bigint as n_texts
                from {batch}
                union all
                select schema_name || '.' || table_name, null, column_name,
                    (table_name not in ('texts', 'stg_texts')
                        and regexp_full_match(column_name, '(original_?)?(text|body|content|article|fulltext)'))::bigint
                from duckdb_columns()
                where database_name = current_database() and not internal
            """,
            fails="n_texts > $maximum",
            limits={"maximum": 0},
            observed=("sum(n_texts)",),
        ),
        threshold="$maximum texts beside the digests",
        reason=(
            "The only full texts that may leave this machine are the project's own digests, in raw.texts and its view."
        ),
        remedy="Drop the column from the model or from ingest, and build again.",
    ),
)
