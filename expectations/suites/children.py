"""Children on a list, said to be taken, or returned: do list, allegation and return fit together?"""

from __future__ import annotations

from expectations.check import Check, ColumnRule, RowRule, Suite

_LONGEST_LIST = 5_000
"""The most names that a list holds; above it a number of children is a total."""

# The least number said to be taken, for each side whose children are counted: of those above $total, because lower
# ones count a part of the children.
_BESIDE_ALLEGED = """
    with children as (
        select lists.claim_id, lists.document_id, lists.list_kind, lists.value_label, lists.children_low,
            questions.subject_side
        from {batch} as lists
        inner join marts.dim_questions as questions on lists.question_id = questions.question_id
        where lists.polarity = 'asserted' and lists.children_low is not null
    ),
    alleged as (
        select subject_side, min(children_low) as least_alleged
        from children
        where list_kind = 'alleged_total' and children_low > $total
        group by subject_side
    )
    select children.claim_id, children.document_id, children.value_label, children.children_low, alleged.least_alleged
    from children
    inner join alleged on children.subject_side is not distinct from alleged.subject_side
"""

SUITE = Suite(
    name="children",
    about="Children on a list, said to be taken, or returned: counts only.",
    checks=(
        Check(
            check_id="children-listed-below-alleged",
            table="marts.fct_children_lists",
            column="children_low",
            lists="named lists that are said to hold as many children as are alleged to be taken, or more",
            rule=RowRule(
                judged=_BESIDE_ALLEGED + "where children.list_kind = 'named_list'",
                fails="children_low >= least_alleged",
                limits={"total": 1_000},
                observed=("min(children_low)", "max(children_low)"),
            ),
            threshold="fewer than the least total, a figure above $total, alleged for the same side's children",
            reason=(
                "A list handed over at one meeting names a part of those whom the same side says were taken. A list "
                "that reaches the total is the total, coded under the wrong question. Up to 1,000 a figure counts the "
                "children of one programme, not all."
            ),
            remedy=(
                "Compare question_id and quote in corpus/claims/<document>.csv: list, total and returns are three "
                "questions."
            ),
        ),
        Check(
            check_id="children-returned-below-alleged",
            table="marts.fct_children_lists",
            column="children_low",
            lists="returns of more children than the least number alleged to be taken",
            rule=RowRule(
                judged=_BESIDE_ALLEGED + "where children.list_kind = 'returned'",
                fails="children_low > least_alleged",
                limits={"total": _LONGEST_LIST},
                observed=("min(children_low)", "max(children_low)"),
            ),
            threshold="no more than the least total, a figure above $total, alleged for the same side's children",
            reason=(
                "More children cannot come back than were taken. Where a text says so, it counts different children, "
                "and they belong under a question of their own. A figure that a list could hold is no total: it "
                "counts the children of one programme or register."
            ),
            remedy="Compare value, hedge and question_id with the quote in corpus/claims/<document>.csv.",
        ),
        Check(
            check_id="children-on-a-list",
            table="marts.fct_children_lists",
            column="children_low",
            lists="named lists whose asserted length lies outside the limits",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, children_low, children_high
                    from {batch}
                    where list_kind = 'named_list' and polarity = 'asserted'
                        and coalesce(children_low, children_high) is not null
                """,
                fails="greatest(children_low, children_high) > $maximum or children_high < $minimum",
                limits={"minimum": 1, "maximum": _LONGEST_LIST},
                observed=("min(children_low)", "max(coalesce(children_high, children_low))"),
            ),
            threshold="$minimum to $maximum names",
            reason=(
                "A list of names is drawn up child by child; the one of 2025 has 339. Above 5,000 it is no list but a "
                "total."
            ),
            remedy=(
                "Compare value and quote in corpus/claims/<document>.csv; move a total to a question of category "
                "alleged_total."
            ),
        ),
        Check(
            check_id="children-alleged-total",
            table="marts.fct_children_lists",
            column="children_low",
            lists="asserted totals of children taken that lie outside the limits",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, children_low, children_high
                    from {batch}
                    where list_kind = 'alleged_total' and polarity = 'asserted'
                        and coalesce(children_low, children_high) is not null
                """,
                fails="""
                    greatest(children_low, children_high) > $maximum
                    or (children_high < $minimum and children_high > 0)
                """,
                limits={"minimum": 100, "maximum": 2_000_000},
                observed=("min(children_low)", "max(coalesce(children_high, children_low))"),
            ),
            threshold="$minimum to $maximum children, or none at all",
            reason=(
                "A party may say that there is not one child. Else the least that the texts count is the 314 of one "
                "programme, the most the 1.6 million who live under occupation; each is a definition of its own. More "
                "than two million would be every fourth child of the country: rather a digit too many."
            ),
            remedy=(
                "Compare value and quote in corpus/claims/<document>.csv; give another definition a question of its "
                "own."
            ),
        ),
        Check(
            check_id="children-counted-not-named",
            table="marts.fct_claims",
            column="value_text",
            lists="claims on children whose value is an identity",
            rule=ColumnRule(
                expectation="expect_column_values_to_be_null",
                settings={"column": "value_text"},
                where=("topic", "children"),
                shows=("claim_id", "document_id", "question_id"),
                observed=("count(value_text)",),
            ),
            threshold="no value",
            reason="Codebook, ruling 8: children are counted, and no child's name enters any file.",
            remedy="Remove the row from corpus/claims/<document>.csv and the name from actors.csv and from the digest.",
        ),
    ),
)
