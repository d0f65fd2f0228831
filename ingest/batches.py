"""The text stage of a shard.

Quotes are anchored, fits checked, numerals found and accounted for. Nothing here is a loop over claims.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ingest import coding, fit, numerals, places, values
from ingest.codes import Codes
from ingest.corpus import Corpus
from ingest.editions import Texts
from ingest.findings import ROW_KEY, Findings, only, without

TEXT_CHARS = fit.CONTEXT_CHARS


@dataclass
class Batch:
    """What one batch brought: findings, and frames keyed by claim_no, document_id or row_no.

    spans: the places of quotes. words: claim_no and indefinite_word. texts: the digests. numerals: with claim_no (the
    first claim's) and row_no (the dismissal's). bridge: numerals and all claims read from them. editions: those read.
    """

    findings: Findings
    spans: pl.DataFrame
    words: pl.DataFrame
    texts: pl.DataFrame
    numerals: pl.DataFrame
    bridge: pl.DataFrame
    editions: pl.DataFrame


def run(
    documents: list[str],
    corpus: Corpus,
    texts: Texts,
    tables: dict[str, pl.DataFrame],
    refused: pl.DataFrame,
    codes: Codes,
    quarantine: bool,
) -> Batch:
    """Take the documents of a shard through the text stage.

    tables: claims (with_context, claim_no), links and dismissals (row_no). refused: source_file and source_line of the
    rows that the row stage found bad; they are anchored, too, so that all problems show at once, but not fitted.
    """
    findings = Findings()
    editions, digests = texts.read(documents, corpus, findings)
    mine = {
        name: tables[name].filter(pl.col("document_id").is_in(documents)) for name in ("claims", "links", "dismissals")
    }
    unread = _check_held(mine, editions, _broken(documents, corpus, editions, findings), quarantine, findings)
    found = values.with_readings(numerals.find(editions))
    spots = places.locate(_searches(mine, editions), editions, found, findings)
    in_claims = spots.filter(pl.col("table") == "claims").rename({"row_no": "claim_no"}).drop("table")
    wrong = pl.concat([refused, findings.frame().select(ROW_KEY)])
    sound = without(without(mine["claims"], wrong), unread)
    readable = fit.with_readable(sound, codes)
    fit.check(readable, _contexts(in_claims, editions), codes, findings)

    wrong = pl.concat([refused, findings.frame().select(ROW_KEY)])
    good = without(readable, wrong)
    good_places = in_claims.join(good.select("claim_no"), on="claim_no", how="semi", maintain_order="left")
    found = found.with_row_index("numeral_row").with_columns(pl.col("numeral_row").cast(pl.Int64))
    bridge = coding.coded(found, good_places, good)
    rows = without(mine["dismissals"], wrong) if quarantine else mine["dismissals"]
    spots = spots.filter(pl.col("table") == "dismissals").join(rows.select("row_no"), on="row_no", how="semi")
    dismissed = coding.dismissed(found, spots)
    coding.check(found, bridge, dismissed, rows, editions, findings)
    if quarantine:
        rows = without(rows, findings.frame())
        dismissed = dismissed.join(rows.select("row_no"), on="row_no", how="semi")
    dismissed = dismissed.unique("numeral_row", keep="first", maintain_order=True)
    open_ = found.join(bridge, on="numeral_row", how="anti").join(dismissed, on="numeral_row", how="anti")
    bad = [only(mine["claims"], wrong), only(mine["dismissals"], wrong)]
    reported = open_ if quarantine else _unexcused(open_, bad, editions, corpus.unread)
    coding.report_unaccounted(reported, editions, findings)
    # A numeral that nothing accounts for is set aside like any bad row: it stands in raw.rejects, not in raw.numerals.
    kept = found.join(open_.select("numeral_row"), on="numeral_row", how="anti", maintain_order="left")
    return Batch(
        findings,
        _named(in_claims.join(good.select("claim_no"), on="claim_no", how="semi"), editions),
        good.select("claim_no", "indefinite_word"),
        digests,
        _accounted(kept, bridge, dismissed, editions),
        _named(bridge.join(found, on="numeral_row", maintain_order="left"), editions),
        editions.select("document_id", "text_edition"),
    )


def _check_held(
    mine: dict[str, pl.DataFrame], editions: pl.DataFrame, broken: list[str], quarantine: bool, findings: Findings
) -> pl.DataFrame:
    """Findings on rows that need a text that is not held, or lack a quote where one is.

    broken: the documents whose digest could not be read. Returns their rows; by quarantine they are set aside with it.
    """
    held = editions.select("document_id").unique()
    depends = pl.col("document_id").is_in(broken)
    digest = editions.filter(pl.col("text_edition") == "digest").select("document_id")
    for name in ("claims", "links"):
        quoteless = mine[name].filter(pl.col("quote").is_null()).join(held, on="document_id", how="semi")
        remedy = "quote the shortest run of the text that carries number, hedge and unit"
        findings.add(quoteless, "quote", "is empty, though a text of the document is held", remedy)
        bare = mine[name].filter(pl.col("quote").is_null() & pl.col("note").is_null() & ~depends)
        remedy = "say in the note where it is from (row E034), or quote the words"
        without_text = bare.join(held, on="document_id", how="anti", maintain_order="left")
        findings.add(without_text, "note", "is empty, and so is the quote", remedy)
    dependent = [mine[name].filter(depends).select("document_id", *ROW_KEY) for name in mine]
    if quarantine:
        for rows in dependent:
            problem = "depends on the document's digest, which was set aside"
            findings.add(rows, "document_id", problem, "mend the digest first")
    needs_digest = mine["dismissals"].filter(pl.col("edition").is_in(["digest", "both"]) & ~depends)
    textless = needs_digest.join(digest, on="document_id", how="anti", maintain_order="left")
    remedy = "write the digest, or make the edition original"
    findings.add(textless, "edition", "needs a digest, and the document has none", remedy)
    return pl.concat(dependent)


def _broken(documents: list[str], corpus: Corpus, editions: pl.DataFrame, findings: Findings) -> list[str]:
    """The documents of a batch that have a digest, or may have one, that could not be read."""
    unclean = set(findings.frame()["source_file"].to_list())
    lost = corpus.lost_digests(documents)
    if not unclean and not lost:
        return []
    held = set(editions.filter(pl.col("text_edition") == "digest")["document_id"])
    names = {document_id: f"texts/{document_id}.txt" for document_id in documents if document_id not in held}
    return [document_id for document_id, name in names.items() if name in unclean or document_id in lost]


def _searches(mine: dict[str, pl.DataFrame], editions: pl.DataFrame) -> pl.DataFrame:
    """What is to be found where, as places.locate wants it.

    In a digest a coded phrase stands once; `occurrence` counts in the original, and in the digest only for a dismissal
    of the digest alone.
    """
    where = editions.select("document_id", "edition_no", "text_edition")
    digest = pl.col("text_edition") == "digest"
    occurrence = pl.col("occurrence").cast(pl.Int64, strict=False)
    searches = []
    for name, number in (("claims", "claim_no"), ("links", "row_no")):
        asked = mine[name].filter(pl.col("quote").is_not_null()).join(where, on="document_id", maintain_order="left")
        searches.append(
            asked.select(
                pl.lit(name).alias("table"),
                pl.col(number).alias("row_no"),
                *ROW_KEY,
                pl.lit("quote").alias("column"),
                "edition_no",
                pl.col("quote").alias("phrase"),
                pl.when(~digest).then(occurrence).alias("occurrence"),
            )
        )
    asked = (
        mine["dismissals"].filter(pl.col("phrase").is_not_null()).join(where, on="document_id", maintain_order="left")
    )
    asked = asked.filter((pl.col("edition") == "both") | (pl.col("edition") == pl.col("text_edition")))
    searches.append(
        asked.select(
            pl.lit("dismissals").alias("table"),
            "row_no",
            *ROW_KEY,
            pl.lit("phrase").alias("column"),
            "edition_no",
            "phrase",
            pl.when(~digest | (pl.col("edition") == "digest")).then(occurrence).alias("occurrence"),
        )
    )
    return pl.concat(searches)


def _contexts(in_claims: pl.DataFrame, editions: pl.DataFrame) -> pl.DataFrame:
    """claim_no, before, after: the text on either side of each place of a quote."""
    start, end = pl.col("start"), pl.col("end")
    ahead = (start - TEXT_CHARS).clip(0)
    return in_claims.join(editions.select("edition_no", "text"), on="edition_no", maintain_order="left").select(
        "claim_no",
        pl.col("text").str.slice(ahead, start - ahead).alias("before"),
        pl.col("text").str.slice(end, TEXT_CHARS).alias("after"),
    )


def _unexcused(
    open_: pl.DataFrame, bad: list[pl.DataFrame], editions: pl.DataFrame, unread: frozenset[str] | None
) -> pl.DataFrame:
    """Numerals that nothing accounts for, less those that a refused row of the same document may account for.

    These are the numerals in the row's wording, and all of a document (unread) with rows that cannot be read. The row's
    own problem is the one to mend.
    """
    if unread is None:
        return open_.clear()
    phrases = pl.concat([bad[0].select("document_id", phrase="quote"), bad[1].select("document_id", "phrase")])
    texts = phrases.filter(pl.col("phrase").is_not_null()).rename({"phrase": "text"}).with_row_index("edition_no")
    words = (
        numerals.find(texts).join(texts, on="edition_no").select("document_id", pl.col("printed").str.to_lowercase())
    )
    documents = editions.select("edition_no", "document_id")
    return (
        open_.join(documents, on="edition_no", maintain_order="left")
        .filter(~pl.col("document_id").is_in(list(unread)))
        .with_columns(pl.col("printed").str.to_lowercase().alias("word"))
        .join(words, left_on=["document_id", "word"], right_on=["document_id", "printed"], how="anti")
        .drop("word", "document_id")
    )


def _named(rows: pl.DataFrame, editions: pl.DataFrame) -> pl.DataFrame:
    """claim_no, document_id, text_edition, char_start, char_end of rows with edition_no, start, end."""
    return (
        rows.join(editions.select("edition_no", "document_id", "text_edition"), on="edition_no", maintain_order="left")
        .select(
            "claim_no",
            "document_id",
            "text_edition",
            pl.col("start").alias("char_start"),
            pl.col("end").alias("char_end"),
        )
        .sort("document_id", "text_edition", "char_start", "claim_no")
    )


def _accounted(
    found: pl.DataFrame, bridge: pl.DataFrame, dismissed: pl.DataFrame, editions: pl.DataFrame
) -> pl.DataFrame:
    """raw.numerals, but for the ids of claim and dismissal, which are row numbers still."""
    first = bridge.group_by("numeral_row").agg(pl.col("claim_no").min())
    return (
        found.join(first, on="numeral_row", how="left")
        .join(dismissed, on="numeral_row", how="left")
        .join(editions.select("edition_no", "document_id", "text_edition"), on="edition_no")
        .select(
            "document_id",
            "text_edition",
            pl.col("start").alias("char_start"),
            pl.col("end").alias("char_end"),
            pl.col("printed").alias("numeral"),
            pl.col("readings").list.first().alias("numeral_value"),
            "claim_no",
            "row_no",
        )
        .sort("document_id", "text_edition", "char_start")
    )
