"""Numerals: every number a text holds, and where it stands (CODEBOOK.md, ruling 10). The one place for the word lists.

A numeral is a run of digits with its separators (1,000; 5 147; 12.000; 3.5; any script's digits), a vulgar fraction
(½), or a spelled-out English cardinal, ordinal, fraction or multiplier, as many words of it as belong together: `one
thousand two hundred` is one numeral, `one-on-one` two. Not `a`, `several`, `both`, nor Roman digits.

Two steps. A flat pattern, cheap to run over millions of texts, finds runs of number words (`five hundred and six
hundred`); a grammar then cuts each distinct run into its numerals (`five hundred`, `six hundred`), and there are few.
"""

from __future__ import annotations

import re

import polars as pl

from ingest import spans

UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES = {"mn": 10**6, "bn": 10**9, "tn": 10**12}
ORDINAL_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
ORDINAL_TEENS = (
    *[
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ],
)
ORDINAL_TENS = ("twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth")
ORDINAL_SCALES = ("hundredth", "thousandth", "millionth", "billionth")
ORDINALS = (*ORDINAL_UNITS, *ORDINAL_TEENS, *ORDINAL_TENS, *ORDINAL_SCALES)
CARDINALS = (*UNITS, *TEENS, *TENS, "hundred", "thousand", "million", "billion")
PARTS = {"half": 2, "third": 3, "quarter": 4} | {
    word: n for n, word in enumerate(ORDINAL_UNITS + ORDINAL_TEENS, 1) if n >= 4
}
PLURAL_PARTS = {"halves": 2} | {f"{word}s": n for word, n in PARTS.items() if word != "half"}
MULTIPLIERS = {"once": 1, "twice": 2, "thrice": 3, "double": 2, "triple": 3, "quadruple": 4}
PLURALS = ("tens", "dozens", "hundreds", "thousands", "millions", "billions", "trillions")
VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"

WORDS = sorted(
    {
        *("zero", "hundred", "dozen", *UNITS, *TEENS, *TENS, *SCALES, *PARTS, *PLURAL_PARTS, *MULTIPLIERS, *PLURALS),
        *ORDINALS,
    },
    key=lambda word: (-len(word), word),
)
# Words of one numeral are held together by a hyphen, blanks, or one line break; never across a blank line.
_SEP = r"(?:[-\u2010\u2011]|[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
_NUMBER_SPACES = r"[ \u00a0\u2009\u202f]"


def _digits(digit: str, edge: str) -> str:
    """Digits with their separators; digit and edge are the classes that the engine knows, Rust's or Python's.

    Blanks and apostrophes separate groups of three only.
    """
    spaced = rf"{digit}{{1,3}}(?:{_NUMBER_SPACES}{digit}{{3}}{edge})+(?:[.,]{digit}+)?"
    apostrophes = rf"{digit}{{1,3}}(?:['’]{digit}{{3}}{edge})+"
    plain = rf"{digit}+(?:[.,\u066b\u066c]{digit}+)*"
    short = rf"(?:{'|'.join(SHORT_SCALES)}){edge}"
    return rf"(?:(?:{spaced}|{apostrophes}|{plain})(?:[{VULGAR}]|{short})?|[{VULGAR}])"


# ASCII rules for the words alone: Unicode case folding would make the pattern ten times as dear to compile.
_WORD = rf"(?i-u:{'|'.join(WORDS)})"
_MORE = rf"(?:{_SEP}(?:(?i-u:and){_SEP})?(?:(?i-u:a){_SEP})?{_WORD})"


def _runs(edge: str) -> str:
    """A number in digits with the number words after it, or a run of number words."""
    digit = r"\p{Nd}"
    return rf"{_digits(digit, edge)}(?:{_MORE}+{edge})?|{edge}{_WORD}{_MORE}*{edge}"


RUNS = _runs(spans.EDGE)
BEGINS = rf"(?:\p{{Nd}}|{_WORD}{spans.EDGE})"
# Where a letter that is not ASCII touches what looks like a number word (`önen`), only Unicode's edges tell.
_EXACT_RUNS = _runs(r"\b")
_OTHER_LETTER = r"[[\p{L}\p{M}]--[a-zA-Z]]"
_DOUBTFUL = rf"{_OTHER_LETTER}{_WORD}{spans.EDGE}|{spans.EDGE}{_WORD}{_OTHER_LETTER}"
_PYTHON_DIGIT, _PYTHON_EDGE = r"\d", r"\b"
_TOKEN = re.compile(rf"[^\W\d_]+|{_digits(_PYTHON_DIGIT, _PYTHON_EDGE)}")


def find(texts: pl.DataFrame) -> pl.DataFrame:
    """All numerals of texts (edition_no, text): edition_no, start, end, printed, sorted, without overlaps."""
    doubtful = pl.col("text").str.contains(_DOUBTFUL)
    runs = pl.concat([spans.find(texts.filter(~doubtful), RUNS), spans.find(texts.filter(doubtful), _EXACT_RUNS)])
    lettered = pl.col("printed").str.contains("[a-zA-Z]")
    distinct = runs.filter(lettered)["printed"].unique().to_list()
    pieces = [(run, at, piece) for run in distinct for at, piece in cut(run)]
    table = pl.DataFrame(
        pieces, schema={"printed": pl.String, "at": pl.Int64, "numeral": pl.String}, orient="row"
    ).with_columns(pl.col("numeral").str.len_chars().cast(pl.Int64).alias("n_chars"))
    start = pl.col("start") + pl.col("at")
    spoken = (
        runs.filter(lettered)
        .join(table, on="printed")
        .select("edition_no", start.alias("start"), (start + pl.col("n_chars")).alias("end"), printed="numeral")
    )
    return pl.concat([runs.filter(~lettered), spoken]).sort("edition_no", "start")


def cut(run: str) -> list[tuple[int, str]]:
    """The numerals of a run of digits and number words, each with its offset in the run."""
    tokens = list(_TOKEN.finditer(run))
    words = [token.group().lower() for token in tokens]
    pieces, first = [], 0
    while first < len(words):
        end = _numeral(words, first)
        if end > first:
            start = tokens[first].start()
            pieces.append((start, run[start : tokens[end - 1].end()]))
        first = max(end, first + 1)
    return pieces


# Each of the functions below takes the words of a run and the place where a numeral may begin, and returns the place
# after its last word, or the same place where none begins. They prefer the longer reading.


def _numeral(words: list[str], at: int) -> int:
    """Any numeral: with a half, a fraction, dozens, an ordinal, a cardinal, or a single word."""
    number = _digits_with_scale(words, at) or _cardinal(words, at)
    if number > at and words[number : number + 3] == ["and", "a", "half"]:
        return number + 3 + (_word(words, number + 3) in SCALES)
    for rule in (_half_of, _parts, _dozen, _ordinal):
        if (end := rule(words, at)) > at:
            return end
    if number > at:
        return number
    return at + (words[at] not in ("and", "a"))


def _word(words: list[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _digits_with_scale(words: list[str], at: int) -> int:
    """`3`, `3.5 million`; 0 where no digits stand."""
    if words[at][0].isalpha():
        return 0
    end = at + 1
    while _word(words, end) in ("hundred", *SCALES):
        end += 1
    return end


def _half_of(words: list[str], at: int) -> int:
    """`half a million`, `half million`."""
    end = at + 1 + (_word(words, at + 1) == "a")
    return end + 1 if words[at] == "half" and _word(words, end) in ("hundred", "dozen", *SCALES) else at


def _parts(words: list[str], at: int) -> int:
    """`one third`, `two thirds`; not `two third`, which begins `two third-round talks`."""
    wanted = PARTS if words[at] == "one" else PLURAL_PARTS
    return at + 2 if words[at] in (*UNITS, *TEENS) and _word(words, at + 1) in wanted else at


def _dozen(words: list[str], at: int) -> int:
    """`dozen`, `two dozen`."""
    end = _below_100(words, at)
    return end + 1 if _word(words, end) == "dozen" else at


def _ordinal(words: list[str], at: int) -> int:
    """`third`, `twenty-first`, `one hundred and third`."""
    end = _below_100(words, at)
    begin = end + 2 if words[end : end + 2] == ["hundred", "and"] else at
    if _word(words, begin) in TENS and _word(words, begin + 1) in ORDINAL_UNITS:
        return begin + 2
    return begin + 1 if _word(words, begin) in ORDINALS else at


def _cardinal(words: list[str], at: int, limit: int = 10**15) -> int:
    """`one thousand two hundred`; limit is the scale that must not be reached.

    `five thousand and six thousand` are two: what is joined must be less than the scale before it.
    """
    if words[at : at + 1] == ["zero"]:
        return at + 1
    end = _below_1000(words, at)
    scale = SCALES.get(_word(words, end), limit)
    if scale >= limit:
        return end
    begin = end + 1 + (_word(words, end + 1) == "and")
    rest = _cardinal(words, begin, scale)
    return rest if rest > begin and _word(words, rest) not in SCALES else end + 1


def _below_1000(words: list[str], at: int) -> int:
    """`two hundred and five`, `hundred`, `five`."""
    end = _below_100(words, at)
    if _word(words, end) != "hundred":
        return end
    begin = end + 1 + (_word(words, end + 1) == "and")
    rest = _below_100(words, begin)
    return rest if rest > begin and _word(words, rest) != "hundred" else end + 1


def _below_100(words: list[str], at: int) -> int:
    """`twenty-one`, `twenty`, `eleven`, `one`."""
    if _word(words, at) in TENS:
        return at + 1 + (_word(words, at + 1) in UNITS)
    return at + (_word(words, at) in (*TEENS, *UNITS))
