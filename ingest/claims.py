"""Rules on claims that need their question: value, value_high, hedge, precision, unit, basis (CODEBOOK.md, Claims)."""

from __future__ import annotations

import polars as pl

from ingest import numerals
from ingest.checks import SLUGS, Rule, apply, as_day
from ingest.codes import Codes
from ingest.findings import Findings
from ingest.references import Gaps, add_unknown, unknown_ids

MAX_WORDS = 12
MAX_CHARS_UNSPACED = 40
UNSPACED_LANGUAGES = ("ja", "zh", "th")
VALUELESS = ("none_given", "indefinite")
NUMERIC = ("count", "duration", "share")
_PLAIN_NUMBER = r"^(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?$"
_WHOLE = r"^(0|[1-9][0-9]{0,14})$"


def with_context(claims: pl.DataFrame, questions: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Claims with what their question and document say, and with their values typed.

    Adds value_type, cardinality, question_unit, question_basis, language, published_from, published_to, value_number,
    value_high_number, value_date, value_high_date and value_text; NULL where the question is unknown, or the value is
    not of its type.
    """
    asked = questions.select(
        "question_id",
        "value_type",
        "cardinality",
        pl.col("unit").alias("question_unit"),
        pl.col("basis").alias("question_basis"),
    ).unique("question_id", keep="first", maintain_order=True)
    spoken = documents.select(
        "document_id",
        "language",
        as_day("published_earliest").alias("published_from"),
        as_day("published_latest").alias("published_to"),
    ).unique("document_id", keep="first", maintain_order=True)
    joined = claims.join(asked, on="question_id", how="left", maintain_order="left").join(
        spoken, on="document_id", how="left", maintain_order="left"
    )
    value_type = pl.col("value_type")
    numeric = value_type.is_in(NUMERIC)
    return joined.with_columns(
        pl.when(numeric).then(_number("value")).alias("value_number"),
        pl.when(numeric).then(_number("value_high")).alias("value_high_number"),
        pl.when(value_type == "date").then(as_day("value")).alias("value_date"),
        pl.when(value_type == "date").then(as_day("value_high")).alias("value_high_date"),
        pl.when(value_type == "identity")
        .then(pl.col("value").str.split("+").list.sort().list.join("+"))
        .alias("value_text"),
    )


def _number(column: str) -> pl.Expr:
    return pl.when(pl.col(column).str.contains(_PLAIN_NUMBER)).then(pl.col(column).cast(pl.Float64, strict=False))


def check_claims(
    rows: pl.DataFrame, tables: dict[str, pl.DataFrame], codes: Codes, gaps: Gaps, findings: Findings
) -> None:
    """Add the findings on claims (as with_context returns them) that need no text."""
    apply(rows, _value_rules() + _form_rules() + _basis_rules(), findings)
    apply(rows, [quote_length_rule("quote")], findings)
    _check_units(rows, codes, findings)
    _check_identities(rows, tables, gaps, findings)


def quote_length_rule(column: str) -> Rule:
    """At most 12 words, or 40 characters where words are not spaced. Needs the column language."""
    unspaced = pl.col("language").str.split("-").list.first().is_in(UNSPACED_LANGUAGES).fill_null(False)
    too_long = (
        pl.when(unspaced)
        .then(pl.col(column).str.len_chars() > MAX_CHARS_UNSPACED)
        .otherwise(pl.col(column).str.count_matches(r"\S+") > MAX_WORDS)
    )
    limit = f"{MAX_WORDS} words (or {MAX_CHARS_UNSPACED} characters where words are not spaced)"
    return Rule(column, too_long, f"is longer than {limit}", "keep to the run of words that carries the figure")


def check_phrases(tables: dict[str, pl.DataFrame], findings: Findings) -> None:
    """Quotes of links and dismissed phrases are as short as quotes of claims; a dismissed phrase holds a numeral."""
    spoken = tables["documents"].select("document_id", "language").unique("document_id", keep="first")
    links = tables["links"].join(spoken, on="document_id", how="left", maintain_order="left")
    apply(links, [quote_length_rule("quote")], findings)
    dismissals = tables["dismissals"].join(spoken, on="document_id", how="left", maintain_order="left")
    apply(dismissals, [quote_length_rule("phrase")], findings)
    phrases = dismissals["phrase"].drop_nulls().unique().sort().to_frame("text").with_row_index("edition_no")
    holding = phrases.join(numerals.find(phrases).select("edition_no"), on="edition_no", how="semi")["text"]
    empty = dismissals.filter(~pl.col("phrase").is_in(holding.implode()))
    findings.add(empty, "phrase", "holds no numeral", "write the phrase that holds the numeral, or delete the row")


def _value_rules() -> list[Rule]:
    value, high, hedge = pl.col("value"), pl.col("value_high"), pl.col("hedge")
    value_type = pl.col("value_type")
    is_identity = value_type == "identity"
    valueless = hedge.is_in(VALUELESS)
    rules = [
        Rule(
            "value",
            valueless & value.is_not_null(),
            pl.concat_str(pl.lit("is given, but the hedge is "), hedge),
            "leave it empty; for indefinite the interval is the code list's",
        ),
        Rule("value", ~valueless & value.is_null(), "is empty", "write the value, or make the hedge none_given"),
        Rule(
            "value_high",
            high.is_not_null() & (hedge != "between") & pl.col("hedge_high").is_null() & ~is_identity.fill_null(False),
            "is given, but neither is the hedge between nor is there a hedge_high",
            "make the hedge between, or leave value_high empty",
        ),
        Rule("value_high", (hedge == "between") & high.is_null(), "is empty, but the hedge is between", "fill it in"),
        Rule(
            "hedge_high",
            pl.col("hedge_high").is_not_null() & high.is_null(),
            "is given without value_high",
            "write value_high, or leave hedge_high empty",
        ),
        Rule(
            "hedge_high",
            # An upper end of `at least` or `more than` would be none.
            pl.col("hedge_high").is_in([*VALUELESS, "between", "at_least", "more_than"]),
            "cannot be the hedge of an upper end",
            "write exactly, at_most, less_than, about or nearly, or leave it empty",
        ),
        Rule(
            "value_high",
            (pl.col("value_high_number") < pl.col("value_number")) | (pl.col("value_high_date") < pl.col("value_date")),
            pl.concat_str(pl.lit("is less than the value "), value),
            "write the lower end as value, the upper as value_high",
        ),
    ]
    rules += [
        Rule(column, is_identity & pl.col(column).is_not_null(), "is given, but the question asks who or where", remedy)
        for column, remedy in (
            ("value_high", "leave it empty; join several slugs by + in value"),
            ("hedge_high", "leave it empty; an identity has no upper end"),
        )
    ]
    for column in ("value", "value_high"):
        coded = pl.col(column)
        rules += [
            Rule(
                column,
                (value_type == "count") & ~coded.str.contains(_WHOLE),
                "is not a whole number of 0 or more, but the question counts",
                "write digits only: 1200",
            ),
            Rule(
                column,
                value_type.is_in(["duration", "share"]) & ~coded.str.contains(_PLAIN_NUMBER),
                "is not a number of 0 or more",
                "write digits, with a point for decimals: 40 or 1.5",
            ),
            Rule(
                column,
                (value_type == "date") & coded.is_not_null() & pl.col(f"{column}_date").is_null(),
                "is not an ISO date, but the question asks for a date",
                "write a real day as YYYY-MM-DD, between 1900 and 2100",
            ),
            Rule(
                column,
                is_identity & ~coded.str.contains(SLUGS),
                "is not a slug, nor slugs joined by +",
                "write actor_ids or place_ids joined by +",
            ),
        ]
    return rules


def _form_rules() -> list[Rule]:
    value_type, hedge, precision = pl.col("value_type"), pl.col("hedge"), pl.col("precision")
    unhedged = hedge.is_in(["none_given", "indefinite", "between"])
    return [
        Rule(
            "precision",
            (value_type != "date") & precision.is_not_null(),
            "is given, but the question does not ask for a date",
            "leave it empty",
        ),
        Rule(
            "precision",
            (value_type == "date") & ~unhedged & precision.is_null(),
            "is empty, but the question asks for a date",
            "write day, week, month or year: how exactly the words fix it",
        ),
        Rule(
            "hedge",
            (value_type == "identity") & ~hedge.is_in(["exactly", "none_given"]),
            "cannot be the hedge of an identity",
            "write exactly, or none_given",
        ),
        Rule(
            "hedge",
            (hedge == "indefinite") & (value_type != "count"),
            "is for counts only",
            "write none_given, or a value with its hedge",
        ),
        Rule(
            "note",
            (hedge == "indefinite") & pl.col("note").is_null(),
            "is empty, but the count is indefinite",
            "say in the note how the words were read",
        ),
        Rule(
            "ambiguous",
            pl.col("ambiguous") == pl.col("question_id"),
            "is the claim's own question",
            "name the question of the other reading, or leave it empty",
        ),
    ]


def _basis_rules() -> list[Rule]:
    basis, asked = pl.col("basis"), pl.col("question_basis")
    known = pl.col("value_type").is_not_null()
    return [
        Rule(
            "basis",
            known & asked.is_null() & basis.is_not_null() & (basis != "not_stated"),
            "is given, but the question has no basis",
            "leave it empty, or give the question a basis",
        ),
        Rule(
            "basis",
            asked.is_not_null() & basis.is_null() & (pl.col("hedge") != "none_given"),
            pl.concat_str(pl.lit("is empty, but the question is asked "), asked),
            "write the basis as printed; not_stated where the text does not say",
        ),
    ]


def _check_units(rows: pl.DataFrame, codes: Codes, findings: Findings) -> None:
    """The unit is one of the question's value_type and can be converted to the question's unit."""
    numeric = pl.col("value_type").is_in(NUMERIC)
    missing = rows.filter(numeric & pl.col("unit").is_null() & (pl.col("hedge") != "none_given"))
    findings.add(missing, "unit", "is empty", "write the unit as printed: hour where the text says hours")
    pairs = codes.unit_pairs.with_columns(pl.lit(True).alias("convertible"))
    wrong = (
        rows.filter(pl.col("unit").is_in(codes.codes("units")) & pl.col("question_unit").is_in(codes.codes("units")))
        .join(pairs, on=["unit", "question_unit"], how="left")
        .filter(pl.col("convertible").is_null())
    )
    problem = pl.concat_str(pl.lit("cannot be converted to the question's unit, "), pl.col("question_unit"))
    findings.add(wrong, "unit", problem, "write a unit of the same kind (seeds/unit_conversions.csv)")


def _check_identities(rows: pl.DataFrame, tables: dict[str, pl.DataFrame], gaps: Gaps, findings: Findings) -> None:
    """An identity's value names actors or places, one of them where the question has one answer, none twice."""
    named = rows.filter((pl.col("value_type") == "identity") & pl.col("value").is_not_null())
    for unit, target in (("actor", "actors"), ("place", "places")):
        known = tables[target][f"{unit}_id"].drop_nulls()
        wrong = unknown_ids(named.filter(pl.col("question_unit") == unit), "value", known)
        add_unknown(wrong, "value", target, gaps, findings)
    slugs = pl.col("value").str.split("+")
    several = named.filter((pl.col("cardinality") == "one") & (slugs.list.len() > 1))
    remedy = "write one slug, or give the question the cardinality many"
    findings.add(several, "value", "names several, but the question has one answer", remedy)
    doubled = named.filter(slugs.list.n_unique() != slugs.list.len())
    findings.add(doubled, "value", "names the same one twice", "name each once")
