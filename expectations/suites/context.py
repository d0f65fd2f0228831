"""Deadlines, sanctions and the dates of the war: do they lie where such dates and rates lie?"""

from __future__ import annotations

from expectations.check import Check, ColumnRule, RowRule, Suite

SUITE = Suite(
    name="context",
    about="Deadlines, sanctions, and the dates of the war.",
    checks=(
        Check(
            check_id="deadline-near-publication",
            table="marts.fct_claims",
            column="bound_high_date",
            lists="deadlines too far before or after the publication of the document that gives them",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, bound_low_date, bound_high_date,
                        published_earliest, published_latest
                    from {batch}
                    where category = 'deadline' and polarity = 'asserted'
                        and coalesce(bound_low_date, bound_high_date) is not null
                """,
                fails="bound_low_date > published_latest + $days or bound_high_date < published_earliest - $days",
                limits={"days": 730},
                observed=("min(bound_low_date)", "max(bound_high_date)"),
            ),
            threshold="at most $days days from publication",
            reason=(
                "An ultimatum runs for days or months. Two years leaves room for old deadlines that a text recalls; "
                "beyond that the year is wrong."
            ),
            remedy=(
                "Check the year in corpus/claims/<document>.csv: it is rarely printed, and the note says how it was "
                "read."
            ),
        ),
        Check(
            check_id="deadline-length",
            table="marts.fct_claims",
            column="bound_low",
            lists="asserted lengths of an ultimatum, in days, that lie outside the limits",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, bound_low, bound_high
                    from {batch}
                    where category = 'deadline' and question_unit = 'day' and polarity = 'asserted' and has_interval
                """,
                fails="greatest(bound_low, bound_high) > $maximum or bound_high < $minimum",
                limits={"minimum": 1, "maximum": 366},
                observed=("min(bound_low)", "max(coalesce(bound_high, bound_low))"),
            ),
            threshold="$minimum to $maximum days",
            reason=(
                "The ultimatum of 2025 ran for fifty days. One that lasts longer than a year is no ultimatum; the unit "
                "is wrong."
            ),
            remedy="Compare value and unit with the quote in corpus/claims/<document>.csv.",
        ),
        Check(
            check_id="war-dates",
            table="marts.fct_claims",
            column="bound_low_date",
            lists="days of the war's course before the first possible day or after the document was published",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, bound_low_date, bound_high_date,
                        published_latest
                    from {batch}
                    where category = 'war' and polarity = 'asserted'
                        and coalesce(bound_low_date, bound_high_date) is not null
                """,
                fails="bound_high_date < date '$first_day' or bound_low_date > published_latest + $days",
                limits={"first_day": "2014-01-01", "days": 1},
                observed=("min(bound_low_date)", "max(bound_high_date)"),
            ),
            threshold="from $first_day to $days day after publication",
            reason=(
                "The fighting began in 2014, and a text cannot report an event of the war that is still to come. One "
                "day is left for time zones."
            ),
            remedy=(
                "Check the year in corpus/claims/<document>.csv: it is rarely printed, and the note says how it was "
                "read."
            ),
        ),
        Check(
            check_id="share-in-percent",
            table="marts.fct_claims",
            column="value",
            lists="shares and rates in percent that lie outside the limits",
            rule=ColumnRule(
                expectation="expect_column_values_to_be_between",
                settings={"column": "value", "min_value": 0, "max_value": 1_000},
                where=("unit", "percent"),
                shows=("claim_id", "document_id", "question_id", "value_label"),
                observed=("min(value)", "max(value)"),
            ),
            threshold="$min_value to $max_value %",
            reason=(
                "A part of a whole ends at 100, but tariffs do not: 500 % was proposed in 2025. Beyond 1,000 it is an "
                "amount of money."
            ),
            remedy="Compare value and unit with the quote in corpus/claims/<document>.csv.",
        ),
        Check(
            check_id="regions-of-ukraine",
            table="marts.fct_claims",
            column="bound_low",
            lists="asserted numbers of regions that lie outside the limits",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, bound_low, bound_high
                    from {batch}
                    where question_unit = 'region' and polarity = 'asserted' and has_interval
                """,
                fails="greatest(bound_low, bound_high) > $maximum or bound_high < $minimum",
                limits={"minimum": 1, "maximum": 27},
                observed=("min(bound_low)", "max(coalesce(bound_high, bound_low))"),
            ),
            threshold="$minimum to $maximum regions",
            reason="Ukraine has 24 regions, the Autonomous Republic of Crimea, and two cities of the same rank: 27.",
            remedy="Compare value and unit with the quote in corpus/claims/<document>.csv.",
        ),
    ),
)
