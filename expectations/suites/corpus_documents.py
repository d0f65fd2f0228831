"""Part of the suite corpus: do documents, topics and questions have enough to compare?"""

from __future__ import annotations

from expectations.check import Check, RowRule

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
        lists="documents whose text is held and that make too few claims",
        rule=RowRule(
            judged="select document_id, publisher, n_claims from {batch} where has_digest",
            fails="n_claims < $minimum",
            limits={"minimum": 5},
            observed=("min(n_claims)", "max(n_claims)"),
        ),
        threshold="at least $minimum claims",
        reason=(
            "The shortest of the five articles has 14. A text on the talks with fewer than five was coded by headline. "
            "Of a document without a text only the figures that others took from it are known, be it one."
        ),
        remedy="Code the document sentence by sentence (docs/codebook), or take it out of corpus/documents.csv.",
        severity="warning",
    ),
    Check(
        check_id="document-says-something",
        table="marts.dim_documents",
        column="n_claims",
        lists="documents without a claim and without a link",
        rule=RowRule(
            judged="""
                with documents as (select * from {batch})
                select documents.document_id, documents.publisher, documents.n_claims,
                    (
                        select count(*) from marts.fct_links as links
                        where links.document_id = documents.document_id
                    ) as n_links
                from documents
            """,
            fails="n_claims + n_links < $minimum",
            limits={"minimum": 1},
            observed=("min(n_claims + n_links)", "max(n_claims + n_links)"),
        ),
        threshold="at least $minimum claim or link",
        reason=(
            "A document stands in the corpus for what it says. One that says nothing still swells every count of "
            "documents, and its rows were left out or went to another document."
        ),
        remedy="Code what corpus/claims/<document>.csv lacks, or take the document out of corpus/documents.csv.",
        severity="warning",
    ),
    Check(
        check_id="question-answered",
        table="marts.fct_answers",
        column="n_claims",
        lists="questions that no claim answers, that no link names, and that are no claim's other reading either",
        rule=RowRule(
            judged="""
                with answers as (select * from {batch})
                select answers.question_id, answers.topic, answers.n_claims,
                    (
                        select count(*) from marts.fct_claims as claims
                        where claims.ambiguous = answers.question_id
                    ) as n_other_readings,
                    (
                        select count(*) from marts.fct_links as links
                        where answers.question_id in (links.part_question_id, links.whole_question_id)
                    ) as n_links
                from answers
            """,
            fails="n_claims + n_other_readings + n_links < $minimum",
            limits={"minimum": 1},
            observed=("min(n_claims)", "max(n_claims)"),
        ),
        threshold="at least $minimum claim, or $minimum claim with this other reading, or $minimum link to it",
        reason=(
            "Questions are written when a text answers them, or names them as that of which another figure is a part. "
            "One without either is a slug misspelt in the claims, or a row left behind."
        ),
        remedy="Remove the question from corpus/questions.csv, or code what answers it.",
        severity="warning",
    ),
    Check(
        check_id="publication-span",
        table="marts.dim_documents",
        column="published_latest",
        lists="documents whose day of publication is known too roughly, and no note says why",
        rule=RowRule(
            judged="""
                select document_id, published_basis, published_earliest, published_latest,
                    date_diff('day', published_earliest, published_latest) as n_days, note
                from {batch}
            """,
            fails="n_days < $minimum or (n_days > $maximum and note is null)",
            limits={"minimum": 0, "maximum": 31},
            observed=("min(n_days)", "max(n_days)"),
        ),
        threshold="a span of $minimum to $maximum days, or a longer one with a note",
        reason=(
            "What was known on a day goes by published_latest. A span of more than a month says nothing about the "
            "order of the texts on one round; a span below zero has its ends the wrong way round. Some pages print "
            "no day: then the note says so."
        ),
        remedy=(
            "Narrow the span in corpus/documents.csv by what the text says (on Wednesday, last week), with the reason "
            "in its note."
        ),
        severity="warning",
    ),
)
