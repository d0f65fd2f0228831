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
# `July 23 and 24`, `July 2, 3 and 4`.
_JOINED = r"\s*(?:-|–|/|,?\s*(?:to|and|or|until|through)\s)\s*"
_RANGE = rf"(?:(?:,\s*{_DAY})?{_JOINED}{_DAY})?"
# Not any four digits: `on July 23 3000 men` names no year.
_YEAR = rf"(?:,?\s+(?:of\s+)?((?:19|20)[0-9]{{2}}|2100){EDGE})?"
_ISO = rf"{EDGE}([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}}){EDGE}"
_DOTTED = rf"{EDGE}([0-9]{{1,2}})[./]([0-9]{{1,2}})[./]([0-9]{{4}}){EDGE}"
_DAY_MONTH = rf"{_DAY}{_RANGE}\s+(?:of\s+)?({MONTH})\.?{_YEAR}"
# The digits that may follow tell `July 23,000` from a day; such a hit is dropped.
_MONTH_DAY = rf"({MONTH})\.?\s+(?:the\s+)?{_DAY}{_RANGE}{_YEAR}(?:[.,:][0-9]+)?"
_NO_DAY = r"[A-Za-z].*[0-9][.,:][0-9]+$"
# `June 2025`, and `May and June 2025`, where the year is that of both.
_MONTHS = rf"({MONTH})\.?(?:{_JOINED}({MONTH})\.?)?{_YEAR}"

_NAMED = pl.Schema({"quote": pl.String, "month": pl.Int32, "day": pl.Int32, "year": pl.Int32, "spelled": pl.Boolean})


def named_days(quotes: pl.Series) -> pl.DataFrame:
    """The days that distinct quotes name: quote, month, day, year (NULL where none is printed), spelled.

    One row per day. spelled: the month is a word, so that the day is only known to be one where the quote is English.
    """
    frame = quotes.to_frame("quote")
    found = pl.concat(
        [
            _matches(frame, _DAY_MONTH, months=(4,), days=(1, 2, 3), year=5),
            _matches(frame, _MONTH_DAY, months=(1,), days=(2, 3, 4), year=5),
            # Numeric dates: ISO, and day before month or month before day, for both are written.
            _matches(frame, _ISO, months=(2,), days=(3,), year=1),
            _matches(frame, _DOTTED, months=(2,), days=(1,), year=3),
            _matches(frame, _DOTTED, months=(1,), days=(2,), year=3),
        ]
    )
    # `in May 40 men came` names no day.
    return found.filter(pl.col("day").is_between(1, 31) & pl.col("month").is_between(1, 12)).unique()


def named_months(quotes: pl.Series) -> pl.DataFrame:
    """The months that distinct quotes name in words: quote, month, year (NULL where none is printed with it)."""
    found = _matches(quotes.to_frame("quote"), _MONTHS, months=(1, 2), days=(None,), year=3)
    return found.select("quote", "month", "year").unique()


def named_weekdays(quotes: pl.Series) -> pl.DataFrame:
    """The weekdays that distinct quotes name: quote, weekday (1 for Monday)."""
    numbers = {name.lower(): number for number, name in enumerate(WEEKDAYS, 1)}
    weekday = pl.col("weekday").str.to_lowercase().replace_strict(numbers, default=None, return_dtype=pl.Int8)
    named = quotes.to_frame("quote").with_columns(pl.col("quote").str.extract_all(WEEKDAY).alias("weekday"))
    return named.explode("weekday").filter(pl.col("weekday").is_not_null()).with_columns(weekday).unique()


def _matches(
    frame: pl.DataFrame, pattern: str, months: tuple[int, ...], days: tuple[int | None, ...], year: int
) -> pl.DataFrame:
    """All matches of a pattern, its groups read as months, days (None for no day) and year."""
    groups = frame.select("quote", pl.col("quote").str.extract_all(pattern).alias("hit")).explode("hit")
    hit = pl.col("hit")
    groups = groups.filter(hit.is_not_null() & ~hit.str.contains(_NO_DAY))
    read = []
    for month, day in ((month, day) for month in months for day in days):
        named = hit.str.extract(pattern, month)
        number = named.str.to_lowercase().replace_strict(_MONTH_NUMBERS, default=None, return_dtype=pl.Int32)
        day_read = pl.lit(None, pl.Int32) if day is None else hit.str.extract(pattern, day).cast(pl.Int32, strict=False)
        rows = groups.select(
            "quote",
            pl.coalesce(number, named.cast(pl.Int32, strict=False)).alias("month"),
            day_read.alias("day"),
            hit.str.extract(pattern, year).cast(pl.Int32, strict=False).alias("year"),
            number.is_not_null().alias("spelled"),
        )
        read.append(rows.filter(pl.col("month").is_not_null() & (pl.lit(day is None) | pl.col("day").is_not_null())))
    return pl.concat(read).match_to_schema(_NAMED)


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
    """Claims (quote, value_date, value_high_date, hedge) with printed, numeric and names_day.

    printed: their dates stand in the quote as such. numeric: in digits alone (2025-07-23), so that the month, too, is
    read from a numeral. names_day: the quote names a day, be it another one. False for claims that are no dates.
    """
    # Only of dates are these asked, and most claims are none.
    dated = claims.filter(pl.col("value_date").is_not_null() | pl.col("value_high_date").is_not_null())
    quotes = dated["quote"].drop_nulls().unique()
    days, named = named_days(quotes), named_spans(quotes)
    low = _names(claims, days, "value_date")
    high = _names(claims, days, "value_high_date") | claims["value_high_date"].is_null()
    joined = claims.join(named, on="quote", how="left", maintain_order="left")
    return joined.with_columns(
        ((low & high) | joined.select(_whole_span()).to_series().fill_null(False)).alias("printed"),
        pl.col("quote").str.contains(f"{_ISO}|{_DOTTED}").fill_null(False).alias("numeric"),
        pl.col("quote").is_in(days["quote"].unique().implode()).fill_null(False).alias("names_day"),
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
