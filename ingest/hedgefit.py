"""Do the words bear out the hedges?

A hedge has its cue in the quote, in its gloss or just beside the quote; `exactly` stands beside no other hedge's cue.

Wordings (fit.py) are the quote, in the document's language, and the gloss, in English: each is searched for the cues of
its own language. Only of the quote is anything known that stands around it.
"""

from __future__ import annotations

import polars as pl

from ingest import dates, spans
from ingest.claims import NUMERIC
from ingest.codes import Codes
from ingest.cues import WINDOW_WORDS, Cues, language_of, unquoted, words_after, words_before
from ingest.findings import Findings, noted
from ingest.valuerules import VALUELESS

NOT_A_HEDGE = "not a hedge:"
HEDGES = ("hedge", "hedge_low", "hedge_high")


def check(
    claims: pl.DataFrame,
    wordings: pl.DataFrame,
    contexts: pl.DataFrame,
    numerals: pl.DataFrame,
    codes: Codes,
    findings: Findings,
) -> None:
    """Add a finding for each hedge that the words do not bear out.

    claims: those with a quote; wordings: theirs; numerals: of the wordings, with owner and reads_value.
    """
    is_hedged = pl.col("value_type").is_in([*NUMERIC, "date"]) & ~pl.col("hedge").is_in(VALUELESS)
    hedged = claims.filter(is_hedged)
    surroundings = _surroundings(wordings.filter(is_hedged), contexts)
    found, beside = [], []
    for language in sorted(surroundings["tongue"].unique()):
        cues = Cues(codes, language)
        spoken = surroundings.filter(pl.col("tongue") == language)
        found.append(_cues_found(spoken, numerals, cues))
        beside.append(_cues_beside(spoken, numerals, cues))
    _check_cues(hedged, pl.concat(found) if found else None, findings)
    _check_exactly(hedged, pl.concat(beside) if beside else None, findings)


def _surroundings(wordings: pl.DataFrame, contexts: pl.DataFrame) -> pl.DataFrame:
    """The wordings with tongue (the language's two letters), before and after.

    One row per edition in which the quote was found, or one with empty contexts; for a gloss always one of these.
    """
    placed = contexts.rename({"claim_no": "owner"}).with_columns(pl.lit(False).alias("is_gloss"))
    return wordings.join(placed, on=["owner", "is_gloss"], how="left", maintain_order="left").with_columns(
        language_of(pl.col("language")).alias("tongue"), pl.col("before").fill_null(""), pl.col("after").fill_null("")
    )


def _cues_found(surroundings: pl.DataFrame, numerals: pl.DataFrame, cues: Cues) -> pl.DataFrame:
    """claim_no (the owner's) and hedge: which hedges have a cue in the wordings or just beside them.

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
    return cues.found(
        pl.concat(
            [
                placed.select(pl.col("owner").alias("claim_no"), pl.lit(side).alias("side"), words.alias("words"))
                for side, words in zones.items()
            ]
        )
    )


def _check_cues(claims: pl.DataFrame, found: pl.DataFrame | None, findings: Findings) -> None:
    """A hedge other than exactly has one of its cues."""
    for column in HEDGES:
        stated = claims.filter(pl.col(column).is_not_null() & (pl.col(column) != "exactly"))
        # Words that name a span (a month, a weekend) need no `to` in them; what they mean is printed, or in the note.
        span = (pl.col("value_type") == "date") & (pl.col(column) == "between")
        bare = stated.filter(~span)
        if found is not None:
            bare = bare.join(
                found, left_on=["claim_no", column], right_on=["claim_no", "hedge"], how="anti", maintain_order="left"
            )
        problem = pl.concat_str(
            pl.lit(f"has no cue in the quote, nor within {WINDOW_WORDS} words of it in its sentence"),
            pl.when(pl.col("gloss").is_not_null()).then(pl.lit(", nor in its gloss")).otherwise(pl.lit("")),
            pl.lit(": "),
            pl.col("quote"),
        )
        remedy = "correct the hedge, or quote its cue too (seeds/hedge_cues.csv lists them by language)"
        findings.add(bare, column, problem, remedy)


def _check_exactly(claims: pl.DataFrame, beside: pl.DataFrame | None, findings: Findings) -> None:
    """`exactly` does not stand beside the cue of another hedge, unless the note says that it is no hedge here."""
    exact = claims.filter((pl.col("hedge") == "exactly") & ~noted(NOT_A_HEDGE))
    if beside is None:
        return
    wrong = exact.join(
        beside.group_by("claim_no").agg(pl.col("cue").sort().first()), on="claim_no", maintain_order="left"
    )
    problem = pl.concat_str(pl.lit("stands beside the cue of another hedge: "), pl.col("cue"))
    remedy = f'correct the hedge; if the word is no hedge here, say so in the note: "{NOT_A_HEDGE} …"'
    findings.add(wrong, "hedge", problem, remedy)


def _cues_beside(surroundings: pl.DataFrame, numerals: pl.DataFrame, cues: Cues) -> pl.DataFrame:
    """claim_no (the owner's) and cue: the cues that stand beside the figures of wordings whose hedge is exactly."""
    exact = surroundings.filter(pl.col("hedge") == "exactly")
    figures = pl.concat([_number_places(exact, numerals), _date_places(exact, numerals)])
    ends = numerals.group_by("claim_no").agg(pl.col("end").max().alias("last_end"))
    figures = figures.join(ends, on="claim_no", how="left")
    beside = exact.join(figures, on="claim_no").with_columns(
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
    return beside.select(pl.col("owner").alias("claim_no"), cue.alias("cue")).filter(pl.col("cue").is_not_null())


def _number_places(wordings: pl.DataFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """Where in the wordings the figures stand that are no dates: claim_no, start, end, opens, wide."""
    numeric = wordings.filter(pl.col("value_type").is_in(NUMERIC)).select("claim_no").unique(maintain_order=True)
    figures = numerals.filter(pl.col("reads_value") & pl.col("start").is_not_null()).join(numeric, on="claim_no")
    return figures.select("claim_no", "start", "end", pl.lit(False).alias("opens"), pl.lit(True).alias("wide"))


def _date_places(wordings: pl.DataFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """Where in the wordings the words of a date stand: its beginning, its numerals, months and weekdays.

    Only months and weekdays are wide: a numeral of the quote may well be another figure's.
    """
    dated = wordings.filter(pl.col("value_type") == "date").unique("claim_no", keep="first", maintain_order=True)
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
