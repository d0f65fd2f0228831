"""Bodies returned, wounded, killed: are the figures of a size that a promise or a handover has?"""

from __future__ import annotations

from expectations.check import Check, RowRule, Suite

SUITE = Suite(
    name="casualties",
    about="Bodies of the dead, returned or offered, and other casualties.",
    checks=(
        Check(
            check_id="bodies-in-one-promise",
            table="marts.fct_casualties",
            column="bodies_low",
            lists="asserted numbers of bodies that lie outside the limits",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, bodies_low, bodies_high
                    from {batch}
                    where polarity = 'asserted' and stage <> 'stock' and coalesce(bodies_low, bodies_high) is not null
                """,
                fails="greatest(bodies_low, bodies_high) > $maximum",
                limits={"maximum": 20_000},
                observed=("min(bodies_low)", "max(coalesce(bodies_high, bodies_low))"),
            ),
            threshold="at most $maximum bodies in one promise or handover",
            reason=(
                "The largest promise of 2025 is of 6,000 bodies. Above 20,000 it is the sum of all handovers, or a "
                "count of the killed. There is no lower limit: a handover may go one way, and a text may say so."
            ),
            remedy=(
                "Compare value and quote in corpus/claims/<document>.csv. A sum of handovers is a question of stage "
                "stock."
            ),
        ),
        Check(
            check_id="remains-of-a-side",
            table="marts.fct_casualties",
            column="remains_side",
            lists="claims that do not say whose dead they count, where they are too many",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, remains_side,
                        100 * avg((remains_side is null)::double) over () as percent_open
                    from {batch}
                """,
                fails="remains_side is null and percent_open > $maximum",
                limits={"maximum": 50},
                observed=("round(any_value(percent_open), 1)",),
            ),
            threshold="at most $maximum % of the claims",
            reason=(
                "A text may leave open whose dead it means, and one in the corpus does. If most claims leave it open, "
                "the questions were written without subject_side, and nothing can be said of either side."
            ),
            remedy="Fill subject_side in corpus/questions.csv, or split a question that mixes the two sides.",
            severity="warning",
        ),
    ),
)
