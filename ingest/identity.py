"""Ids of claims and what hangs on them: collisions, retired ids, recorded proofs, links between answered questions."""

from __future__ import annotations

from array import array

import numpy as np
import polars as pl

from ingest import load
from ingest.findings import Findings
from ingest.ids import CLAIM, DIGITS, FORMER_LENGTH
from ingest.references import Gaps
from ingest.tables import TABLES


def with_ids(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables, with claim_id on claims and link_id on links, those of them that are there.

    claim_id is `clm_` and a hash of document, question, quote, occurrence and claimant, not of the value, so that a
    corrected value keeps its citation (DESIGN.md); link_id is `lnk_` and a hash of the key of a link.
    """
    named = [(prefix, name) for prefix, name in ((CLAIM, "claims"), ("lnk_", "links")) if name in tables]
    hashed = load.ids([(prefix, tables[name], list(TABLES[name].key)) for prefix, name in named])
    return tables | {
        name: tables[name].with_columns(ids.alias(f"{name.removesuffix('s')}_id"))
        for (_, name), ids in zip(named, hashed, strict=True)
    }


def in_full(rows: pl.DataFrame, column: str, claim_ids: pl.Series) -> pl.DataFrame:
    """Rows of a ledger, with former ids in a column replaced by the one claim whose id begins so.

    One that begins no claim's id, or those of several, stays as it is.
    """
    begun = _begun(rows[column], claim_ids).filter(pl.col("full").list.len() == 1)
    return rows.with_columns(pl.col(column).replace(begun["former"], begun["full"].list.first()))


def unambiguous(rows: pl.DataFrame, column: str, claim_ids: pl.Series, findings: Findings) -> pl.DataFrame:
    """Rows of a ledger without those whose former id begins the ids of several claims; these are findings."""
    begun = _begun(rows[column], claim_ids).filter(pl.col("full").list.len() > 1)
    bad = rows.join(begun, left_on=column, right_on="former", how="inner", maintain_order="left")
    problem = pl.concat_str(pl.lit("begins the ids of several claims: "), pl.col("full").list.join(", "))
    findings.add(bad, column, problem, "write out the one that is meant")
    return rows.filter(~pl.col(column).is_in(begun["former"].implode()).fill_null(False))


def _begun(named: pl.Series, claim_ids: pl.Series) -> pl.DataFrame:
    """The former ids among those named (former) with the ids that begin so (full, a sorted list), if any does."""
    former = named.filter(named.str.len_bytes() == FORMER_LENGTH).unique()
    ids = claim_ids.filter(claim_ids.str.head(FORMER_LENGTH).is_in(former.implode())) if len(former) else former
    return (
        pl.DataFrame({"former": ids.str.head(FORMER_LENGTH), "full": ids})
        .filter(pl.col("full").str.len_bytes() > FORMER_LENGTH)
        .group_by("former")
        .agg(pl.col("full").unique().sort())
    )


def check_ledgers(tables: dict[str, pl.DataFrame], findings: Findings) -> None:
    """Findings on lines of ledgers that name a claim by its former id beside a line that names it in full."""
    for name in ("proofs", "retired_claims"):
        rows = tables[name]
        full = in_full(rows, "claim_id", rows["claim_id"])["claim_id"].alias("full")
        doubled = rows.with_columns(full).filter(pl.col("full") != pl.col("claim_id"))
        problem = pl.concat_str(pl.lit("is the beginning of the id on another line, "), "full")
        findings.add(doubled, "claim_id", problem, "delete one of the two lines, or write this id out")


def check(tables: dict[str, pl.DataFrame], findings: Findings) -> None:
    """Findings on ids: two claims with one id, a retired id in use."""
    claims = tables["claims"]
    retired = in_full(tables["retired_claims"], "claim_id", claims["claim_id"])
    if claims["claim_id"].is_duplicated().any():
        key = pl.struct(TABLES["claims"].key)
        collided = claims.filter((key.n_unique().over("claim_id") > 1) & (pl.int_range(pl.len()).over("claim_id") > 0))
        report_collided(collided, findings)
    line = pl.col("source_line_right").cast(pl.String)
    used = claims.join(retired, on="claim_id", how="inner", suffix="_right", maintain_order="left")
    problem = pl.concat_str(
        pl.lit("has the id "), "claim_id", pl.lit(", which retired_claims.csv, line "), line, pl.lit(", retired")
    )
    findings.add(used, "quote", problem, "delete that line of retired_claims.csv, or change the quote")


def report_collided(claims: pl.DataFrame, findings: Findings) -> None:
    """Findings on claims whose id another claim has, too (quote, claim_id, source_file, source_line)."""
    problem = pl.concat_str(pl.lit("has by chance the id of another claim, "), "claim_id")
    findings.add(claims, "quote", problem, "lengthen or shorten the quote by a word: the id is made from it")


class Met:
    """The ids of the claims that went by, of which only numbers and what the ledgers name are kept."""

    def __init__(self, tables: dict[str, pl.DataFrame]) -> None:
        named = pl.concat([tables["proofs"]["claim_id"], tables["retired_claims"]["successor"]])
        self._named = named.drop_nulls().unique()
        self._former = self._named.filter(self._named.str.len_bytes() == FORMER_LENGTH)
        self._found = [pl.Series("claim_id", [], dtype=pl.String)]
        # Grows in place: eight bytes a claim, of millions too.
        self._numbers = array("Q")

    def take(self, claims: pl.DataFrame) -> None:
        """Note the ids of some claims."""
        ids = claims["claim_id"]
        self._found.append(ids.filter(ids.is_in(self._named.implode())))
        if len(self._former):
            self._found.append(ids.filter(ids.str.head(FORMER_LENGTH).is_in(self._former.implode())))
        numbers = ids.str.strip_prefix(CLAIM).str.to_integer(base=16, dtype=pl.UInt64)
        self._numbers.frombytes(numbers.to_numpy().tobytes())

    def doubled(self) -> list[str]:
        """The ids that more than one claim has."""
        numbers = np.frombuffer(self._numbers, dtype=np.uint64)
        numbers.sort()
        return [f"{CLAIM}{number:0{DIGITS}x}" for number in np.unique(numbers[1:][numbers[1:] == numbers[:-1]])]

    def in_full(self, tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        """Proofs and retired_claims, with former ids replaced by those of the claims that went by.

        A claim that is retired went by no more: its id in full is that of its proof, if there was one.
        """
        proofs = in_full(tables["proofs"], "claim_id", pl.concat(self._found))
        retired = in_full(tables["retired_claims"], "claim_id", proofs["claim_id"])
        known = pl.concat([*self._found, retired["claim_id"]])
        return {"proofs": proofs, "retired_claims": in_full(retired, "successor", known)}

    def check(self, tables: dict[str, pl.DataFrame], gaps: Gaps, findings: Findings) -> None:
        """Findings on a recorded proof of a claim that is gone, and on successors that are no claim's id.

        tables: as in_full returns them.
        """
        if {"claims", "retired_claims"} & gaps.incomplete:
            return
        ids = pl.concat([*self._found, tables["retired_claims"]["claim_id"].drop_nulls()])
        proofs = unambiguous(tables["proofs"], "claim_id", ids, findings)
        retired = unambiguous(tables["retired_claims"], "successor", ids, findings)
        ended = proofs.filter(pl.col("claim_id").is_not_null() & ~pl.col("claim_id").is_in(ids.implode()))
        findings.add(
            ended,
            "claim_id",
            "was proven, but no claim has this id any more",
            "add the id to retired_claims.csv with the day, the reason and its successor: ids that end are kept",
        )
        unknown = retired.filter(pl.col("successor").is_not_null() & ~pl.col("successor").is_in(ids.implode()))
        remedy = "write the claim_id that fct_claims shows, or nothing"
        findings.add(unknown, "successor", "is the id of no claim", remedy)


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
