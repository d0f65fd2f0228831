"""Part of the suite series: do parts make their whole, directions balance, and totals grow?"""

from __future__ import annotations

from expectations.check import Check, RowRule

CHECKS = (
    Check(
        check_id="parts-make-the-whole",
        table="marts.fct_partitions",
        column="miss_low",
        lists="partitions said to be complete whose parts do not add up to the whole",
        rule=RowRule(
            judged="""
                select document_id, claimant_id, whole_question_id, partition, parts_label, whole_label, whole_said_by,
                    greatest(0, miss_low, -miss_high) as n_missed, part_claim_ids, whole_claim_ids
                from {batch}
                where is_exhaustive and relation <> 'not_comparable'
            """,
            fails="n_missed > $maximum",
            limits={"maximum": 0},
            observed=("min(n_missed)", "max(n_missed)"),
        ),
        threshold="$maximum missed, after all that the hedges of parts and whole allow",
        reason=(
            "Whoever names all parts and the whole can be added up, and 33 soldiers and 51 civilians are 84. A miss is "
            "an error of the text, of the coding, or a part that nobody names."
        ),
        remedy=(
            "Compare the claims; if the text misses, it stays so. Else correct value or exhaustive in corpus/links.csv."
        ),
        severity="warning",
    ),
    Check(
        check_id="parts-within-the-whole",
        table="marts.fct_partitions",
        column="miss_high",
        lists="partitions that leave something open and whose parts are more than the whole",
        rule=RowRule(
            judged="""
                select document_id, claimant_id, whole_question_id, partition, parts_label, whole_label, whole_said_by,
                    greatest(0, -miss_high) as n_over, part_claim_ids, whole_claim_ids
                from {batch}
                where not is_exhaustive and relation <> 'not_comparable'
            """,
            fails="n_over > $maximum",
            limits={"maximum": 0},
            observed=("min(n_over)", "max(n_over)"),
        ),
        threshold="$maximum more than the whole, after all that the hedges of parts and whole allow",
        reason=(
            "Parts that are more than their whole are no parts of it: they were added to it (175 plus 22), or belong "
            "to another whole."
        ),
        remedy="Compare the claims, and see in corpus/links.csv whether the text says of which or plus.",
        severity="warning",
    ),
    Check(
        check_id="said-to-be-equal-is-equal",
        table="marts.fct_direction_balance",
        column="balance_low",
        lists="exchanges that somebody calls equal although a party's figures of the two directions differ",
        rule=RowRule(
            judged="""
                select event_id, measure, party, said_equal_by, to_ukraine_low, to_ukraine_high, to_russia_low,
                    to_russia_high, greatest(0, balance_low, -balance_high) as n_off, to_ukraine_claim_ids,
                    to_russia_claim_ids
                from {batch}
                where said_equal_by is not null and relation <> 'unknown' and party <> 'anybody'
            """,
            fails="n_off > $maximum",
            limits={"maximum": 0},
            observed=("min(n_off)", "max(n_off)"),
        ),
        threshold="$maximum persons or bodies more in one direction",
        reason=(
            "Equality without a number is a claim like any other. Where figures of both directions are known and "
            "differ, it is contradicted, and nobody sees it in a table of numbers."
        ),
        remedy=(
            "Compare the claims: persons who came outside the swap are often counted in one direction only, and are a "
            "question of their own."
        ),
        severity="warning",
    ),
    Check(
        check_id="totals-do-not-fall",
        table="marts.fct_running_totals",
        column="rise_high",
        lists="totals below the total that the same claimant gave for an earlier day",
        rule=RowRule(
            judged="""
                select question_id, claimants, held_on, value_label, previous_held_on, previous_value_label,
                    case when fell then -rise_high else 0 end as n_fallen, claim_id, previous_claim_id
                from {batch}
                where compared_with = 'same_claimant' and previous_claim_id is not null
            """,
            fails="n_fallen > $maximum",
            limits={"maximum": 0},
            observed=("min(n_fallen)", "max(n_fallen)"),
        ),
        threshold="a fall of $maximum, after all that the hedges of both totals allow",
        reason=(
            "Who once came home has come home: a total so far only grows with the day for which it holds. A fall is a "
            "recount, another definition, or a day misread."
        ),
        remedy=(
            "Check as_of and question_id in corpus/claims/<document>.csv; another definition is a question with a "
            "scope of its own."
        ),
        severity="warning",
    ),
    Check(
        check_id="totals-hold-what-was-reported",
        table="marts.fct_running_totals",
        column="misses_high",
        lists="totals that rose by less than what was reported between the two days",
        rule=RowRule(
            judged="""
                select question_id, claimants, compared_with, held_on, value_label, previous_held_on,
                    previous_value_label, rise_low, rise_high, reported_low, reported_high,
                    greatest(0, -misses_high) as n_short, claim_id, previous_claim_id
                from {batch}
                where compared_with <> 'anybody' and misses_high is not null
            """,
            fails="n_short > $maximum",
            limits={"maximum": 0},
            observed=("min(n_short)", "max(n_short)"),
        ),
        threshold="a shortfall of $maximum, after all that the hedges allow",
        reason=(
            "A total holds at least what its claimant's side reported in the meantime. It may hold more: not every "
            "handover is in the corpus."
        ),
        remedy=(
            "Look whether one delivery was coded under two days, or whether the total leaves some kind out: then its "
            "definition must say so."
        ),
        severity="warning",
    ),
)
