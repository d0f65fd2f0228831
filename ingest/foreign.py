"""Numbers in quotes of other languages than English.

Read are digits with scale words (`1 тыс.`, `19,5 mil`, `6千`), Han numerals (`三百`), number words where text2num has
the language, and lengths of hours and minutes (`1小时45分钟`). The tables hold what occurs in coded quotes, and are to
be added to; what they lack, the English gloss must give. Texts held are searched for numerals by numerals.py alone.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from ingest import values

# Scale words as patterns, for Slavic and Latvian ones have endings. Keys are languages as in documents.csv.
_SCALES: dict[str, dict[str, int]] = {
    "ru": {r"тыс\w*": 10**3, r"(?:млн|миллион\w*)": 10**6, r"(?:млрд|миллиард\w*)": 10**9},
    "uk": {r"тис\w*": 10**3, r"(?:млн|мільйон\w*)": 10**6, r"(?:млрд|мільярд\w*)": 10**9},
    "es": {r"mil": 10**3, r"mill[oó]n(?:es)?": 10**6},
    "pt": {r"mil": 10**3, r"milh(?:ão|ões)": 10**6},
    "ro": {r"(?:mii|mie)": 10**3, r"milio(?:n|ane)": 10**6},
    "it": {r"mil(?:a|le)": 10**3, r"milion[ei]": 10**6},
    "fr": {r"mille": 10**3, r"millions?": 10**6},
    "de": {r"(?:[Tt]ausend|Tsd)": 10**3, r"(?:Mio|Million(?:en)?)": 10**6},
    "lv": {r"tūkst\w*": 10**3, r"milj\w*": 10**6},
    "tr": {r"bin": 10**3, r"milyon": 10**6},
    "pl": {r"tys\w*": 10**3, r"(?:mln|milion\w*)": 10**6},
    "ar": {r"(?:ألف|آلاف)": 10**3, r"مليون": 10**6},
    "fa": {r"هزار": 10**3, r"میلیون": 10**6},
}
_HAN_DIGITS = {**{c: n for n, c in enumerate("〇一二三四五六七八九")}, "零": 0, "两": 2, "兩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SPOKEN = ("fr", "es", "de", "pt", "it", "nl", "ca")  # the languages that text2num reads, English aside
_VOWEL_SIGNS = re.compile(r"[\u064b-\u0652\u0640]")

_SPACED = r"\d{1,3}(?:[ \u00a0\u2009\u202f’']\d{3}(?!\d))+(?:[.,]\d+)?"
_DIGITS = rf"(?:{_SPACED}|\d+(?:[.,\u066b\u066c]\d+)*)"
_HAN = "".join([*_HAN_DIGITS, *_HAN_UNITS, *_HAN_MYRIADS])
_HOUR = r"(?:小时|小時|時間|시간|час\w*|годин\w*|heures?|Stunden?|horas?|ore|ora|ساعت|ساعة|saat)"
_MINUTE = r"(?:分|분|мин\w*|хв\w*|minut\w*|Minut\w*|دقیقه|دقيقة|dakika)"
_LENGTH = re.compile(rf"(\d+)\s*{_HOUR}\s*(?:и|і|та|et|und|y|e|و|ve)?\s*(\d+)\s*{_MINUTE}", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number in a quote: what it can mean, whether it is written in digits, and its offsets in code points.

    Number words have no offsets: the library that reads them does not say where they stand.
    """

    start: int | None
    end: int | None
    readings: list[float]
    in_digits: bool


def numbers(quote: str, language: str) -> list[Number]:
    """The numbers of a quote in language (a two-letter code)."""
    in_digits = _in_digits(quote, language)
    return [*in_digits, *_in_han(quote), *_lengths(quote), *_spoken(quote, language, in_digits)]


def table(quotes: pl.DataFrame) -> pl.DataFrame:
    """The numbers of distinct quotes (quote, language): these two, start, end, readings, in_digits, is_part (false).

    For the few quotes of other languages, one by one.
    """
    rows = [
        (quote, language, number.start, number.end, number.readings, number.in_digits, False)
        for quote, language in quotes.select("quote", "language").unique(maintain_order=True).iter_rows()
        for number in numbers(quote, language)
    ]
    return pl.DataFrame(
        rows,
        schema={
            "quote": pl.String,
            "language": pl.String,
            "start": pl.Int64,
            "end": pl.Int64,
            "readings": pl.List(pl.Float64),
            "in_digits": pl.Boolean,
            "is_part": pl.Boolean,
        },
        orient="row",
    )


def _in_digits(quote: str, language: str) -> list[Number]:
    """Digits of any script, with the scale word of the language or the Han unit after them."""
    scales = _SCALES.get(language, {})
    found = []
    for match in _scaled_digits(language).finditer(quote):
        factor = math.prod((_HAN_UNITS | _HAN_MYRIADS)[unit] for unit in match.group(2) or "")
        spelled = match.groups()[2:]
        factor *= math.prod(scale for word, scale in zip(spelled, scales.values(), strict=True) if word)
        readings = [reading * factor for reading in values.readings(match.group(1))]
        found.append(Number(match.start(), match.end(), readings, True))
    return found


@lru_cache
def _scaled_digits(language: str) -> re.Pattern[str]:
    words = "|".join(rf"\s?({word})\b" for word in _SCALES.get(language, {}))
    return re.compile(rf"({_DIGITS})(?:\s?([十百千万萬亿億]+){'|' if words else ''}{words})?")


def _in_han(quote: str) -> list[Number]:
    """Numbers in Han characters alone: 三百, 千, 一万二千. One without a unit (三) is not taken for digits."""
    found = []
    for match in re.finditer(rf"(?<![\d{_HAN}])[{_HAN}]+", quote):
        run = match.group()
        if any(c in _HAN_UNITS or c in _HAN_MYRIADS for c in run):
            found.append(Number(match.start(), match.end(), [float(_han(run))], True))
        else:
            found.append(Number(match.start(), match.end(), [float("".join(str(_HAN_DIGITS[c]) for c in run))], False))
    return found


def _han(run: str) -> int:
    """The value of Han numerals; a unit without a digit before it is one of it."""
    total, section, digit = 0, 0, 0
    for c in run:
        if c in _HAN_DIGITS:
            digit = _HAN_DIGITS[c]
        elif c in _HAN_UNITS:
            section, digit = section + (digit or 1) * _HAN_UNITS[c], 0
        else:
            total, section, digit = total + ((section + digit) or 1) * _HAN_MYRIADS[c], 0, 0
    return total + section + digit


def _lengths(quote: str) -> list[Number]:
    """Hours and minutes as one length in minutes."""
    return [
        Number(match.start(), match.end(), [60.0 * int(match.group(1)) + int(match.group(2))], False)
        for match in _LENGTH.finditer(quote)
    ]


def _spoken(quote: str, language: str, in_digits: list[Number]) -> list[Number]:
    """Number words, as text2num reads them, and the bare word for a thousand where it lacks the language."""
    unwritten = quote
    for number in reversed(in_digits):
        unwritten = f"{unwritten[: number.start]}\u2026{unwritten[number.end :]}"
    if language in _SPOKEN:
        from text_to_num import alpha2digit

        written = str(alpha2digit(unwritten, language, threshold=0))
        if written == unwritten:
            return []
        return [Number(None, None, number.readings, False) for number in _in_digits(written, language)]
    bare = _VOWEL_SIGNS.sub("", unwritten)
    return [
        Number(None, None, [float(factor)], False)
        for word, factor in _SCALES.get(language, {}).items()
        if re.search(rf"\b{word}\b", bare)
    ]
