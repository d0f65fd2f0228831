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
SEARCH = ["table", "row_no", "source_file", "source_line", "column", "edition_no", "phrase", "occurrence"]


def locate(searches: pl.DataFrame, editions: pl.DataFrame, numerals: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """One place per search that can be answered: table, row_no, edition_no, start, end. The others become findings.

    editions: edition_no, text_edition, text, text_file.
    """
    phrases = searches.select("edition_no", "phrase").unique()
    hits = anchors.find(editions.select("edition_no", "text"), phrases, numerals)
    whole = hits.filter(~pl.col("cuts")).drop("cuts")
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
    cut = with_lines(hits.filter(pl.col("cuts")), editions).group_by("edition_no", "phrase").agg(pl.col("line").min())
    texts = editions.select("edition_no", "text")
    # The few distinct phrases that no tier found: looked at one by one, for a hint only.
    distinct = absent.select("edition_no", "phrase").unique().sort("edition_no", "phrase")
    looked = distinct.join(texts, on="edition_no").join(cut, on=["edition_no", "phrase"], how="left")
    hints = pl.DataFrame(
        [(n, phrase, near_miss(phrase, text, line)) for n, phrase, text, line in looked.iter_rows()],
        schema={"edition_no": pl.Int64, "phrase": pl.String, "hint": pl.String},
        orient="row",
    )
    listed = absent.join(hints, on=["edition_no", "phrase"], maintain_order="left")
    problem = pl.format("does not stand in the {} {}{}", "text_edition", "text_file", "hint")
    remedy = "copy the phrase from the text, character by character"
    _report(listed, editions, problem, remedy, findings)


def near_miss(phrase: str, text: str, cut_line: int | None) -> str:
    """What in the text comes nearest to a phrase that is not there: `; …`, or nothing."""
    if cut_line is not None:
        return f"; on line {cut_line} it is cut out of a longer word or number"
    for form, said in (("NFC", "composed"), ("NFKC", "compatible")):
        if (place := _place(phrase, text, lambda s, form=form: unicodedata.normalize(form, s))) is not None:
            return f"; on line {place} it stands in another Unicode form ({form}: {said} characters are equal)"
    if (place := _place(phrase, text, str.casefold)) is not None:
        return f"; on line {place} it stands with other capitals"
    if (place := _place(phrase, text, lambda s: s.translate(_DASHES))) is not None:
        return f"; on line {place} it stands with another dash or hyphen"
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
