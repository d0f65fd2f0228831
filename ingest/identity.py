"""Ids of claims and what hangs on them: collisions, retired ids, recorded proofs, links between answered questions."""

from __future__ import annotations

import polars as pl

from ingest import load
from ingest.findings import Findings
from ingest.references import Gaps
from ingest.tables import TABLES


def with_ids(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables, with claim_id on claims and link_id on links.

    claim_id is `clm_` and a hash of document, question, quote, occurrence and claimant, not of the value, so that a
    corrected value keeps its citation (DESIGN.md); link_id is `lnk_` and a hash of the key of a link.
    """
    claims, links = tables["claims"], tables["links"]
    claim_ids, link_ids = load.ids(
        [("clm_", claims, list(TABLES["claims"].key)), ("lnk_", links, list(TABLES["links"].key))]
    )
    return tables | {
        "claims": claims.with_columns(claim_ids.alias("claim_id")),
        "links": links.with_columns(link_ids.alias("link_id")),
    }


def check(tables: dict[str, pl.DataFrame], gaps: Gaps, findings: Findings) -> None:
    """Findings on ids: two claims with one id, a retired id in use, a recorded proof of a claim that is gone."""
    claims, retired = tables["claims"], tables["retired_claims"]
    key = pl.struct(TABLES["claims"].key)
    collided = claims.filter((key.n_unique().over("claim_id") > 1) & (pl.int_range(pl.len()).over("claim_id") > 0))
    problem = pl.concat_str(pl.lit("has by chance the id of another claim, "), "claim_id")
    findings.add(collided, "quote", problem, "lengthen or shorten the quote by a word: the id is made from it")

    line = pl.col("source_line_right").cast(pl.String)
    used = claims.join(retired, on="claim_id", how="inner", suffix="_right", maintain_order="left")
    problem = pl.concat_str(
        pl.lit("has the id "), "claim_id", pl.lit(", which retired_claims.csv, line "), line, pl.lit(", retired")
    )
    findings.add(used, "quote", problem, "delete that line of retired_claims.csv, or change the quote")

    if {"claims", "retired_claims"} & gaps.incomplete:
        return
    ids = pl.concat([claims["claim_id"], retired["claim_id"].drop_nulls()])
    ended = tables["proofs"].filter(pl.col("claim_id").is_not_null() & ~pl.col("claim_id").is_in(ids.implode()))
    findings.add(
        ended,
        "claim_id",
        "was proven, but no claim has this id any more",
        "add the id to retired_claims.csv with the day, the reason and its successor: ids that end are kept",
    )
    unknown = retired.filter(pl.col("successor").is_not_null() & ~pl.col("successor").is_in(ids.implode()))
    findings.add(unknown, "successor", "is the id of no claim", "write the claim_id that fct_claims shows, or nothing")


def check_links(links: pl.DataFrame, claims: pl.DataFrame, gaps: Gaps, findings: Findings) -> None:
    """The part of a link is a question that its document answers; the whole may be another document's.

    Two figures that are said to be equal need not be given at all, and of `not 20,000 but 339` both are.
    """
    links = gaps.may_be_claimed(links, "document_id")
    answered = claims.select("document_id", "question_id").unique()
    kind = pl.col("kind")
    for column, bound in (("part", kind != "equals"), ("whole", kind == "instead_of")):
        bare = links.filter(bound & pl.col(column).is_not_null()).join(
            answered, left_on=["document_id", column], right_on=["document_id", "question_id"], how="anti"
        )
        problem = pl.concat_str(pl.lit("is a question that no claim of "), "document_id", pl.lit(" answers"))
        findings.add(bare, column, problem, "code the claim (or mend the one set aside), or correct the question_id")
