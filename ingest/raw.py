"""The tables of schema raw as typed frames (docs/ and CONTRACT name the columns); load.py writes them."""

from __future__ import annotations

import polars as pl

from ingest.checks import as_day
from ingest.tables import TABLES

SOURCE = ["source_file", "source_line"]
NUMERALS = pl.Schema(
    {
        "document_id": pl.String,
        "text_edition": pl.String,
        "char_start": pl.Int64,
        "char_end": pl.Int64,
        "numeral": pl.String,
        "numeral_value": pl.Float64,
        "claim_id": pl.String,
        "dismissal_reason": pl.String,
        "dismissal_note": pl.String,
    }
)
REJECTS = pl.Schema(
    {
        "source_file": pl.String,
        "source_line": pl.Int64,
        "column_name": pl.String,
        "value": pl.String,
        "problem": pl.String,
        "remedy": pl.String,
        "row_json": pl.String,
    }
)


def plain(name: str, rows: pl.DataFrame, *ids: str) -> pl.DataFrame:
    """A table whose columns are the file's, with days as dates, after its ids if it has any; sorted by its source."""
    days = [as_day(column.name).alias(column.name) for column in TABLES[name].columns if column.kind == "day"]
    positions = [
        pl.col(column.name).cast(pl.Int64, strict=False) for column in TABLES[name].columns if column.kind == "position"
    ]
    return rows.with_columns(*days, *positions).select(*ids, *TABLES[name].column_names, *SOURCE).sort(SOURCE)


def claims(rows: pl.DataFrame, spans: pl.DataFrame, proofs: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """raw.claims.

    rows: claims.with_context, with claim_no, claim_id and indefinite_word; spans: claim_no, text_edition, char_start,
    char_end of this build; proofs: the ledger after this build; documents: document_id, original_sha256.
    """
    placed = rows
    for edition in ("digest", "original"):
        found = spans.filter(pl.col("text_edition") == edition).select(
            "claim_no",
            pl.col("char_start").alias(f"{edition}_start"),
            pl.col("char_end").alias(f"{edition}_end"),
        )
        placed = placed.join(found, on="claim_no", how="left")
    recorded = proofs.select("claim_id", "original_sha256", "start", "end", "proven_on")
    placed = placed.join(documents.select("document_id", "original_sha256"), on="document_id", how="left").join(
        recorded, on=["claim_id", "original_sha256"], how="left"
    )
    proof = (
        pl.when(pl.col("original_start").is_not_null())
        .then(pl.lit("original"))
        .when(pl.col("proven_on").is_not_null())
        .then(pl.lit("recorded"))
        .when(pl.col("digest_start").is_not_null())
        .then(pl.lit("digest"))
        .otherwise(pl.lit("none"))
    )
    placed = placed.with_columns(
        proof.alias("proof"),
        pl.coalesce("original_start", "start").alias("original_start"),
        pl.coalesce("original_end", "end").alias("original_end"),
    )
    shown_edition = (
        pl.when(pl.col("original_start").is_not_null())
        .then(pl.lit("original"))
        .when(pl.col("digest_start").is_not_null())
        .then(pl.lit("digest"))
    )
    placed = placed.with_columns(
        shown_edition.alias("text_edition"),
        pl.coalesce("original_start", "digest_start").alias("char_start"),
        pl.coalesce("original_end", "digest_end").alias("char_end"),
        as_day("as_of").alias("as_of"),
        as_day("said_on").alias("said_on"),
        as_day("coded_on").alias("coded_on"),
        pl.col("occurrence").cast(pl.Int64, strict=False),
    )
    return placed.sort("document_id", "source_line").select(
        "claim_id",
        *TABLES["claims"].column_names,
        *("value_number", "value_high_number", "value_date", "value_high_date", "value_text", "indefinite_word"),
        *("digest_start", "digest_end", "original_start", "original_end", "text_edition", "char_start", "char_end"),
        *("proof", "proven_on", "corrected", *SOURCE),
    )


def numerals(found: pl.DataFrame, claim_ids: pl.DataFrame, dismissals: pl.DataFrame) -> pl.DataFrame:
    """raw.numerals of a batch, with the ids that its row numbers stand for."""
    reasons = dismissals.select(
        "row_no", pl.col("reason").alias("dismissal_reason"), pl.col("note").alias("dismissal_note")
    )
    return (
        found.join(claim_ids, on="claim_no", how="left")
        .join(reasons, on="row_no", how="left")
        .select(NUMERALS.names())
        .sort("document_id", "text_edition", "char_start")
    )


def counts(editions: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """document_id, text_edition, numerals, coded, dismissed for every edition read, also one without a numeral."""
    counted = found.group_by("document_id", "text_edition").agg(
        pl.len().cast(pl.Int64).alias("numerals"),
        pl.col("claim_id").is_not_null().sum().cast(pl.Int64).alias("coded"),
        pl.col("dismissal_reason").is_not_null().sum().cast(pl.Int64).alias("dismissed"),
    )
    return (
        editions.select("document_id", "text_edition")
        .join(counted, on=["document_id", "text_edition"], how="left")
        .with_columns(pl.col("numerals", "coded", "dismissed").fill_null(0))
        .sort("document_id", "text_edition")
    )


def coverage(counted: pl.DataFrame, ledger: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """raw.coverage: what was counted in this build, and for originals not held what the ledger has for their hash."""
    dated = ledger.join(documents.select("document_id", "original_sha256"), on=["document_id", "original_sha256"])
    days = dated.select("document_id", pl.lit("original").alias("text_edition"), "proven_on")
    columns = ["document_id", "text_edition", "source", "numerals", "coded", "dismissed", "proven_on"]
    now = counted.join(days, on=["document_id", "text_edition"], how="left").with_columns(
        pl.lit("counted").alias("source")
    )
    before = (
        dated.with_columns(pl.lit("original").alias("text_edition"), pl.lit("recorded").alias("source"))
        .join(counted.select("document_id", "text_edition"), on=["document_id", "text_edition"], how="anti")
        .select(columns)
    )
    return pl.concat([now.select(columns), before]).sort("document_id", "text_edition")
