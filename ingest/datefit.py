"""Does a date fit its quote? A day, weekday or month that the quote names is not put aside by a note.

Only a note with `not the printed date:` says that a date was reckoned from the words, not read in them. Names are
English; of quotes in other languages only days in digits are read.
"""

from __future__ import annotations

import polars as pl

from ingest import dates
from ingest.findings import Findings, noted

NOT_PRINTED = "not the printed date:"
# A weekday by itself is one of the weeks around the page; further off, an article prints the day too.
WEEKDAY_DAYS = 14


def check(claims: pl.DataFrame, findings: Findings) -> None:
    """Add a finding for each date that its quote does not bear out. claims as dates.with_printed returns them."""
    dated = claims.filter((pl.col("value_type") == "date") & pl.col("value_date").is_not_null())
    rows = dated.with_row_index("row").with_columns(
        pl.col("language").str.split("-").list.first().eq("en").fill_null(False).alias("english"),
        pl.coalesce("value_high_date", "value_date").alias("last_date"),
    )
    bound = rows.filter(~noted(NOT_PRINTED))
    named = _named(bound)
    judged = [_other_days(bound, named), _other_weekdays(bound, named), _other_months(bound, named)]
    wrong = pl.concat(judged).unique("row", keep="first", maintain_order=True)
    findings.add(
        rows.join(wrong, on="row", maintain_order="left"),
        "value",
        pl.format("is not {}: {}", "what", "quote"),
        f'correct the value, or say in the note how it was read: "{NOT_PRINTED} …"',
    )
    imprecise = bound.join(named["days"], on="row", how="semi", maintain_order="left").filter(
        pl.col("precision") != "day"
    )
    remedy = f'write day, or say in the note how the date was read: "{NOT_PRINTED} …"'
    problem = pl.concat_str(pl.lit("is not day, but the quote names one: "), pl.col("quote"))
    findings.add(imprecise, "precision", problem, remedy)
    unread = rows.filter(~pl.col("printed") & pl.col("note").is_null() & ~pl.col("row").is_in(wrong["row"].implode()))
    problem = pl.concat_str(
        pl.lit("is empty, but the quote does not print "), pl.col("value"), pl.lit(" as such: "), pl.col("quote")
    )
    findings.add(unread, "note", problem, "say in the note how the date was read, or correct the value")


def _named(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """What the quotes of rows name, by row: days, weekdays, months, each with the columns that dates gives it."""
    quotes = rows["quote"].unique()
    about = rows.select("row", "quote", "english")
    days = about.join(dates.named_days(quotes), on="quote").filter(pl.col("english") | ~pl.col("spelled"))
    english = about.filter(pl.col("english"))
    return {
        "days": days.drop("quote"),
        "weekdays": english.join(dates.named_weekdays(quotes), on="quote").drop("quote"),
        "months": english.join(dates.named_months(quotes), on="quote").drop("quote"),
    }


def _other_days(rows: pl.DataFrame, named: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows whose quotes name days, but neither value nor value_high: row, what."""
    compared = rows.select("row", "value_date", "last_date").join(named["days"], on="row")
    fits = [
        (pl.col("month") == pl.col(end).dt.month())
        & (pl.col("day") == pl.col(end).dt.day())
        & (pl.col("year").is_null() | (pl.col("year") == pl.col(end).dt.year()))
        for end in ("value_date", "last_date")
    ]
    return _none_fits(compared, fits[0] | fits[1], "a day that the quote names")


def _other_weekdays(rows: pl.DataFrame, named: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows that are read to the day from a weekday alone, but from another one or one far from the page: row, what."""
    alone = rows.filter(pl.col("precision") == "day").join(named["days"], on="row", how="anti")
    compared = alone.join(named["weekdays"], on="row")
    other = _none_fits(
        compared, pl.col("weekday") == pl.col("value_date").dt.weekday(), "a weekday that the quote names"
    )
    # With a month or a year beside it, a weekday may be any of theirs.
    bare = compared.join(named["months"], on="row", how="anti").filter(~pl.col("quote").str.contains(r"[0-9]{4}"))
    weeks = pl.duration(days=WEEKDAY_DAYS)
    near = (pl.col("value_date") >= pl.col("published_from") - weeks) & (
        pl.col("value_date") <= pl.col("published_to") + weeks
    )
    far = _none_fits(bare, near.fill_null(True), f"within {WEEKDAY_DAYS} days of the page, and the quote is a weekday")
    return pl.concat([other, far])


def _other_months(rows: pl.DataFrame, named: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows whose quotes name months and no day, none of which value to value_high touches: row, what."""
    months = named["months"].join(named["days"], on="row", how="anti")
    compared = rows.select("row", "value_date", "last_date").join(months, on="row")
    # Months counted through, so that the span may run over a new year; without a year in print any year will do.
    first, last = (pl.col(end).dt.year() * 12 + pl.col(end).dt.month() for end in ("value_date", "last_date"))
    dated = (pl.col("year") * 12 + pl.col("month")).is_between(first, last)
    undated = (pl.col("month") - first) % 12 <= last - first
    fits = pl.when(pl.col("year").is_null()).then(undated).otherwise(dated)
    return _none_fits(compared, fits, "in a month that the quote names")


def _none_fits(compared: pl.DataFrame, fits: pl.Expr, what: str) -> pl.DataFrame:
    """The rows of which no line fits: row, what."""
    judged = compared.group_by("row").agg(fits.any().alias("fits"))
    return judged.filter(~pl.col("fits")).select("row", pl.lit(what).alias("what"))
