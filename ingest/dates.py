"""Dates as printed: which days, months and years a quote names (issue 2, section 2).

A date counts as printed when the quote names month and day of the value (with the year, if it prints one), in words, as
ISO or as 23.07.2025; a `between` when it names both ends, or the month (or year) whose first and last day they are.
Month names are English ones.
"""

from __future__ import annotations

import polars as pl

from ingest.spans import EDGE

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = {"Sept": 9, **{month[:3]: n for n, month in enumerate(MONTHS, 1)}}
_NUMBERS = {month: n for n, month in enumerate(MONTHS, 1)} | _SHORT
_MONTH_NUMBERS = {name.lower(): number for name, number in _NUMBERS.items()}
# Title case or capitals: `may` is a verb.
_NAMES = sorted({*_NUMBERS, *(name.upper() for name in _NUMBERS)}, key=len, reverse=True)
MONTH = rf"{EDGE}(?:{'|'.join(_NAMES)}){EDGE}"
WEEKDAY = rf"{EDGE}(?:{'|'.join((*WEEKDAYS, *(day.upper() for day in WEEKDAYS)))}){EDGE}"

_DAY = rf"{EDGE}([0-9]{{1,2}})(?:st|nd|rd|th)?{EDGE}"
_RANGE = rf"(?:\s*(?:-|–|to|and)\s*{_DAY})?"
_YEAR = rf"(?:,?\s+([0-9]{{4}}){EDGE})?"
_ISO = rf"{EDGE}([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}}){EDGE}"
_DOTTED = rf"{EDGE}([0-9]{{1,2}})[./]([0-9]{{1,2}})[./]([0-9]{{4}}){EDGE}"
_DAY_MONTH = rf"{_DAY}{_RANGE}\s+(?:of\s+)?({MONTH})\.?{_YEAR}"
_MONTH_DAY = rf"({MONTH})\.?\s+(?:the\s+)?{_DAY}{_RANGE}{_YEAR}"

_NAMED = pl.Schema({"quote": pl.String, "month": pl.Int32, "day": pl.Int32, "year": pl.Int32})


def named_days(quotes: pl.Series) -> pl.DataFrame:
    """The days that distinct quotes name: quote, month, day, year (NULL where none is printed), one row per day."""
    frame = quotes.to_frame("quote")
    return pl.concat(
        [
            _matches(frame, _DAY_MONTH, month=3, days=(1, 2), year=4),
            _matches(frame, _MONTH_DAY, month=1, days=(2, 3), year=4),
            # Numeric dates: ISO, and day before month or month before day, for both are written.
            _matches(frame, _ISO, month=2, days=(3,), year=1),
            _matches(frame, _DOTTED, month=2, days=(1,), year=3),
            _matches(frame, _DOTTED, month=1, days=(2,), year=3),
        ]
    ).unique()


def _matches(frame: pl.DataFrame, pattern: str, month: int, days: tuple[int, ...], year: int) -> pl.DataFrame:
    """All matches of a pattern, its groups read as month, days and year."""
    groups = frame.select("quote", pl.col("quote").str.extract_all(pattern).alias("hit")).explode("hit")
    groups = groups.filter(pl.col("hit").is_not_null())
    named = pl.col("hit").str.extract(pattern, month)
    number = named.str.to_lowercase().replace_strict(_MONTH_NUMBERS, default=None, return_dtype=pl.Int32)
    read = [
        groups.select(
            "quote",
            pl.coalesce(number, named.cast(pl.Int32, strict=False)).alias("month"),
            pl.col("hit").str.extract(pattern, day).cast(pl.Int32, strict=False).alias("day"),
            pl.col("hit").str.extract(pattern, year).cast(pl.Int32, strict=False).alias("year"),
        )
        for day in days
    ]
    return pl.concat(read).filter(pl.col("day").is_not_null()).match_to_schema(_NAMED)


def named_spans(quotes: pl.Series) -> pl.DataFrame:
    """Months (list of month numbers) and years (list) that distinct quotes name."""
    lower = pl.col("quote").str.extract_all(MONTH).list.eval(pl.element().str.to_lowercase())
    return quotes.to_frame("quote").with_columns(
        lower.list.eval(pl.element().replace_strict(_MONTH_NUMBERS, default=None, return_dtype=pl.Int32)).alias(
            "months"
        ),
        pl.col("quote").str.extract_all(rf"{EDGE}[12][0-9]{{3}}{EDGE}").cast(pl.List(pl.Int32)).alias("years"),
    )


def with_printed(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims (quote, value_date, value_high_date, hedge) with printed and numeric.

    printed: their dates stand in the quote as such. numeric: in digits alone (2025-07-23), so that the month, too, is
    read from a numeral.
    """
    quotes = claims["quote"].drop_nulls().unique()
    days, named = named_days(quotes), named_spans(quotes)
    low = _names(claims, days, "value_date")
    high = _names(claims, days, "value_high_date") | claims["value_high_date"].is_null()
    joined = claims.join(named, on="quote", how="left", maintain_order="left")
    return joined.with_columns(
        ((low & high) | joined.select(_whole_span()).to_series().fill_null(False)).alias("printed"),
        pl.col("quote").str.contains(f"{_ISO}|{_DOTTED}").fill_null(False).alias("numeric"),
    ).drop("months", "years")


def _names(claims: pl.DataFrame, days: pl.DataFrame, column: str) -> pl.Series:
    """For each claim, whether its quote names the day in column."""
    wanted = claims.select(
        "quote",
        pl.col(column).dt.month().cast(pl.Int32).alias("month"),
        pl.col(column).dt.day().cast(pl.Int32).alias("day"),
        pl.col(column).dt.year().cast(pl.Int32).alias("wanted_year"),
    ).with_row_index("claim")
    right_year = pl.col("year").is_null() | (pl.col("year") == pl.col("wanted_year"))
    hits = wanted.join(days, on=["quote", "month", "day"]).filter(right_year)
    return wanted["claim"].is_in(hits["claim"].implode()).alias("named")


def _whole_span() -> pl.Expr:
    """Value is the first day of a month (year) that the quote names, value_high the last day of one that it names."""
    low, high = pl.col("value_date"), pl.col("value_high_date")
    years, months = pl.col("years"), pl.col("months")
    right_years = (years.list.len() == 0) | (
        years.list.contains(low.dt.year().cast(pl.Int32)) & years.list.contains(high.dt.year().cast(pl.Int32))
    )
    month_span = (
        (low.dt.day() == 1)
        & (high == high.dt.month_end())
        & months.list.contains(low.dt.month().cast(pl.Int32))
        & months.list.contains(high.dt.month().cast(pl.Int32))
        & right_years
    )
    year_span = (
        (low.dt.ordinal_day() == 1)
        & (high == high.dt.month_end())
        & (high.dt.month() == 12)
        & (months.list.len() == 0)
        & (years.list.len() > 0)
        & right_years
    )
    return (pl.col("hedge") == "between") & (month_span | year_span)
