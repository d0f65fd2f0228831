"""Do value, hedge and quote fit? The figure must be readable in the quote, and the hedge have its cue there.

All functions take claims that are sound by themselves (claims.with_context and claim_no) and contexts: claim_no,
before, after, the text on either side of the quote in each edition where it was found.
"""

from __future__ import annotations

import re

import polars as pl

from ingest import datefit, dates, readings, spans
from ingest.claims import NUMERIC, VALUELESS
from ingest.codes import Codes
from ingest.cues import WINDOW_WORDS, Cues, unquoted, words_after, words_before
from ingest.findings import Findings, noted

NOT_A_HEDGE = "not a hedge:"
CONTEXT_CHARS = 200


def with_readable(claims: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """Claims with printed, numeric, names_day (dates.with_printed) and indefinite_word.

    indefinite_word is the code of the word in the quote that stands for an indefinite count, the longest there.
    """
    words = sorted(codes.codes("indefinite_words"), key=lambda word: (-len(word), word))
    pattern = rf"(?i){spans.EDGE}(?:{'|'.join(re.escape(word) for word in words)}){spans.EDGE}"
    found = pl.col("quote").str.extract_all(pattern)
    longest = found.list.eval(pl.element().sort_by(pl.element().str.len_chars(), descending=True)).list.first()
    word = pl.when(pl.col("hedge") == "indefinite").then(longest.str.to_lowercase())
    return dates.with_printed(claims).with_columns(word.alias("indefinite_word"))


def check(claims: pl.DataFrame, contexts: pl.DataFrame, codes: Codes, findings: Findings) -> None:
    """Add a finding for each value that cannot be read in its quote, and each hedge that the words do not bear out."""
    quoted = claims.filter(pl.col("quote").is_not_null())
    numerals = readings.with_reads(
        readings.quoted_numerals(quoted).join(_read_by(quoted), on="claim_no", maintain_order="left")
    )
    _check_numbers(quoted, numerals, findings)
    datefit.check(quoted, findings)
    missing = quoted.filter((pl.col("hedge") == "indefinite") & pl.col("indefinite_word").is_null())
    remedy = f"quote the word: {', '.join(codes.codes('indefinite_words'))}"
    findings.add(missing, "quote", "holds no word of seeds/indefinite_words.csv, but the hedge is indefinite", remedy)
    hedged = quoted.filter(pl.col("value_type").is_in([*NUMERIC, "date"]) & ~pl.col("hedge").is_in(VALUELESS))
    surroundings = _surroundings(hedged, contexts)
    cues = Cues(codes)
    _check_cues(hedged, surroundings, numerals, cues, findings)
    _check_exactly(hedged, surroundings, numerals, cues, findings)


def _read_by(claims: pl.DataFrame) -> pl.DataFrame:
    columns = [
        "claim_no",
        "value_type",
        "value_number",
        "value_high_number",
        "value_date",
        "value_high_date",
        "numeric",
    ]
    return claims.select(columns)


def _check_numbers(claims: pl.DataFrame, numerals: pl.DataFrame, findings: Findings) -> None:
    """Counts, durations and shares: the number stands in the quote, in digits or in words."""
    numeric = claims.filter(pl.col("value_type").is_in(NUMERIC))
    for column, flag in (("value", "reads_value"), ("value_high", "reads_high")):
        read = numerals.filter(pl.col(flag))["claim_no"]
        unread = numeric.filter(pl.col(f"{column}_number").is_not_null() & ~pl.col("claim_no").is_in(read.implode()))
        problem = pl.concat_str(pl.lit("cannot be read in the quote: "), pl.col("quote"))
        remedy = "correct the value, or quote the words that carry the number; the unit stays as printed"
        findings.add(unread, column, problem, remedy)


def _surroundings(claims: pl.DataFrame, contexts: pl.DataFrame) -> pl.DataFrame:
    """claim_no, quote, before, after: one row per edition in which the quote was found, or one with empty contexts."""
    return (
        claims.select("claim_no", "quote", "language", "hedge", "hedge_high")
        .join(contexts, on="claim_no", how="left", maintain_order="left")
        .with_columns(pl.col("before").fill_null(""), pl.col("after").fill_null(""))
    )


def _check_cues(
    claims: pl.DataFrame, surroundings: pl.DataFrame, numerals: pl.DataFrame, cues: Cues, findings: Findings
) -> None:
    """A hedge other than exactly has one of its cues in the quote or just beside it.

    A cue that stands before its figure is looked for up to the figure, one that stands after it from the figure on.
    """
    figures = (
        numerals.filter(pl.col("reads_value") | pl.col("reads_high"))
        .group_by("claim_no")
        .agg(pl.col("start").max().alias("figure_start"), pl.col("end").min().alias("figure_end"))
    )
    placed = surroundings.join(figures, on="claim_no", how="left", maintain_order="left")
    quote = pl.col("quote")
    up_to = quote.str.slice(0, pl.coalesce("figure_start", quote.str.len_chars()))
    onward = quote.str.slice(pl.coalesce("figure_end", 0))
    zones = {
        "before": pl.concat_str(words_before(pl.col("before")), unquoted(up_to)),
        "inside": unquoted(quote),
        "after": pl.concat_str(unquoted(onward), words_after(pl.col("after"))),
    }
    found = cues.found(
        pl.concat(
            [
                placed.select("claim_no", "language", pl.lit(side).alias("side"), words.alias("words"))
                for side, words in zones.items()
            ]
        )
    )
    for column in ("hedge", "hedge_high"):
        stated = claims.filter(pl.col(column).is_not_null() & (pl.col(column) != "exactly"))
        # Words that name a span (a month, a weekend) need no `to` in them; what they mean is printed, or in the note.
        span = (pl.col("value_type") == "date") & (pl.col(column) == "between")
        bare = stated.filter(~span).join(
            found, left_on=["claim_no", column], right_on=["claim_no", "hedge"], how="anti", maintain_order="left"
        )
        problem = pl.concat_str(
            pl.lit(f"has no cue in the quote, nor within {WINDOW_WORDS} words of it in its sentence: "), quote
        )
        remedy = "correct the hedge, or quote its cue too (seeds/hedge_cues.csv lists them by language)"
        findings.add(bare, column, problem, remedy)


def _check_exactly(
    claims: pl.DataFrame, surroundings: pl.DataFrame, numerals: pl.DataFrame, cues: Cues, findings: Findings
) -> None:
    """`exactly` does not stand beside the cue of another hedge, unless the note says that it is no hedge here."""
    exact = claims.filter((pl.col("hedge") == "exactly") & ~noted(NOT_A_HEDGE))
    figures = pl.concat([_number_places(exact, numerals), _date_places(exact, numerals)])
    ends = numerals.group_by("claim_no").agg(pl.col("end").max().alias("last_end"))
    figures = figures.join(ends, on="claim_no", how="left")
    beside = surroundings.join(figures, on="claim_no").with_columns(
        unquoted(pl.concat_str("before", pl.col("quote").str.slice(0, pl.col("start")))).alias("left"),
        unquoted(pl.concat_str(pl.col("quote").str.slice(pl.col("end")), "after")).alias("right"),
        unquoted(pl.col("after")).alias("onward"),
    )
    # After the quote, too, unless another figure stands nearer to its end.
    last = pl.col("wide") & (pl.col("end") > pl.col("start")) & (pl.col("end") == pl.col("last_end"))
    cue = pl.coalesce(
        cues.beside_before(pl.col("left"), pl.col("wide")),
        pl.when(pl.col("end") > pl.col("start")).then(cues.beside_after(pl.col("right"), pl.col("wide"))),
        pl.when(last).then(cues.beside_after(pl.col("onward"), pl.col("wide"))),
        pl.when(pl.col("opens")).then(pl.col("right").str.extract(f"({cues.at_start})")),
        pl.when(pl.col("right").str.contains(cues.goes_on_to)).then(
            pl.col("left").str.extract(f"({cues.opens_range})")
        ),
    ).str.strip_chars()
    hedged = beside.with_columns(cue.alias("cue")).filter(pl.col("cue").is_not_null())
    shown = hedged.group_by("claim_no", maintain_order=True).agg(pl.col("cue").sort().first())
    wrong = exact.join(shown, on="claim_no", maintain_order="left")
    problem = pl.concat_str(pl.lit("stands beside the cue of another hedge: "), pl.col("cue"))
    remedy = f'correct the hedge; if the word is no hedge here, say so in the note: "{NOT_A_HEDGE} …"'
    findings.add(wrong, "hedge", problem, remedy)


def _number_places(claims: pl.DataFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """Where in the quote the figures of counts, durations and shares stand: claim_no, start, end, opens, wide."""
    numeric = claims.filter(pl.col("value_type").is_in(NUMERIC)).select("claim_no")
    figures = numerals.filter(pl.col("reads_value")).join(numeric, on="claim_no")
    return figures.select("claim_no", "start", "end", pl.lit(False).alias("opens"), pl.lit(True).alias("wide"))


def _date_places(claims: pl.DataFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """Where in the quote the words of a date stand: its beginning, its numerals, months and weekdays.

    Only months and weekdays are wide: a numeral of the quote may well be another figure's.
    """
    dated = claims.filter(pl.col("value_type") == "date")
    texts = dated.select(pl.col("claim_no").alias("edition_no"), pl.col("quote").alias("text"))
    names = spans.find(texts, f"{dates.MONTH}|{dates.WEEKDAY}").rename({"edition_no": "claim_no"})
    beginnings = dated.select("claim_no", pl.lit(0, pl.Int64).alias("start"), pl.lit(0, pl.Int64).alias("end"))
    words = pl.concat(
        [
            names.select("claim_no", "start", "end", pl.lit(True).alias("wide")),
            numerals.join(dated.select("claim_no"), on="claim_no").select(
                "claim_no", "start", "end", pl.lit(False).alias("wide")
            ),
        ]
    )
    return pl.concat(
        [
            beginnings.with_columns(pl.lit(True).alias("opens"), pl.lit(False).alias("wide")),
            words.select("claim_no", "start", "end", pl.lit(False).alias("opens"), "wide"),
        ]
    )
