"""Rules on claims that need their question or document: quote and gloss, basis, unit, identities (CODEBOOK.md, Claims).

Those on value and hedge are valuerules.py's.
"""

from __future__ import annotations

import polars as pl

from ingest import clock, numerals, valuerules
from ingest.checks import Rule, apply, as_day
from ingest.codes import Codes
from ingest.cues import language_of
from ingest.findings import Findings
from ingest.references import Gaps, add_unknown, unknown_ids

MAX_WORDS = 12
MAX_CHARS_UNSPACED = 40
MAX_GLOSS_WORDS = 20
UNSPACED_LANGUAGES = ("ja", "zh", "th")
NUMERIC = ("count", "duration", "share", "ordinal", "clock")
PLAIN = ("count", "duration", "share", "ordinal")


def with_context(claims: pl.DataFrame, questions: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Claims with what their question and document say, and with their values typed.

    Adds value_type, cardinality, question_unit, question_basis, language, published_from, published_to, value_number,
    value_high_number, value_date, value_high_date and value_text; NULL where the question is unknown, or the value is
    not of its type.
    """
    # Of all questions a shard's claims name a part: a join with the others would cost more the larger the corpus is.
    named = pl.col("question_id").is_in(claims["question_id"].unique().implode())
    asked = (
        questions.filter(named)
        .select(
            "question_id",
            "value_type",
            "cardinality",
            pl.col("unit").alias("question_unit"),
            pl.col("basis").alias("question_basis"),
        )
        .unique("question_id", keep="first", maintain_order=True)
    )
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
    return joined.with_columns(
        _number("value").alias("value_number"),
        _number("value_high").alias("value_high_number"),
        pl.when(value_type == "date").then(as_day("value")).alias("value_date"),
        pl.when(value_type == "date").then(as_day("value_high")).alias("value_high_date"),
        pl.when(value_type == "identity")
        .then(pl.col("value").str.split("+").list.sort().list.join("+"))
        .alias("value_text"),
    )


def _number(column: str) -> pl.Expr:
    """The number in a column; of a time of day its minutes after midnight."""
    value, value_type = pl.col(column), pl.col("value_type")
    is_plain = value_type.is_in(PLAIN) & value.str.contains(valuerules.PLAIN_NUMBER)
    plain = pl.when(is_plain).then(value.cast(pl.Float64, strict=False))
    return pl.when(value_type == "clock").then(clock.minutes(value)).otherwise(plain)


def check_claims(
    rows: pl.DataFrame, tables: dict[str, pl.DataFrame], codes: Codes, gaps: Gaps, findings: Findings
) -> None:
    """Add the findings on claims (as with_context returns them) that need no text."""
    apply(rows, valuerules.rules() + _quote_rules() + _basis_rules(), findings)
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


def gloss_rules() -> list[Rule]:
    """A gloss stands beside each quote that is not English, and beside no other. Needs language, quote and gloss."""
    quote, gloss = pl.col("quote"), pl.col("gloss")
    tongue = language_of(pl.col("language"))
    english = tongue == "en"
    return [
        Rule(
            "gloss",
            quote.is_not_null() & gloss.is_null() & ~english & tongue.str.contains(r"^[a-z]{2,3}$"),
            pl.concat_str(pl.lit("is empty, but the quote is in another language: "), pl.col("language")),
            "say in English what the quote says, with its number and its hedge",
        ),
        Rule("gloss", gloss.is_not_null() & english, "is given, but the document is in English", "leave it empty"),
        Rule(
            "gloss",
            gloss.is_not_null() & quote.is_null(),
            "is given, but there is no quote that it could render",
            "write the quote too, or leave the gloss empty",
        ),
        Rule(
            "gloss",
            gloss.str.count_matches(r"\S+") > MAX_GLOSS_WORDS,
            f"is longer than {MAX_GLOSS_WORDS} words",
            "keep to what the quote says",
        ),
    ]


def _quote_rules() -> list[Rule]:
    said = as_day("said_on")
    return [
        quote_length_rule("quote"),
        *gloss_rules(),
        Rule(
            "said_on",
            said > pl.col("published_to"),
            pl.concat_str(pl.lit("lies after the day of the page, "), pl.col("published_to").cast(pl.String)),
            "check the two days; leave it empty where the text gives no day for the saying",
        ),
    ]


def check_links(tables: dict[str, pl.DataFrame], findings: Findings) -> None:
    """Quotes of links are as short as quotes of claims, and have a gloss where those have one."""
    links = tables["links"].join(_spoken(tables), on="document_id", how="left", maintain_order="left")
    apply(links, [quote_length_rule("quote"), *gloss_rules()], findings)


def check_dismissals(tables: dict[str, pl.DataFrame], findings: Findings) -> None:
    """Dismissed phrases are as short as quotes of claims; each holds a numeral."""
    dismissals = tables["dismissals"].join(_spoken(tables), on="document_id", how="left", maintain_order="left")
    apply(dismissals, [quote_length_rule("phrase")], findings)
    phrases = dismissals["phrase"].drop_nulls().unique().sort().to_frame("text").with_row_index("edition_no")
    holding = phrases.join(numerals.find(phrases).select("edition_no"), on="edition_no", how="semi")["text"]
    empty = dismissals.filter(~pl.col("phrase").is_in(holding.implode()))
    findings.add(empty, "phrase", "holds no numeral", "write the phrase that holds the numeral, or delete the row")


def _spoken(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return tables["documents"].select("document_id", "language").unique("document_id", keep="first")


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
