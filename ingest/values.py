"""What a numeral can be read as. Number words are read by the library text2num; only what it lacks is ours."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

import polars as pl

from ingest.numerals import CARDINALS, MULTIPLIERS, ORDINALS, PARTS, PLURAL_PARTS, PLURALS, SCALES, SHORT_SCALES, VULGAR

_JOINTS = r"[-\u2010\u2011\s]+"
_FACTORS = {"hundred": 100, **SCALES, **SHORT_SCALES}
_SCALED = re.compile(rf"(.*?) ?({'|'.join(_FACTORS)})")
_PLAIN = r"^(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[0-9]{1,15})$"
# More characters than any figure is printed with: an account number, a hash, litter. It stands for no value.
_MAX_CHARS = 60
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_HALF = Fraction(1, 2)
_CARDINALS = dict(zip(ORDINALS, CARDINALS, strict=True))


def with_readings(numerals: pl.DataFrame) -> pl.DataFrame:
    """Numerals with readings (the numbers each can mean) and is_part (a fraction in words).

    Plain digits, which nearly all are, are read as columns; the few other distinct ones by readings.
    """
    plain = pl.col("printed").str.contains(_PLAIN)
    distinct = numerals.filter(~plain)["printed"].unique().to_list()
    table = pl.DataFrame(
        {
            "printed": distinct,
            "other_readings": [readings(printed) for printed in distinct],
            "is_part": [is_part(printed) for printed in distinct],
        },
        schema={"printed": pl.String, "other_readings": pl.List(pl.Float64), "is_part": pl.Boolean},
    )
    number = pl.col("printed").str.replace_all(",", "", literal=True).cast(pl.Float64, strict=False)
    return (
        numerals.join(table, on="printed", how="left", maintain_order="left")
        .with_columns(
            pl.when(plain).then(pl.concat_list(number)).otherwise("other_readings").alias("readings"),
            pl.col("is_part").fill_null(False),
        )
        .drop("other_readings")
    )


@lru_cache(maxsize=1 << 16)
def readings(printed: str) -> list[float]:
    """What a numeral can mean, the likeliest first; [] for one without a value of its own (dozens, 23.07.2025).

    Nor has a number of more than 60 characters one, or one in digits that Python does not know.

    `1,000` is 1000; `12.000` is 12000 or 12; `third` is 3 or a third. Kept: few are new.
    """
    plain = re.sub(_JOINTS, " ", printed).lower()
    in_digits = not plain[0].isalpha()
    if in_digits and len(plain) > _MAX_CHARS:
        return []
    return [float(number) for number in (_digit_readings(plain) if in_digits else _word_readings(plain))]


def is_part(printed: str) -> bool:
    """Whether the numeral is a fraction in words (half, a third, two thirds) or ½, so that a share may be meant."""
    words = re.split(_JOINTS, printed.lower())
    alone = len(words) == 1 or (words[0] == "one" and len(words) == 2)
    return words[-1] in PLURAL_PARTS or (alone and words[-1] in PARTS) or printed in VULGAR


def _digit_readings(plain: str) -> list[Fraction]:
    """Digits, perhaps with a fraction and with scale words: `2½`, `3 and a half`, `3.5 million`, `1.2bn`."""
    factor, more = 1, Fraction(0)
    while match := _SCALED.fullmatch(plain):
        plain = match.group(1)
        factor *= _FACTORS[match.group(2)]
    if plain.endswith(" and a half"):
        plain, more = plain.removesuffix(" and a half"), _HALF
    if plain[-1] in VULGAR:
        more += Fraction(unicodedata.numeric(plain[-1])).limit_denominator(100)
        plain = plain[:-1]
    marks = {"\u066b": ".", "\u066c": ","}
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else marks.get(c, c) for c in plain)
    return [(number + more) * factor for number in (_plain_readings(digits) if digits else [Fraction(0)])]


def _plain_readings(digits: str) -> list[Fraction]:
    """ASCII digits with separators. Groups of three are thousands; after one point they may be decimals as well."""
    digits = re.sub(r"[ \u00a0\u2009\u202f'’]", "", digits)
    if not _DIGITS.fullmatch(digits):
        return []
    marks = "".join(c for c in digits if c in ".,")
    groups = re.split(r"[.,]", digits)
    thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0][0] != "0"
    if not marks:
        return [Fraction(digits)]
    if thousands and len(set(marks)) == 1:
        return [Fraction("".join(groups)), *([Fraction(digits)] if marks == "." else [])]
    if len(marks) == 1:
        return [Fraction(f"{groups[0]}.{groups[1]}")]
    # 1,234.5 and 1.234,5: the last mark is the decimal one where it differs from the others, which then part thousands.
    whole = groups[:-1]
    if marks[-1] not in marks[:-1] and len(set(marks)) == 2 and all(len(group) == 3 for group in whole[1:]):
        return [Fraction(f"{''.join(whole)}.{groups[-1]}")]
    return []


def _word_readings(plain: str) -> list[Fraction]:
    words = plain.split()
    first, last = words[0], words[-1]
    if plain in MULTIPLIERS:
        return [Fraction(MULTIPLIERS[plain])]
    if first == "half" and len(words) > 1:
        return [_HALF * _cardinal(last)]
    if " and a half" in plain:
        number, _, scale = plain.partition(" and a half")
        return [(_cardinal(number) + _HALF) * _cardinal(scale or "one")]
    if last == "dozen":
        return [12 * _cardinal(" ".join(words[:-1]) or "one")]
    if last in PLURAL_PARTS:
        return [_cardinal(" ".join(words[:-1])) / PLURAL_PARTS[last]] if len(words) > 1 else []
    if last in PARTS and (len(words) == 1 or (first == "one" and len(words) == 2)):
        # half and quarter are no ordinals; `third` is the third, or a third.
        ordinal = [] if last in ("half", "quarter") or len(words) > 1 else [_ordinal(plain)]
        return [*ordinal, Fraction(1, PARTS[last])]
    if plain in PLURALS:
        return []
    return [_ordinal(plain) if last in _CARDINALS else _cardinal(plain)]


def _cardinal(words: str) -> Fraction:
    """A cardinal in words; also `dozen` (of `half a dozen`) and trillions, which text2num lacks."""
    from text_to_num import text2num

    head, trillion, rest = words.partition("trillion")
    if trillion:
        return _cardinal(head or "one") * 10**12 + (_cardinal(rest.strip().removeprefix("and ")) if rest else 0)
    return Fraction(12 if words.strip() == "dozen" else text2num(words.strip(), "en"))


def _ordinal(words: str) -> Fraction:
    """An ordinal in words. text2num lacks some (sixtieth), so the last word is turned into its cardinal first."""
    *before, last = words.split()
    return _cardinal(" ".join([*before, _CARDINALS[last]]))
