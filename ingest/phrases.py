"""English phrases that stand for a number that no numeral of theirs gives.

`Not a single`, `a couple of dozen`, `1 hour 45 minutes`.
"""

from __future__ import annotations

import re

import polars as pl

_HOURS = {"an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_SCALES = {"": 1, "dozen": 12, "hundred": 100, "thousand": 1000}
_LENGTH = re.compile(rf"\b(\d+|{'|'.join(_HOURS)})[\s-]+hours?(?:,?\s+and|,)?\s+(\d+)[\s-]+minutes?\b", re.IGNORECASE)
_COUPLE = re.compile(r"\bcouple(?:\s+of\s+(dozen|hundred|thousand))?\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:not\s+(?:a\s+single|one)|none|no\s+one|nobody)\b", re.IGNORECASE)


def numbers(text: str) -> list[tuple[int, int, float]]:
    """The numbers that phrases of a text stand for: start, end (code points), number; a length in minutes."""
    lengths = [(m, 60.0 * _hours(m.group(1).lower()) + int(m.group(2))) for m in _LENGTH.finditer(text)]
    couples = [(m, 2.0 * _SCALES[(m.group(1) or "").lower()]) for m in _COUPLE.finditer(text)]
    nones = [(m, 0.0) for m in _NONE.finditer(text)]
    return [(match.start(), match.end(), number) for match, number in [*lengths, *couples, *nones]]


def _hours(word: str) -> int:
    return _HOURS[word] if word in _HOURS else int(word)


def table(wordings: pl.DataFrame) -> pl.DataFrame:
    """The numbers in distinct wordings that may hold such a phrase: quote, start, end, readings, is_part, in_digits."""
    likely = pl.col("quote").str.contains(r"(?is)hours?[\s,-].*minute|couple|\b(?:not?|none|nobody)\b")
    rows = [
        (text, start, end, [number], False, False)
        for text in wordings.filter(likely)["quote"].unique().sort()
        for start, end, number in numbers(text)
    ]
    return pl.DataFrame(
        rows,
        schema={
            "quote": pl.String,
            "start": pl.Int64,
            "end": pl.Int64,
            "readings": pl.List(pl.Float64),
            "is_part": pl.Boolean,
            "in_digits": pl.Boolean,
        },
        orient="row",
    )
