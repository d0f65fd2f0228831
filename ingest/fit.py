"""Do value, hedge and quote fit? The figure must be readable in the quote or its gloss, the hedge have its cue there.

All functions take claims that are sound by themselves (claims.with_context and claim_no) and contexts: claim_no,
before, after, the text on either side of the quote in each edition where it was found.

What is read are wordings: the quote, in the document's language, and the English gloss of a foreign quote, each with a
number of its own in claim_no and its claim's in owner. A value may be read in either, a hedge have its cue in either.
"""

from __future__ import annotations

import re

import polars as pl

from ingest import datefit, dates, hedgefit, readings, spans
from ingest.claims import NUMERIC
from ingest.codes import Codes
from ingest.findings import Findings

CONTEXT_CHARS = 200


def with_readable(claims: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """Claims with printed, numeric, names_day (dates.with_printed) and indefinite_word.

    indefinite_word is the code of the word in the quote, or else in the gloss, that stands for an indefinite count, the
    longest there.
    """
    words = sorted(codes.codes("indefinite_words"), key=lambda word: (-len(word), word))
    pattern = rf"(?i){spans.EDGE}(?:{'|'.join(re.escape(word) for word in words)}){spans.EDGE}"

    def longest(column: str) -> pl.Expr:
        found = pl.col(column).str.extract_all(pattern)
        return found.list.eval(pl.element().sort_by(pl.element().str.len_chars(), descending=True)).list.first()

    spoken = pl.coalesce(longest("quote"), longest("gloss")).str.to_lowercase()
    word = pl.when(pl.col("hedge") == "indefinite").then(spoken)
    return dates.with_printed(claims).with_columns(word.alias("indefinite_word"))


def check(claims: pl.DataFrame, contexts: pl.DataFrame, codes: Codes, findings: Findings) -> None:
    """Add a finding for each value that cannot be read in its quote, and each hedge that the words do not bear out."""
    quoted = claims.filter(pl.col("quote").is_not_null())
    wordings = _wordings(quoted)
    numerals = readings.with_reads(
        readings.quoted_numerals(wordings).join(_read_by(wordings), on="claim_no", maintain_order="left")
    )
    _check_numbers(quoted, numerals, findings)
    _check_glosses(quoted, numerals, findings)
    datefit.check(wordings, findings)
    missing = quoted.filter((pl.col("hedge") == "indefinite") & pl.col("indefinite_word").is_null())
    remedy = f"quote the word: {', '.join(codes.codes('indefinite_words'))}"
    findings.add(missing, "quote", "holds no word of seeds/indefinite_words.csv, but the hedge is indefinite", remedy)
    hedgefit.check(quoted, wordings, contexts, numerals, codes, findings)


def _wordings(claims: pl.DataFrame) -> pl.DataFrame:
    """The quotes of claims and, below them, their glosses as quotes in English: claim_no anew, and owner.

    printed holds for both where either prints the date.
    """
    glossed = claims.filter(pl.col("gloss").is_not_null())
    glosses = dates.with_printed(
        glossed.drop("printed", "numeric", "names_day").with_columns(
            pl.col("gloss").alias("quote"), pl.lit("en").alias("language")
        )
    ).select(claims.columns)
    return (
        pl.concat([claims.with_columns(is_gloss=False), glosses.with_columns(is_gloss=True)])
        .rename({"claim_no": "owner"})
        .with_row_index("claim_no")
        .with_columns(pl.col("claim_no").cast(pl.Int64), pl.col("printed").any().over("owner"))
    )


def _read_by(wordings: pl.DataFrame) -> pl.DataFrame:
    columns = [
        *("claim_no", "owner", "is_gloss", "value_type", "value_number", "value_high_number"),
        *("value_date", "value_high_date", "numeric"),
    ]
    return wordings.select(columns)


def _check_numbers(claims: pl.DataFrame, numerals: pl.DataFrame, findings: Findings) -> None:
    """Figures: the number stands in the quote or its gloss, in digits or in words, as the time of day for a clock."""
    numeric = claims.filter(pl.col("value_type").is_in(NUMERIC))
    for column, flag in (("value", "reads_value"), ("value_high", "reads_high")):
        read = numerals.filter(pl.col(flag))["owner"]
        unread = numeric.filter(pl.col(f"{column}_number").is_not_null() & ~pl.col("claim_no").is_in(read.implode()))
        problem = pl.concat_str(
            pl.lit("cannot be read in the quote"),
            pl.when(pl.col("gloss").is_not_null()).then(pl.lit(", nor in its gloss")).otherwise(pl.lit("")),
            pl.lit(": "),
            pl.col("quote"),
        )
        remedy = "correct the value, or quote the words that carry the number; the unit stays as printed"
        findings.add(unread, column, problem, remedy)


def _check_glosses(claims: pl.DataFrame, numerals: pl.DataFrame, findings: Findings) -> None:
    """A gloss does not give another number than the digits of its quote.

    Refused where the quote has a number in digits that the gloss lacks, and the gloss one that the quote lacks. Not for
    times of day and dates, which a gloss may print in another form.
    """
    glossed = claims.filter(pl.col("gloss").is_not_null() & pl.col("value_type").is_in([*NUMERIC, "identity"]))
    said = numerals.join(glossed.select(pl.col("claim_no").alias("owner")), on="owner", how="semi")
    said = said.filter(pl.col("value_type") != "clock").with_row_index("numeral")
    meanings = said.select("numeral", "owner", "is_gloss", "readings").explode("readings")
    matched = meanings.join(meanings, on=["owner", "readings"]).filter(pl.col("is_gloss") != pl.col("is_gloss_right"))
    alone = said.filter(~pl.col("numeral").is_in(matched["numeral"].implode()) & (pl.col("readings").list.len() > 0))
    printed = alone.filter(~pl.col("is_gloss") & pl.col("in_digits"))
    other = alone.filter("is_gloss").group_by("owner").agg(pl.col("readings").list.first().first().alias("other"))
    wrong = glossed.join(other, left_on="claim_no", right_on="owner", maintain_order="left").filter(
        pl.col("claim_no").is_in(printed["owner"].implode())
    )
    problem = pl.format("gives {}, and not a number that the quote prints: {}", pl.col("other"), pl.col("quote"))
    findings.add(wrong, "gloss", problem, "write the gloss anew from the quote, number by number")
