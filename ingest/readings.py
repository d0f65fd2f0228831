"""Which numerals a claim's value is read from.

The one rule that fit.py (can it be read at all?) and coding.py (which numerals of the text does it account for?) share.
"""

from __future__ import annotations

import polars as pl

from ingest import clock, foreign, numerals, phrases, spans, values
from ingest.cues import language_of

# A share of a third is coded 33, 33.3 or 33.33.
SHARE_ROUNDING = 0.5
# 8.37 of a clock is not the binary fraction.
CLOCK_ROUNDING = 1e-9


def with_reads(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of numeral and claim with reads_value and reads_high: whether value or value_high is read from the numeral.

    pairs has readings, is_part and the claim's value_type, value_number, …, numeric. Of a date, day of month and year
    are read; the month too where the date is printed in digits.
    Times of day come as minutes after midnight (clock.table); their numerals in a text are reads_clock's.
    """
    indexed = pairs.with_row_index("pair")
    reads = (
        indexed.explode("readings")
        .group_by("pair")
        .agg(_reads("value").any().alias("reads_value"), _reads("value_high").any().alias("reads_high"))
    )
    return indexed.join(reads, on="pair", how="left", maintain_order="left").drop("pair")


def _reads(column: str) -> pl.Expr:
    reading, number, day = pl.col("readings"), pl.col(f"{column}_number"), pl.col(f"{column}_date")
    part = (pl.col("value_type") == "share") & pl.col("is_part") & ((reading * 100 - number).abs() < SHARE_ROUNDING)
    dated = (reading == day.dt.day()) | (reading == day.dt.year()) | (pl.col("numeric") & (reading == day.dt.month()))
    return ((reading == number) | part | dated).fill_null(False)


def reads_clock(column: str) -> pl.Expr:
    """Whether a numeral of a text (readings) is part of the time of day in column: its hour, its minute, or `8.37`.

    The column counts minutes after midnight; hours are read by either clock.
    """
    number = pl.col(f"{column}_number")
    hour, minute = number // 60, number % 60
    spoken = (hour + 11) % 12 + 1
    parts = [hour, spoken, minute, hour + minute / 100, spoken + minute / 100]
    reading = pl.col("readings").list.first()
    read = pl.any_horizontal([(reading - part).abs() < CLOCK_ROUNDING for part in parts])
    return ((pl.col("value_type") == "clock") & read).fill_null(False)


def quoted_numerals(wordings: pl.DataFrame) -> pl.DataFrame:
    """The numbers inside wordings (claim_no, quote, language, value_type, value_number, value_high_number, unit).

    Returns claim_no, start, end (in the wording; NULL for a number word of another language), readings, is_part,
    in_digits. In English `a` or `an` directly before the claim's unit (`an hour`) is one, unless `half` stands before
    it; `not a single` is none; `a couple of dozen` is 24; hours with minutes are a length in minutes.
    """
    is_clock = pl.col("value_type") == "clock"
    is_english = language_of(pl.col("language")) == "en"
    clocks = wordings.filter(is_clock)
    english = wordings.filter(~is_clock & is_english)
    others = wordings.filter(~is_clock & ~is_english).with_columns(language_of(pl.col("language")).alias("language"))
    quotes = (
        english.select(pl.col("quote").alias("text")).drop_nulls().unique().sort("text").with_row_index("edition_no")
    )
    quotes = quotes.with_columns(pl.col("edition_no").cast(pl.Int64))
    found = values.with_readings(numerals.find(quotes)).join(quotes, on="edition_no").with_columns(in_digits=True)
    columns = ["claim_no", "start", "end", "readings", "is_part", "in_digits"]
    parts = [
        english.select("claim_no", "quote").join(found, left_on="quote", right_on="text"),
        english.select("claim_no", "quote").join(phrases.table(english), on="quote"),
        _articles(english).with_columns(in_digits=False),
        others.select("claim_no", "quote", "language").join(foreign.table(others), on=["quote", "language"]),
        clocks.select("claim_no", "quote").join(clock.table(clocks), on="quote").with_columns(in_digits=True),
    ]
    return pl.concat([part.select(columns) for part in parts]).sort("claim_no", "start")


def _articles(claims: pl.DataFrame) -> pl.DataFrame:
    """`a` and `an` before the claim's unit, for claims that have one in value or value_high."""
    ones = claims.filter((pl.col("value_number") == 1) | (pl.col("value_high_number") == 1)).filter(
        pl.col("unit").is_not_null() & pl.col("quote").is_not_null()
    )
    texts = ones.select(pl.col("claim_no").alias("edition_no"), pl.col("quote").alias("text"), "unit")
    hits = [
        spans.find(texts.filter(pl.col("unit") == unit), rf"(?i){spans.EDGE}(?:half\s+)?an?\s+{unit}s?{spans.EDGE}")
        for unit in sorted(texts["unit"].unique())
    ]
    empty = spans.find(texts.clear(), "a")
    article = pl.col("printed").str.extract(r"^(\S+)")
    return (
        pl.concat([empty, *hits])
        .filter(article.str.to_lowercase() != "half")
        .select(
            pl.col("edition_no").alias("claim_no"),
            "start",
            (pl.col("start") + article.str.len_chars()).alias("end"),
            pl.lit([1.0], pl.List(pl.Float64)).alias("readings"),
            pl.lit(False).alias("is_part"),
        )
    )
