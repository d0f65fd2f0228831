"""Rules on the rows of the small tables: documents, questions, events, actors, links (CODEBOOK.md)."""

from __future__ import annotations

import polars as pl

from ingest import circles
from ingest.checks import Rule, apply, as_day
from ingest.codes import Codes
from ingest.findings import Findings
from ingest.valuerules import PLAIN_NUMBER

OUTLET = "outlet"


def check_tables(tables: dict[str, pl.DataFrame], codes: Codes, findings: Findings) -> None:
    """Add the findings on all tables but claims and dismissals."""
    for name, rules in (
        ("documents", _document_rules()),
        ("questions", _question_rules()),
        ("events", _event_rules()),
        ("actors", _actor_rules()),
        ("places", [_not_itself("place_id", "located_in")]),
        ("retired_claims", [_not_itself("claim_id", "successor")]),
        ("links", _link_rules()),
        ("proofs", _proof_rules()),
    ):
        apply(tables[name], rules, findings)
    _check_fit_of_codes(tables["questions"], codes, findings)
    _check_scopes(tables["questions"], findings)
    circles.check(tables, findings)
    _check_originals_differ(tables["documents"], findings)


def _document_rules() -> list[Rule]:
    earliest, latest = as_day("published_earliest"), as_day("published_latest")
    basis = pl.col("published_basis")
    return [
        Rule(
            "published_latest",
            latest < earliest,
            "lies before published_earliest",
            "write the earlier of the two days as published_earliest",
        ),
        Rule(
            "published_latest",
            (basis == "printed") & (latest > earliest),
            "differs from published_earliest, though the day is printed",
            "write the printed day twice, or make published_basis inferred and give the reason in the note",
        ),
        Rule(
            "note",
            (basis == "inferred") & pl.col("note").is_null(),
            "is empty, but published_basis is inferred",
            "say in the note how the day of publication was worked out",
        ),
    ]


def _question_rules() -> list[Rule]:
    value_type, low = pl.col("value_type"), pl.col("domain_low")
    number = low.str.contains(PLAIN_NUMBER)
    return [
        Rule("question", ~pl.col("question").str.ends_with("?"), "does not end in a question mark", "ask a question"),
        Rule(
            "cardinality",
            (pl.col("cardinality") == "many") & (value_type != "identity"),
            "many answers are for identities only",
            "write one",
        ),
        Rule(
            "domain_low",
            (value_type == "date") & low.is_not_null() & as_day("domain_low").is_null(),
            "is not an ISO date, but value_type is date",
            "write the least day that makes sense as YYYY-MM-DD",
        ),
        Rule(
            "domain_low",
            value_type.is_in(["count", "duration", "share", "ordinal"]) & ~number,
            "is not a number of 0 or more",
            "write the least value that makes sense in digits: 0",
        ),
        Rule(
            "domain_low",
            value_type.is_in(["identity", "clock"]) & low.is_not_null(),
            "has no meaning for an identity or a time of day",
            "leave it empty",
        ),
        Rule(
            "basis",
            value_type.is_in(["date", "identity", "ordinal", "clock"]) & pl.col("basis").is_not_null(),
            "has no meaning for a date, an identity, a place in an order or a time of day",
            "leave it empty",
        ),
        Rule(
            "scope",
            pl.col("scope").is_not_null() & pl.col("family").is_null(),
            "is given without a family",
            "name the family within which the scope tells questions apart",
        ),
        Rule(
            "share_of",
            pl.col("share_of").is_not_null() & (value_type != "share"),
            "is given, but value_type is not share",
            "leave it empty, or make value_type share",
        ),
        Rule(
            "share_of",
            pl.col("share_of") == pl.col("question_id"),
            "is the question itself",
            "name the question whose figure is the whole",
        ),
        Rule(
            "basis",
            pl.col("basis") == "not_stated",
            "is the basis of a claim, not of a question",
            "write the basis to which the claims are converted, or leave it empty",
        ),
    ]


def _event_rules() -> list[Rule]:
    own = pl.col("related_to").str.split("+").list.contains(pl.col("event_id"))
    return [
        Rule("ends_on", as_day("ends_on") < as_day("starts_on"), "lies before starts_on", "check the two days"),
        Rule("related_to", own, "relates the event to itself", "delete the event's own id"),
    ]


def _actor_rules() -> list[Rule]:
    own = pl.col("member_of").str.split("+").list.contains(pl.col("actor_id"))
    reserved = f"{OUTLET} is reserved for claims that a text makes in its own voice"
    return [
        Rule("actor_id", pl.col("actor_id") == OUTLET, reserved, "choose another actor_id"),
        Rule("member_of", own, "makes the actor a member of itself", "delete the actor's own id"),
    ]


def _not_itself(key: str, column: str) -> Rule:
    return Rule(column, pl.col(column) == pl.col(key), "is the row itself", "name another, or leave it empty")


def _link_rules() -> list[Rule]:
    part_of = pl.col("kind") == "part_of"
    return [
        Rule("whole", pl.col("part") == pl.col("whole"), "is the part itself", "name two different questions"),
        Rule(
            "partition",
            ~part_of & pl.col("partition").is_not_null(),
            "has a meaning for part_of only",
            "leave it empty",
        ),
        Rule(
            "exhaustive",
            ~part_of & pl.col("exhaustive").is_not_null(),
            "has a meaning for part_of only",
            "leave it empty",
        ),
    ]


def _proof_rules() -> list[Rule]:
    start, end = (pl.col(c).cast(pl.Int64, strict=False) for c in ("start", "end"))
    return [Rule("end", end <= start, "is not after start", "delete the row; ingest writes it anew from the original")]


def _check_fit_of_codes(questions: pl.DataFrame, codes: Codes, findings: Findings) -> None:
    """A question's category belongs to its topic, its unit to its value_type."""
    categories = codes.frame("categories").select(pl.col("code").alias("category"), pl.col("topic").alias("right"))
    wrong = questions.join(categories, on="category").filter(pl.col("topic") != pl.col("right"))
    problem = pl.concat_str(pl.lit("belongs to the topic "), pl.col("right"))
    findings.add(wrong, "category", problem, "write a category of the question's topic, or change the topic")
    units = codes.frame("units").select(pl.col("code").alias("unit"), pl.col("value_type").alias("right"))
    wrong = questions.join(units, on="unit").filter(pl.col("value_type") != pl.col("right"))
    problem = pl.concat_str(pl.lit("is a unit of value_type "), pl.col("right"))
    findings.add(wrong, "unit", problem, "write a unit of the question's value_type (seeds/units.csv)")


def _check_scopes(questions: pl.DataFrame, findings: Findings) -> None:
    """Questions of one family and event that nothing tells apart would be one question."""
    key = ["family", "event_id", "value_type", "unit", "basis", "category", "stage", "subject_side", "scope"]
    doubled = (
        questions.filter(pl.col("family").is_not_null())
        .with_columns(
            pl.int_range(pl.len()).over(key).alias("nth"), pl.col("question_id").first().over(key).alias("first_id")
        )
        .filter((pl.col("nth") > 0) & (pl.col("question_id") != pl.col("first_id")))
    )
    problem = pl.concat_str(pl.lit("is asked of the same family and event, without another scope, by "), "first_id")
    remedy = "give each its scope: a slug for what it counts; or join the two questions"
    findings.add(doubled, "scope", problem, remedy)


def _check_originals_differ(documents: pl.DataFrame, findings: Findings) -> None:
    sha = pl.col("original_sha256")
    doubled = documents.filter(sha.is_not_null() & (pl.int_range(pl.len()).over("original_sha256") > 0))
    findings.add(
        doubled,
        "original_sha256",
        "is the hash of another document's original too",
        "check which document the file belongs to; a version of a document is one row",
    )
