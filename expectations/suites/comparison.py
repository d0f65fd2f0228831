"""The comparison: are agreement and conflict such as careful texts on one event show?"""

from __future__ import annotations

from expectations.check import Check, ColumnRule, RowRule, Suite

SUITE = Suite(
    name="comparison",
    about="What the models make of the claims: pairs, cores and verdicts.",
    checks=(
        Check(
            check_id="conflict-share",
            table="marts.fct_answers",
            column="verdict",
            lists="the questions in conflict or disputed, where they are too many",
            rule=RowRule(
                judged="""
                    with answers as (
                        select question_id, topic, verdict, n_documents,
                            100 * avg((verdict in ('conflict', 'disputed'))::double) over () as percent_conflict,
                            count(*) over () as n_questions
                        from {batch}
                        where n_documents >= 2
                    )
                    select answers.*, (
                            select string_agg(distinct claims.document_id, ', ' order by claims.document_id)
                            from marts.fct_claims as claims
                            where claims.question_id = answers.question_id
                        ) as documents
                    from answers
                """,
                fails="""
                    verdict in ('conflict', 'disputed') and percent_conflict > $maximum and n_questions >= $questions
                """,
                limits={"maximum": 60, "questions": 5},
                observed=("round(any_value(percent_conflict), 1)",),
            ),
            threshold=(
                "at most $maximum % of the questions that two documents or more answer, where there are $questions or "
                "more"
            ),
            reason=(
                "Texts on one event mostly agree. If most questions are in conflict, the questions are cut too widely, "
                "so that different things meet under one of them."
            ),
            remedy=(
                "Read the definitions in corpus/questions.csv against the claims: two definitions are two questions of "
                "a family."
            ),
            severity="warning",
        ),
        Check(
            check_id="questions-shared",
            table="marts.fct_answers",
            column="n_documents",
            lists="the questions that one document alone answers, where they are too many",
            rule=RowRule(
                judged="""
                    with answers as (select * from {batch} where n_claims > 0)
                    select answers.question_id, answers.topic, answers.n_documents,
                        100 * avg((answers.n_documents >= 2)::double) over () as percent_shared,
                        (select count(*) from marts.dim_documents) as n_corpus,
                        (
                            select string_agg(distinct claims.document_id, ', ' order by claims.document_id)
                            from marts.fct_claims as claims
                            where claims.question_id = answers.question_id
                        ) as documents
                    from answers
                """,
                fails="n_documents = 1 and percent_shared < $minimum and n_corpus >= 2",
                limits={"minimum": 20},
                observed=("round(any_value(percent_shared), 1)",),
            ),
            threshold="at least $minimum % of the answered questions, where there are two documents or more",
            reason=(
                "A question that one text answers is never compared. If four of five are such, the same thing was "
                "asked under two slugs."
            ),
            remedy="Look in corpus/questions.csv for questions that ask the same of the same event, and merge them.",
            severity="warning",
        ),
        Check(
            check_id="core-supported",
            table="marts.fct_answers",
            column="core_support",
            lists="questions with an asserted interval but no origin behind their core",
            rule=RowRule(
                judged="""
                    with measured as (
                        select question_id, string_agg(distinct document_id, ', ' order by document_id) as documents
                        from marts.fct_claims
                        where has_interval and polarity = 'asserted'
                        group by question_id
                    )
                    select answers.question_id, answers.topic, answers.core_low, answers.core_high,
                        answers.core_support, measured.documents
                    from {batch} as answers
                    inner join measured on answers.question_id = measured.question_id
                """,
                fails="coalesce(core_support, 0) < $minimum",
                limits={"minimum": 1},
                observed=("min(core_support)", "max(core_support)"),
            ),
            threshold="at least $minimum origin",
            reason=(
                "An interval that somebody asserts is allowed by at least that one origin. A core without support is "
                "an error of the models."
            ),
            remedy=(
                "Run `dbt build` with its unit tests; report the question with its claims as a defect of the core's "
                "model."
            ),
        ),
        Check(
            check_id="gap-not-tenfold",
            table="marts.fct_claim_pairs",
            column="gap_share",
            lists="pairs in conflict whose figures differ tenfold or more",
            rule=ColumnRule(
                expectation="expect_column_values_to_be_between",
                settings={"column": "gap_share", "min_value": 0, "max_value": 0.9, "strict_max": True},
                shows=("pair_id", "question_id", "claim_id_a", "claim_id_b", "document_id_a", "document_id_b"),
                observed=("round(min(gap_share), 4)", "round(max(gap_share), 4)"),
            ),
            threshold="a share from $min_value to below $max_value of the larger figure",
            reason=(
                "At 0.9 one figure is ten times the other: a digit too many or too few, or two units. Texts that "
                "disagree about one thing stay closer together."
            ),
            remedy="Compare value and unit of both claims with their quotes; if both stand, they answer two questions.",
            severity="warning",
        ),
        Check(
            check_id="dates-within-a-year",
            table="marts.fct_claim_pairs",
            column="gap",
            lists="pairs of dates in conflict that lie more than a year apart",
            rule=RowRule(
                judged="""
                    select pairs.pair_id, pairs.question_id, pairs.claim_id_a, pairs.claim_id_b, pairs.document_id_a,
                        pairs.document_id_b, pairs.gap
                    from {batch} as pairs
                    inner join marts.dim_questions as questions on pairs.question_id = questions.question_id
                    where questions.value_type = 'date' and pairs.gap is not null
                """,
                fails="gap > $maximum",
                limits={"maximum": 366},
                observed=("min(gap)", "max(gap)"),
            ),
            threshold="a gap of at most $maximum days",
            reason=(
                "Texts differ by days on a date that both print. A year apart, one of the years was supplied wrongly "
                "by the coder."
            ),
            remedy="Check the year in corpus/claims/<document>.csv of both documents; the note says how it was read.",
            severity="warning",
        ),
        Check(
            check_id="own-conflict-share",
            table="marts.fct_claim_pairs",
            column="kind",
            lists=(
                "the pairs in which one claimant, or one text in its own voice, contradicts itself and no later figure "
                "takes the place of an earlier one, where they are too many"
            ),
            rule=RowRule(
                judged="""
                    with own_pairs as (
                        select pairs.pair_id, pairs.question_id, pairs.kind, pairs.relation, pairs.claim_id_a,
                            pairs.claim_id_b, pairs.document_id_a, pairs.document_id_b,
                            pairs.relation = 'conflict' and claims_a.superseded_by_claim_id is null
                                and claims_b.superseded_by_claim_id is null as is_unexplained
                        from {batch} as pairs
                        inner join marts.fct_claims as claims_a on pairs.claim_id_a = claims_a.claim_id
                        inner join marts.fct_claims as claims_b on pairs.claim_id_b = claims_b.claim_id
                        where pairs.kind in ('same_claimant', 'self_contradiction')
                            and pairs.relation <> 'not_comparable' and pairs.question_id = pairs.question_id_b
                            and not pairs.is_witness
                    )
                    select *, 100 * avg(is_unexplained::double) over () as percent_unexplained,
                        count(*) over () as n_own_pairs
                    from own_pairs
                """,
                fails="is_unexplained and percent_unexplained > $maximum and n_own_pairs >= $pairs",
                limits={"maximum": 20, "pairs": 30},
                observed=("round(any_value(percent_unexplained), 1)",),
            ),
            threshold="at most $maximum % of the comparable pairs of one claimant, where there are $pairs or more",
            reason=(
                "Rivals contradict each other, and that is what the record is for. One claimant on one question does "
                "so rarely: in one pair of twelve, most often where a text drops the words more than. One in five "
                "would mean that two things are asked under one question, or two claimants coded as one. Of a few "
                "pairs, one text that errs makes the share."
            ),
            remedy=(
                "Read both quotes: a revision gets a link supersedes in corpus/links.csv, another definition a "
                "question of its own; if both texts stand, so does the conflict."
            ),
            severity="warning",
        ),
        Check(
            check_id="pairs-comparable",
            table="marts.fct_claim_pairs",
            column="relation",
            lists="the pairs that cannot be compared, where they are too many",
            rule=RowRule(
                judged="""
                    select pair_id, question_id, rule, relation, claim_id_a, claim_id_b, document_id_a, document_id_b,
                        100 * avg((relation = 'not_comparable')::double) over () as percent_not_comparable
                    from {batch}
                    where question_id = question_id_b and not is_witness
                """,
                fails="relation = 'not_comparable' and percent_not_comparable > $maximum",
                limits={"maximum": 40},
                observed=("round(any_value(percent_not_comparable), 1)",),
            ),
            threshold="at most $maximum % of the pairs of one question",
            reason=(
                "Silence and differing days are some of them. If two pairs of five cannot be compared, units or bases "
                "do not convert into those of their question."
            ),
            remedy="See column rule of the pairs: unit and basis point to corpus/questions.csv, as_of to the claims.",
            severity="warning",
        ),
        Check(
            check_id="verdicts-robust",
            table="marts.fct_answers",
            column="verdict_sensitive",
            lists="the questions whose verdict hangs on the tolerance for rounded language, where they are too many",
            rule=RowRule(
                judged="""
                    with answers as (select * from {batch})
                    select question_id, topic, verdict, verdict_sensitive,
                        100 * avg(verdict_sensitive::double) over () as percent_sensitive,
                        (
                            select string_agg(distinct claims.document_id, ', ' order by claims.document_id)
                            from marts.fct_claims as claims
                            where claims.question_id = answers.question_id
                        ) as documents
                    from answers
                """,
                fails="verdict_sensitive and percent_sensitive > $maximum",
                limits={"maximum": 25},
                observed=("round(any_value(percent_sensitive), 1)",),
            ),
            threshold="at most $maximum % of the questions",
            reason=(
                "The tolerance is our choice, between 5 and 20 %. If a quarter of the verdicts changes with it, the "
                "warehouse reports our choice and not the texts."
            ),
            remedy=(
                "Look at the claims hedged by about and nearly: whether the hedge is printed, and whether the "
                "tolerance fits."
            ),
            severity="warning",
        ),
    ),
)
