"""Every numeral is coded or dismissed, once (CODEBOOK.md, ruling 10)."""

from __future__ import annotations

import polars as pl

from ingest import readings, spans
from ingest.findings import Findings
from ingest.places import with_lines

CONTEXT_CHARS = 60


def coded(numerals: pl.DataFrame, places: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """The bridge: numeral_row, claim_no, one row per numeral and claim whose value is read from it.

    numerals has readings and is_part; places: claim_no, edition_no, start, end; claims as fit.with_readable returns
    them. A numeral inside the quote is coded when value or value_high is read from it; all of them for a date that is
    not printed as such and whose quote names no other day either (`in two months`); for an indefinite count those
    inside the indefinite word.
    """
    inside = spans.within(places, numerals)
    pairs = inside.select(
        pl.col("inner_row").alias("numeral_row"),
        pl.Series("claim_no", places["claim_no"].gather(inside["outer_row"])),
        pl.Series("place_start", places["start"].gather(inside["outer_row"])),
    )
    # A gather by position is cheaper than a join: inner_row is the position in numerals.
    pairs = pl.concat(
        [pairs, numerals.select("printed", "readings", "is_part")[inside["inner_row"]]], how="horizontal"
    ).rename({"printed": "word"})
    about = claims.select(
        *("claim_no", "value_type", "value_number", "value_high_number", "value_date", "value_high_date"),
        *("numeric", "printed", "names_day", "hedge", "indefinite_word"),
    )
    read = readings.with_reads(pairs.join(about, on="claim_no", maintain_order="left"))
    dated = (pl.col("value_type") == "date") & pl.col("value_date").is_not_null()
    unprinted = dated & ~pl.col("printed") & ~pl.col("names_day")
    compound = pl.col("numeric") & (pl.col("readings").list.len() == 0)
    word = pl.col("word").str.to_lowercase()
    indefinite = (pl.col("hedge") == "indefinite") & pl.col("indefinite_word").str.contains(word, literal=True)
    clock = readings.reads_clock("value") | readings.reads_clock("value_high")
    chosen = pl.col("reads_value") | pl.col("reads_high") | unprinted | compound | indefinite | clock
    return (
        read.filter(chosen.fill_null(False)).select("numeral_row", "claim_no").unique().sort("numeral_row", "claim_no")
    )


def dismissed(numerals: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """numeral_row, row_no: one row per numeral and dismissal whose phrase it lies in. places: row_no and a span."""
    inside = spans.within(places, numerals)
    rows = places["row_no"].gather(inside["outer_row"])
    return inside.select(pl.col("inner_row").alias("numeral_row"), rows.alias("row_no")).sort("numeral_row", "row_no")


def check(
    numerals: pl.DataFrame,
    bridge: pl.DataFrame,
    dismissals: pl.DataFrame,
    dismissal_rows: pl.DataFrame,
    editions: pl.DataFrame,
    findings: Findings,
) -> None:
    """Findings on dismissals of numerals that are coded, or dismissed already. numerals has numeral_row."""
    shown = _with_context(dismissals.join(numerals, on="numeral_row", maintain_order="left"), editions).join(
        dismissal_rows.select("row_no", "source_file", "source_line", "phrase"), on="row_no", maintain_order="left"
    )
    line = pl.col("line").cast(pl.String)
    where = pl.format(": {} on line {} of the {} ({})", "printed", line, "text_edition", "context")
    both = shown.join(bridge.select("numeral_row").unique(), on="numeral_row", how="semi", maintain_order="left")
    findings.add(
        both,
        "phrase",
        pl.concat_str(pl.lit("dismisses a numeral that a claim codes"), where),
        "shorten the phrase, or delete the row; what a claim codes is not dismissed",
    )
    twice = shown.filter(pl.int_range(pl.len()).over("numeral_row") > 0)
    findings.add(
        twice,
        "phrase",
        pl.concat_str(pl.lit("dismisses a numeral that another row dismisses"), where),
        "delete one of the two rows, or shorten its phrase",
    )


def report_unaccounted(open_: pl.DataFrame, editions: pl.DataFrame, findings: Findings) -> None:
    """Findings on numerals (with edition_no, start, end, printed) that are neither coded nor dismissed."""
    shown = _with_context(open_, editions)
    findings.add(
        shown.with_columns(pl.col("text_file").alias("source_file"), pl.col("line").alias("source_line")),
        "",
        pl.concat_str(pl.lit("the numeral is neither coded nor dismissed: "), pl.col("context")),
        "code it as a claim whose quote holds it, or dismiss it with a reason in dismissals/",
        pl.col("printed"),
    )


def _with_context(places: pl.DataFrame, editions: pl.DataFrame) -> pl.DataFrame:
    """Places with line, text_file, text_edition and context.

    The context is the numeral with at most two words on either side.
    """
    if places.is_empty():
        return places.with_columns(
            pl.lit(0, pl.Int64).alias("line"),
            *(pl.lit("").alias(name) for name in ("text_file", "text_edition", "context")),
        )
    about = editions.select("edition_no", "text", "text_file", "text_edition")
    start, end = pl.col("start"), pl.col("end")
    ahead = (start - CONTEXT_CHARS).clip(0)
    before = pl.col("text").str.slice(ahead, start - ahead).str.extract(r"((?:\S+\s+){0,2}\S*)$").fill_null("")
    after = pl.col("text").str.slice(end, CONTEXT_CHARS).str.extract(r"^(\S*(?:\s+\S+){0,2})").fill_null("")
    context = pl.concat_str(before, "printed", after).str.replace_all(r"\s+", " ").str.strip_chars()
    return (
        with_lines(places, editions)
        .join(about, on="edition_no", maintain_order="left")
        .with_columns(context.alias("context"))
        .drop("text")
    )
