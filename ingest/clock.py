"""Times of day as printed: `2:43 p.m.`, `8.37 pm`, `13:30`, `19h30`, `20.37 Uhr`, `下午7时`, noon.

They are counted in minutes after midnight.
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

VALUE = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"

_HALVES = r"上午|早上|凌晨|午前|下午|晚上|晚|午後|오전|오후"
_AFTER_NOON = ("下午", "晚上", "晚", "午後", "오후")
_PRINTED = re.compile(
    r"(?P<noon>\bnoon\b|\bmidday\b)|(?P<midnight>\bmidnight\b)"
    rf"|(?P<half>{_HALVES})?\s*(?P<han_hour>\d{{1,2}})\s*[时時点點시]\s*(?:(?P<han_minute>\d{{1,2}})\s*[分분]|(?P<half_past>半))?"
    r"|(?<![\d.,:])(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})(?![.,:]?\d))?"
    r"\s*(?P<mark>[ap]\.?\s?m\b\.?|uhr|h\b|час\w*|годин\w*)?",
    re.IGNORECASE,
)


def minutes(value: pl.Expr) -> pl.Expr:
    """A coded time (HH:MM) as minutes after midnight, 0 to 1439; NULL where it is none."""
    hour, minute = (value.str.slice(at, 2).cast(pl.Float64, strict=False) for at in (0, 3))
    return pl.when(value.str.contains(VALUE)).then(hour * 60 + minute)


def times(text: str) -> list[tuple[int, int, float]]:
    """The times of day that a text prints: start, end (code points), minutes after midnight.

    A bare number is none: it needs minutes, or a.m., p.m., o'clock in its language beside it.
    """
    found = []
    for match in _PRINTED.finditer(text):
        if (read := _read(match)) is not None:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            found.append((start, match.start() + len(match.group().rstrip()), float(read)))
    return found


def table(texts: pl.DataFrame) -> pl.DataFrame:
    """The times in distinct texts (column quote): quote, start, end, readings, is_part (false)."""
    rows = [
        (text, start, end, [read], False)
        for text in texts["quote"].drop_nulls().unique().sort()
        for start, end, read in times(text)
    ]
    return pl.DataFrame(
        rows,
        schema={
            "quote": pl.String,
            "start": pl.Int64,
            "end": pl.Int64,
            "readings": pl.List(pl.Float64),
            "is_part": pl.Boolean,
        },
        orient="row",
    )


def _read(match: re.Match[str]) -> int | None:
    """Minutes after midnight, or None where the match is no time of day."""
    if match["noon"]:
        return 720
    if match["midnight"]:
        return 0
    if match["han_hour"]:
        minute = 30 if match["half_past"] else _whole(match["han_minute"] or "0")
        return _of_day(_whole(match["han_hour"]), minute, match["half"] in _AFTER_NOON if match["half"] else None)
    mark = (match["mark"] or "").lower()
    if not match["minute"] and not mark:
        return None
    # `30 минут`, `3 h` of talks: hours that only a word marks are read, and the value decides.
    half = mark.startswith("p") if mark[:1] in ("a", "p") else None
    return _of_day(_whole(match["hour"]), _whole(match["minute"] or "0"), half)


def _of_day(hour: int, minute: int, after_noon: bool | None) -> int | None:
    """12 a.m. is midnight, 12 p.m. noon; 13:30 p.m. is 13:30."""
    if hour <= 12 and after_noon is not None:
        hour = hour % 12 + 12 * after_noon
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _whole(digits: str) -> int:
    return int("".join(str(unicodedata.decimal(c)) for c in digits))
