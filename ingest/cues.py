"""Hedge cues: which words beside a figure show which hedge (seeds/hedge_cues.csv), and where they are looked for."""

from __future__ import annotations

import re

import polars as pl

from ingest import numerals, spans
from ingest.codes import Codes

WINDOW_WORDS = 3
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # kana, Han, Thai
_UNSPACED_LANGUAGES = ("ja", "zh", "th")
_MARKS = '["“”„‟«»〝〞＂‹›‘‚‛＇]'
# A sentence ends at . ! ? or … after a small letter, digit or bracket (not after the S of U.S.), or at a blank line.
# Quotation marks have been taken out before.
_STOP = r"[^\p{Lu}\s][.!?…]+[)\]]*\s"
_EARLIER = rf"(?s)^.*(?:{_STOP}|\n\s*\n)"
_NEXT_PARAGRAPHS = r"(?s)\n\s*\n.*$"
_NARROW = ("a", "an", "the", "another", "additional")
# `not more than 40` says the opposite of `more than 40`; a listed cue may itself begin so.
_NEGATED = rf"(?i:{spans.EDGE}(?:not|no|never|cannot|[a-z]+n['’]t)\s+)"
# Words that part a cue from its figure without ending the phrase: `40 minutes or so`, `up to a total of 40`.
_GAP_WORD = r"[^\s.,;:!?…()–—]+"
_NUMERAL = rf"{spans.EDGE}{numerals.BEGINS}"
_GAP_BEFORE = rf"(?i:(?:a|an|the)\s+)?(?:{_GAP_WORD}\s+){{0,2}}"
_GAP_AFTER = rf"(?:[\s-]+{_GAP_WORD}){{0,2}}?"


def language_of(language: pl.Expr) -> pl.Expr:
    """The language of `en-GB` is `en`; so is that of a document whose language is not known."""
    return language.str.split("-").list.first().fill_null("en")


class Cues:
    """The cues of one language as patterns, the longest first, so that `no more than` is not read as `more than`."""

    def __init__(self, codes: Codes, language: str) -> None:
        cues = codes.frame("hedge_cues").filter(pl.col("language") == language)
        self.frame = cues.select(pl.col("cue").str.to_lowercase(), "hedge", "side")
        listed = _alternatives(self.frame["cue"].unique().to_list())
        # A negated cue that is not listed itself is found as such, and so is none of the list.
        self.any = rf"(?:{listed}|{_NEGATED}{listed})"
        beside = self.frame.filter(~pl.col("hedge").is_in(["exactly", "between"]))
        leading = beside.filter(pl.col("side") == "before")["cue"].unique()
        before = rf"{_NEGATED}?{_alternatives(leading.to_list())}"
        # Only cues of several words: `by`, `over` or `some` further off is mostly another phrase's.
        several = leading.filter(leading.str.contains(" "))
        after = _alternatives(beside.filter(pl.col("side") == "after")["cue"].unique().to_list())
        blank, counter = (r"\s*", r"\p{L}{0,2}") if language in _UNSPACED_LANGUAGES else (r"\s+", "")
        self.directly_before = rf"(?i){before}{blank}(?:(?:{'|'.join(_NARROW)})\s+)?$"
        self.near_before = rf"({_NEGATED}?{_alternatives(several.to_list())})(\s+{_GAP_BEFORE})$"
        self.at_start = rf"(?i)^\s*{before}{blank}"
        self.directly_after = rf"(?i)^\s*{counter}({after})(\s+than{spans.EDGE}|-)?"
        self.near_after = rf"^({_GAP_AFTER})[\s,]*({after})(\s+than{spans.EDGE}|-)?"
        # `from four regions` is no range; `from 24 to 48` is one, whichever end is coded.
        range_ = self.frame.filter(pl.col("hedge") == "between")
        opening = _alternatives(range_.filter(pl.col("side") == "before")["cue"].unique().to_list())
        joining = _alternatives(range_.filter(pl.col("side") == "inside")["cue"].unique().to_list())
        self.opens_range = rf"(?i){opening}\s+$"
        self.goes_on_to = rf"(?i)^\s*{joining}\s*{numerals.BEGINS}"

    def found(self, zones: pl.DataFrame) -> pl.DataFrame:
        """The hedges that have a cue in their zone. zones: claim_no, side, words. Returns claim_no, hedge."""
        return (
            zones.select(
                "claim_no",
                "side",
                pl.col("words").str.extract_all(self.any),
            )
            .explode("words")
            .filter(pl.col("words").is_not_null())
            .with_columns(pl.col("words").str.to_lowercase().str.replace_all(r"\s+", " ").alias("cue"))
            .join(self.frame, on=["cue", "side"])
            .select("claim_no", "hedge")
            .unique()
        )

    def beside_before(self, left: pl.Expr, wide: pl.Expr) -> pl.Expr:
        """The cue that stands before a figure, left being the text up to it, or NULL; wide: some words may part them.

        What stands between them is no other numeral: `more than half of 40` is about the half.
        """
        near = left.str.replace(_EARLIER, "")
        near_cue, gap = near.str.extract(self.near_before, 1), near.str.extract(self.near_before, 2)
        return pl.coalesce(
            left.str.extract(f"({self.directly_before})"),
            pl.when(wide & ~gap.str.contains(_NUMERAL)).then(near_cue),
        )

    def beside_after(self, right: pl.Expr, wide: pl.Expr) -> pl.Expr:
        """The cue that stands after a figure, right being the text from it on, or NULL; wide as in beside_before.

        Not `40 or more than that`, nor `40 or so-called`.
        """
        right = right.str.replace(_NEXT_PARAGRAPHS, "")
        narrow = pl.when(right.str.extract(self.directly_after, 2).is_null()).then(
            right.str.extract(self.directly_after, 1)
        )
        gap, goes_on = right.str.extract(self.near_after, 1), right.str.extract(self.near_after, 3)
        near = pl.when(wide & goes_on.is_null() & ~gap.str.contains(_NUMERAL)).then(
            right.str.extract(self.near_after, 2)
        )
        return pl.coalesce(narrow, near)


def unquoted(text: pl.Expr) -> pl.Expr:
    """Text without quotation marks: a mark between cue and figure does not part them."""
    return text.str.replace_all(_MARKS, "")


def words_before(text: pl.Expr) -> pl.Expr:
    """The last words of the sentence that text breaks off in."""
    sentence = unquoted(text).str.replace(_EARLIER, "")
    return sentence.str.extract(rf"((?:\S+\s+){{0,{WINDOW_WORDS}}}\S*)$").fill_null("")


def words_after(text: pl.Expr) -> pl.Expr:
    """The first words of what is left of the sentence that text goes on with."""
    sentence = unquoted(text).str.replace(r"(?s)(^|[^\p{Lu}\s])[.!?…]+[)\]]*(?:\s.*)?$", "${1}")
    sentence = sentence.str.replace(_NEXT_PARAGRAPHS, "")
    return sentence.str.extract(rf"^(\s*\S*(?:\s+\S+){{0,{WINDOW_WORDS}}})").fill_null("")


def _alternatives(cues: list[str]) -> str:
    """A pattern for any of the cues, the longest first; words end at word edges, dashes need none."""
    longest_first = sorted(cues, key=lambda cue: (-len(cue), cue))
    # Edges of words are ASCII's (spans.EDGE) where a cue begins and ends so, and Unicode's for other letters; a script
    # without blanks between words needs none, like a dash.
    words = [cue for cue in longest_first if cue[0].isalnum() and (cue[0] + cue[-1]).isascii()]
    lettered = [cue for cue in longest_first if cue[0].isalnum() and cue not in words and not _UNSPACED.match(cue)]
    free = [re.escape(cue) for cue in longest_first if cue not in words and cue not in lettered]
    spoken = [rf"(?i:{spans.EDGE}(?:{_spaced(words)}){spans.EDGE})"] if words else []
    spoken += [rf"(?i:\b(?:{_spaced(lettered)})\b)"] if lettered else []
    return rf"(?:{'|'.join([*spoken, *free])})" if cues else r"[^\s\S]"


def _spaced(cues: list[str]) -> str:
    return "|".join(r"\s+".join(re.escape(part) for part in cue.split()) for cue in cues)
