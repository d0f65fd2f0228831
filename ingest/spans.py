"""Spans of text: all matches of a pattern with code point offsets, and which spans lie in which, all on columns.

A span is (edition_no, start, end): edition_no numbers the texts of a batch, start and end are 0-based code point
offsets, end exclusive. One integer key, edition_no * 2^32 + offset, orders the offsets of all texts (PERFORMANCE.md).
"""

from __future__ import annotations

import numpy as np
import polars as pl

# NUL is refused in every file that is read, so it can mark where a match begins and ends.
MARK = "\0"
OFFSET_BITS = 32
# The edge of a word, as far as ASCII letters go. Unicode's `\b` throws the engine off its fast path on any text that is
# not all ASCII: numerals were found 130 times slower with it.
EDGE = r"(?-u:\b)"


def find(texts: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """All matches of a regular expression in texts (edition_no, text).

    Returns edition_no, start, end, printed (the match), sorted by edition_no and start. One replace that marks the
    matches, one split, and the running length of the parts: odd parts are the matches.
    """
    marked = pl.col("text").str.replace_all(pattern, f"{MARK}${{0}}{MARK}").str.split(MARK)
    n_chars = pl.col("text").str.len_chars().cast(pl.Int64)
    n_parts = pl.col("printed").list.len().cast(pl.Int64)
    # Counted through over all texts, less what came before the text: cheaper than counting by text.
    return (
        texts.sort("edition_no")
        .select("edition_no", marked.alias("printed"), (n_chars.cum_sum() - n_chars).alias("chars_before"))
        .with_columns((n_parts.cum_sum() - n_parts).alias("parts_before"))
        .explode("printed")
        .with_columns(pl.col("printed").str.len_chars().cast(pl.Int64).alias("n_chars"))
        .with_columns(
            (pl.int_range(pl.len()) - pl.col("parts_before")).alias("part"),
            (pl.col("n_chars").cum_sum() - pl.col("chars_before")).alias("end"),
        )
        .filter(pl.col("part") % 2 == 1)
        .select("edition_no", (pl.col("end") - pl.col("n_chars")).alias("start"), "end", "printed")
    )


def key(offset: str) -> pl.Expr:
    """The integer that orders the offsets in a column over all texts."""
    return (pl.col("edition_no").cast(pl.Int64) * (1 << OFFSET_BITS) + pl.col(offset).cast(pl.Int64)).alias(offset)


def within(outer: pl.DataFrame, inner: pl.DataFrame) -> pl.DataFrame:
    """Which inner spans lie wholly inside which outer spans.

    inner must be sorted and free of overlaps. Returns outer_row and inner_row, positions in the two frames.
    """
    starts, ends = edges(inner)
    begin, end = edges(outer)
    first, last = np.searchsorted(starts, begin, side="left"), np.searchsorted(ends, end, side="right")
    frame = pl.DataFrame({"first": first, "last": last}).with_row_index("outer_row")
    return (
        frame.filter(pl.col("first") < pl.col("last"))
        .select(pl.col("outer_row").cast(pl.Int64), pl.int_ranges("first", "last").alias("inner_row"))
        .explode("inner_row")
    )


def cuts(outer: pl.DataFrame, inner: pl.DataFrame) -> pl.Series:
    """For each outer span, whether its start or its end falls strictly inside one of the inner spans (sorted)."""
    limits = edges(inner)
    start, end = edges(outer)
    return pl.Series("cut", inside(start, limits) | inside(end, limits))


def edges(found: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The keys of starts and ends of spans."""
    keys = found.select(key("start"), key("end"))
    return keys["start"].to_numpy(), keys["end"].to_numpy()


def inside(at: np.ndarray, limits: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Whether keys fall strictly inside one of the spans (starts and ends, sorted, free of overlaps)."""
    starts, ends = limits
    if not len(starts):
        return np.zeros(len(at), dtype=bool)
    before = np.searchsorted(starts, at, side="left") - 1
    return np.asarray((before >= 0) & (ends[before] > at))
