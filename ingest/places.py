"""From hits to places: which occurrence of a quote is meant in each edition, and what is wrong where none can be.

A search asks for one phrase in one edition: table (claims, links, dismissals), row_no, source_file, source_line,
column (quote or phrase), edition_no, phrase, occurrence (NULL: it must stand there once).
"""

from __future__ import annotations

import unicodedata

import polars as pl

from ingest import anchors
from ingest.findings import Findings

MAX_LINES_SHOWN = 5
_BLANK_LINE = r"\n[^\S\n]*\n"


def locate(searches: pl.DataFrame, editions: pl.DataFrame, numerals: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """One place per search that can be answered: table, row_no, edition_no, start, end. The others become findings.

    editions: edition_no, text_edition, text, text_file.
    """
    phrases = searches.select("edition_no", "phrase").unique()
    hits = anchors.find(editions.select("edition_no", "text"), phrases, numerals)
    hits = hits.with_columns(_splits(hits, editions))
    whole = hits.filter(~pl.col("cuts") & ~pl.col("splits")).drop("cuts", "splits")
    whole = whole.with_columns(pl.int_range(1, pl.len() + 1).over("edition_no", "phrase").alias("nth"))
    counts = whole.group_by("edition_no", "phrase").agg(pl.len().cast(pl.Int64).alias("n_hits"))
    asked = searches.join(counts, on=["edition_no", "phrase"], how="left", maintain_order="left").with_columns(
        pl.col("n_hits").fill_null(0)
    )
    several = asked.filter((pl.col("n_hits") > 1) & pl.col("occurrence").is_null())
    beyond = asked.filter(pl.col("n_hits") > 0).filter(pl.col("occurrence") > pl.col("n_hits"))
    needless = asked.filter((pl.col("n_hits") == 1) & (pl.col("occurrence") == 1))
    _report_absent(asked.filter(pl.col("n_hits") == 0), editions, hits, findings)
    _report_several(several, editions, whole, findings)
    problem = pl.format("there is no such occurrence: the {} {} has {}", "text_edition", "text_file", "n_hits")
    _report(beyond, editions, problem, "count the occurrences again; the first is 1", findings, "occurrence")
    problem = pl.format("is given, though the phrase stands once in the {} {}", "text_edition", "text_file")
    _report(needless, editions, problem, "leave it empty", findings, "occurrence")
    return (
        asked.filter(pl.col("n_hits") > 0)
        .with_columns(pl.coalesce("occurrence", 1).cast(pl.Int64).alias("nth"))
        .join(
            pl.concat([several, beyond]).select("table", "row_no", "edition_no"),
            on=["table", "row_no", "edition_no"],
            how="anti",
        )
        .join(whole, on=["edition_no", "phrase", "nth"])
        .select("table", "row_no", "edition_no", "start", "end")
        .sort("table", "row_no", "edition_no")
    )


def _splits(hits: pl.DataFrame, editions: pl.DataFrame) -> pl.Series:
    """For each hit, whether it runs from one paragraph of a digest into the next.

    A digest gives a coded phrase in one run. In an original a blank line may be the end of a page in mid-sentence.
    """
    longer = pl.col("end") - pl.col("start") != pl.col("phrase").str.len_chars()
    doubtful = hits.with_row_index("row").filter(longer | pl.col("phrase").str.contains(_BLANK_LINE))
    digests = editions.filter(pl.col("text_edition") == "digest").select("edition_no", "text")
    found = pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    split = doubtful.join(digests, on="edition_no").filter(found.str.contains(_BLANK_LINE))
    return pl.Series("splits", range(hits.height), dtype=pl.Int64).is_in(split["row"].cast(pl.Int64).implode())


def _report(
    wrong: pl.DataFrame, editions: pl.DataFrame, problem: pl.Expr, remedy: str, findings: Findings, column: str = ""
) -> None:
    """Add findings for searches; column names another column than the searched one."""
    shown = wrong.join(editions.select("edition_no", "text_edition", "text_file"), on="edition_no")
    for name in shown["column"].unique().sort():
        rows = shown.filter(pl.col("column") == name)
        value = pl.col("occurrence" if column else "phrase")
        findings.add(rows, column or name, problem, remedy, value)


def _report_several(several: pl.DataFrame, editions: pl.DataFrame, whole: pl.DataFrame, findings: Findings) -> None:
    """A phrase that stands more than once where it must stand once; the lines of its places are shown."""
    if several.is_empty():
        return
    lines = with_lines(
        whole.join(several.select("edition_no", "phrase").unique(), on=["edition_no", "phrase"]), editions
    )
    shown = lines.group_by("edition_no", "phrase").agg(
        pl.col("line").sort().head(MAX_LINES_SHOWN).cast(pl.String).str.join(", ").alias("lines")
    )
    listed = several.join(shown, on=["edition_no", "phrase"], maintain_order="left")
    count = pl.col("n_hits").cast(pl.String)
    problem = pl.format("stands {} times in the {} {}: lines {}", count, "text_edition", "text_file", "lines")
    for edition, remedy in (
        ("digest", "let the digest hold each coded phrase once, or lengthen the phrase"),
        ("original", "say in occurrence which one is meant, or lengthen the phrase"),
    ):
        chosen = editions.filter(pl.col("text_edition") == edition)
        _report(listed.join(chosen.select("edition_no"), on="edition_no"), chosen, problem, remedy, findings)


def _report_absent(absent: pl.DataFrame, editions: pl.DataFrame, hits: pl.DataFrame, findings: Findings) -> None:
    """A phrase that does not stand in the text; the hint says what comes nearest, without ever taking it for a hit."""
    if absent.is_empty():
        return
    why = pl.when("splits").then(pl.lit(_SPLIT)).otherwise(pl.lit(_CUT)).alias("why")
    cut = (
        with_lines(hits.filter(pl.col("cuts") | pl.col("splits")), editions)
        .sort("line")
        .group_by("edition_no", "phrase")
        .agg(pl.format("; on line {} {}", pl.col("line").first(), why.first()).alias("missed"))
    )
    texts = editions.select("edition_no", "text")
    # The few distinct phrases that no tier found: looked at one by one, for a hint only.
    distinct = absent.select("edition_no", "phrase").unique().sort("edition_no", "phrase")
    looked = distinct.join(texts, on="edition_no").join(cut, on=["edition_no", "phrase"], how="left")
    hints = pl.DataFrame(
        [(n, phrase, missed or near_miss(phrase, text)) for n, phrase, text, missed in looked.iter_rows()],
        schema={"edition_no": pl.Int64, "phrase": pl.String, "hint": pl.String},
        orient="row",
    )
    listed = absent.join(hints, on=["edition_no", "phrase"], maintain_order="left")
    problem = pl.format("does not stand in the {} {}{}", "text_edition", "text_file", "hint")
    remedy = "copy the phrase from the text, character by character"
    _report(listed, editions, problem, remedy, findings)


_CUT = "it is cut out of a longer word or number"
_SPLIT = "it runs over a blank line into the next paragraph"


def near_miss(phrase: str, text: str) -> str:
    """What in the text comes nearest to a phrase that is not there: `; …`, or nothing."""
    for form, said in (("NFC", "composed"), ("NFKC", "compatible")):
        if (place := _place(phrase, text, lambda s, form=form: unicodedata.normalize(form, s))) is not None:
            return f"; on line {place} it stands in another Unicode form ({form}: {said} characters are equal)"
    if (place := _place(phrase, text, str.casefold)) is not None:
        return f"; on line {place} it stands with other capitals"
    if (place := _place(phrase, text, lambda s: s.translate(_DASHES))) is not None:
        return f"; on line {place} it stands with another dash or hyphen"
    if strange := next((c for c in phrase if not c.isascii() and c not in text), ""):
        # Letters of another script and marks without a width look right on every screen.
        return f"; the text has no U+{ord(strange):04X} {unicodedata.name(strange, 'without a name')}"
    return ""


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def _place(phrase: str, text: str, change: object) -> int | None:
    """The line of the phrase in the text when both are changed alike, or None."""
    assert callable(change)
    wanted = " ".join(str(change(phrase)).split())
    lines = [" ".join(line.split()) for line in str(change(text)).split("\n")]
    if wanted not in " ".join(lines):
        return None
    return next((n for n, line in enumerate(lines, 1) if wanted in line), 1)


def with_lines(places: pl.DataFrame, editions: pl.DataFrame) -> pl.DataFrame:
    """Places (edition_no, start) with line, the 1-based physical line of start. For the few that are reported."""
    return (
        places.join(editions.select("edition_no", "text"), on="edition_no", maintain_order="left")
        .with_columns(
            (pl.col("text").str.slice(0, pl.col("start")).str.count_matches("\n", literal=True) + 1)
            .cast(pl.Int64)
            .alias("line")
        )
        .drop("text")
    )
