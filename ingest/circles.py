"""Relations that must not lead back to where they began: what no round of peeling can take off stands on a circle."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ingest.findings import Findings


@dataclass(frozen=True)
class Relation:
    """column of table names rows of the same table (joined by + where many), by their key."""

    table: str
    key: str
    column: str
    remedy: str


RELATIONS = (
    Relation("places", "place_id", "located_in", "name the place around it, and leave the outermost one's empty"),
    Relation("actors", "actor_id", "member_of", "name the body that has the member, not the members of a body"),
    Relation("questions", "question_id", "share_of", "name the question whose figure is the whole"),
    Relation("retired_claims", "claim_id", "successor", "name the claim that stands in its place today, or nothing"),
)


def check(tables: dict[str, pl.DataFrame], findings: Findings) -> None:
    """Add a finding for each row that leads back to itself over others; one that names itself has its own rule."""
    for relation in RELATIONS:
        named = pl.col(relation.column).str.split("+")
        steps = tables[relation.table].with_columns(pl.col(relation.key).alias("from"), named.alias("to")).explode("to")
        circle = on_circles(steps.filter(pl.col("to").is_not_null() & (pl.col("from") != pl.col("to"))), [])
        findings.add(
            circle, relation.column, f"leads back to the row itself by other rows' {relation.column}", relation.remedy
        )
    _check_links(tables["links"], findings)


def _check_links(links: pl.DataFrame, findings: Findings) -> None:
    """No question is, over any number of asserted links of one kind, a part of itself."""
    steps = links.filter(
        pl.col("kind").is_in(["part_of", "counts_towards", "supersedes"])
        & (pl.col("polarity") == "asserted")
        & (pl.col("part") != pl.col("whole"))
    ).with_columns(pl.col("part").alias("from"), pl.col("whole").alias("to"))
    problem = pl.concat_str(pl.lit("leads back to the part by other links of the kind "), "kind")
    remedy = "correct part and whole, or delete one of the links of the circle"
    findings.add(on_circles(steps, ["kind"]), "whole", problem, remedy)


def on_circles(steps: pl.DataFrame, within: list[str]) -> pl.DataFrame:
    """Those steps (columns from and to) that stand on a circle, or between two; within: columns equal on a circle.

    Steps are peeled off from both ends until no round can peel more.
    """
    before = steps.height + 1
    while steps.height < before:
        before = steps.height
        steps = steps.join(steps, left_on=[*within, "from"], right_on=[*within, "to"], how="semi").join(
            steps, left_on=[*within, "to"], right_on=[*within, "from"], how="semi"
        )
    return steps
