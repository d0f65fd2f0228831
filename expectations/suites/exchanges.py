"""Prisoners and other living persons exchanged: are the figures of a size that an exchange has?"""

from __future__ import annotations

from expectations.check import Check, RowRule, Suite

SUITE = Suite(
    name="exchanges",
    about="Prisoners and other living persons exchanged or to be exchanged.",
    checks=(
        Check(
            check_id="exchange-size",
            table="marts.fct_exchanges",
            column="per_side_low",
            lists="asserted figures of an exchange that lie outside the limits, reckoned for each side",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, per_side_low, per_side_high
                    from {batch}
                    where polarity = 'asserted' and stage <> 'stock'
                        and coalesce(per_side_low, per_side_high) is not null
                """,
                fails="greatest(per_side_low, per_side_high) > $maximum or per_side_high < $minimum",
                limits={"minimum": 1, "maximum": 10_000},
                observed=("min(per_side_low)", "max(coalesce(per_side_high, per_side_low))"),
            ),
            threshold="$minimum to $maximum persons from each side",
            reason=(
                "The largest exchange of 2025 in the corpus is 1,000 for 1,000. Ten times that is a digit too many, or "
                "a running total coded under one exchange."
            ),
            remedy=(
                "Compare value and quote in corpus/claims/<document>.csv. A running total is a question of stage stock."
            ),
        ),
        Check(
            check_id="exchange-heard-from-both-sides",
            table="marts.fct_exchanges",
            column="claimant_id",
            lists="a side, Ukraine or Russia, that is credited with no claim on an exchange although there are some",
            rule=RowRule(
                judged="""
                    with claimants as (
                        select exchanges.document_id, actors.side
                        from {batch} as exchanges
                        inner join marts.bridge_claim_claimants as claimants on exchanges.claim_id = claimants.claim_id
                        inner join marts.dim_actors as actors on claimants.claimant_id = actors.actor_id
                    ),
                    totals as (
                        select string_agg(distinct document_id, ', ' order by document_id) as documents from {batch}
                    )
                    select sides.side, count(claimants.side) as n_claims, any_value(totals.documents) as documents
                    from (select unnest(['ukraine', 'russia']) as side) as sides
                    cross join totals
                    left join claimants on sides.side = claimants.side
                    where totals.documents is not null
                    group by sides.side
                """,
                fails="n_claims < $minimum",
                limits={"minimum": 1},
                observed=("min(n_claims)", "max(n_claims)"),
            ),
            threshold="at least $minimum claim of each side",
            reason=(
                "An exchange has two parties, and both speak of it. Where one of them is never heard, the comparison "
                "is one-sided, or its claims are coded as the text's own voice."
            ),
            remedy=(
                "Look for acts told of that side (both sides agreed) and code it among the claimants; else add a "
                "document."
            ),
            severity="warning",
        ),
    ),
)
