"""Part of the suite corpus: do documents, topics and questions have enough to compare?"""

from __future__ import annotations

from expectations.check import Check, ColumnRule, RowRule

CHECKS = (
    Check(
        check_id="topic-in-two-documents",
        table="marts.fct_claims",
        column="topic",
        lists="topics on which too few documents make a claim",
        rule=RowRule(
            judged="""
                select topic, count(distinct document_id) as n_documents,
                    string_agg(distinct document_id, ', ' order by document_id) as documents
                from {batch}
                group by topic
            """,
            fails="n_documents < $minimum",
            limits={"minimum": 2},
            observed=("min(n_documents)", "max(n_documents)"),
        ),
        threshold="at least $minimum documents",
        reason="Parley compares texts. A topic that one document alone covers has nothing to be compared with.",
        remedy="Add a document on the topic, or look whether the others were coded with that topic's questions.",
    ),
    Check(
        check_id="claims-per-document",
        table="marts.dim_documents",
        column="n_claims",
        lists="documents with too few claims",
        rule=ColumnRule(
            expectation="expect_column_values_to_be_between",
            settings={"column": "n_claims", "min_value": 5},
            shows=("document_id", "publisher"),
            observed=("min(n_claims)", "max(n_claims)"),
        ),
        threshold="at least $min_value claims",
        reason=(
            "The shortest of the five articles has 14. A text on the talks with fewer than five was coded by headline."
        ),
        remedy="Code the document sentence by sentence (docs/codebook), or take it out of corpus/documents.csv.",
        severity="warning",
    ),
    Check(
        check_id="question-answered",
        table="marts.fct_answers",
        column="n_claims",
        lists="questions that no claim answers, and that are not the other reading of an ambiguous claim either",
        rule=RowRule(
            judged="""
                select answers.question_id, answers.topic, answers.n_claims,
                    count(claims.claim_id) as n_other_readings
                from {batch} as answers
                left join marts.fct_claims as claims on answers.question_id = claims.ambiguous
                group by answers.question_id, answers.topic, answers.n_claims
            """,
            fails="n_claims + n_other_readings < $minimum",
            limits={"minimum": 1},
            observed=("min(n_claims + n_other_readings)", "max(n_claims + n_other_readings)"),
        ),
        threshold="at least $minimum claim, or $minimum claim with this other reading",
        reason=(
            "Questions are written when a text answers them. One without an answer is a slug misspelt in the claims, "
            "or a row left behind."
        ),
        remedy="Remove the question from corpus/questions.csv, or code what answers it.",
        severity="warning",
    ),
    Check(
        check_id="publication-span",
        table="marts.dim_documents",
        column="published_latest",
        lists="documents whose day of publication is known too roughly",
        rule=RowRule(
            judged="""
                select document_id, published_basis, published_earliest, published_latest,
                    date_diff('day', published_earliest, published_latest) as n_days
                from {batch}
            """,
            fails="n_days not between $minimum and $maximum",
            limits={"minimum": 0, "maximum": 31},
            observed=("min(n_days)", "max(n_days)"),
        ),
        threshold="a span of $minimum to $maximum days",
        reason=(
            "What was known on a day goes by published_latest. A span of more than a month says nothing about the "
            "order of the texts on one round; a span below zero has its ends the wrong way round."
        ),
        remedy=(
            "Narrow the span in corpus/documents.csv by what the text says (on Wednesday, last week), with the reason "
            "in its note."
        ),
        severity="warning",
    ),
)
