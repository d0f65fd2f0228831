"""Part of the suite series: does what is said to be delivered fit what was promised?"""

from __future__ import annotations

from expectations.check import Check, RowRule

CHECKS = (
    Check(
        check_id="delivered-within-promise",
        table="marts.fct_promises",
        column="delivered_low",
        lists="promises on which a party counts more deliveries than were promised",
        rule=RowRule(
            judged="""
                select promises.promise_question_id, promises.direction, promises.party,
                    promises.promised_core_low, promises.promised_core_high, promises.delivered_from,
                    promises.delivered_low, promises.delivered_high,
                    100 * (promises.delivered_low - promises.promised_core_high) / promises.promised_core_high
                        as percent_over,
                    (
                        select string_agg(deliveries.lowest_claim_id, ' ' order by deliveries.delivery_question_id)
                        from marts.fct_deliveries as deliveries
                        where deliveries.promise_question_id = promises.promise_question_id
                            and deliveries.direction = promises.direction and deliveries.party = promises.party
                            and deliveries.is_counted
                    ) as delivery_claim_ids,
                    promises.promise_claim_ids
                from (select * from {batch}) as promises
                where promises.promised_core_high > 0 and promises.delivered_low is not null
            """,
            fails="percent_over > $percent",
            limits={"percent": 5},
            observed=("round(min(percent_over), 1)", "round(max(percent_over), 1)"),
        ),
        threshold="at most $percent % more than what most origins say was promised",
        reason=(
            "A promise is a round number, and what comes may be a little more: 6,057 bodies by the one count and 6,060 "
            "by the other on the 6,000. More than a twentieth above it is a delivery counted twice, or one that "
            "belongs to another promise."
        ),
        remedy=(
            "See in marts.fct_deliveries what was counted: a delivery that is part of another needs a link part_of in "
            "corpus/links.csv, one of another agreement no link to this promise."
        ),
        severity="warning",
    ),
    Check(
        check_id="promise-has-a-figure",
        table="marts.fct_promises",
        column="n_promise_claims",
        lists="promises towards which deliveries are said to count although nobody says what was promised",
        rule=RowRule(
            judged="""
                with told as (
                    select promises.promise_question_id, events.kind as event_kind,
                        max(promises.n_promise_claims + promises.n_promise_silent) as n_told,
                        max(promises.n_deliveries) as n_deliveries
                    from {batch} as promises
                    inner join marts.dim_events as events on promises.event_id = events.event_id
                    where events.kind <> 'agreement'
                    group by promises.promise_question_id, events.kind
                )
                select told.*,
                    (
                        select string_agg(distinct links.document_id, ', ' order by links.document_id)
                        from marts.fct_links as links
                        where links.whole_question_id = told.promise_question_id
                    ) as documents
                from told
            """,
            fails="n_told < $minimum",
            limits={"minimum": 1},
            observed=("min(n_told)", "max(n_told)"),
        ),
        threshold="at least $minimum claim, be it that no figure was given, for what one event promised",
        reason=(
            "What is outstanding is promised less delivered: without the first nothing can be said. Agreements named "
            "without their round are left out, for nobody gives a sum for them."
        ),
        remedy="Code who promised how many, or a claim of hedge none_given, in corpus/claims/<document>.csv.",
        severity="warning",
    ),
    Check(
        check_id="delivered-after-its-promise",
        table="marts.fct_deliveries",
        column="delivered_on",
        lists="deliveries that are said to count towards a promise made later",
        rule=RowRule(
            judged="""
                select deliveries.delivery_question_id, deliveries.promise_question_id, deliveries.direction,
                    deliveries.party, deliveries.claimed_by, deliveries.delivered_on, events.starts_on as promised_on,
                    date_diff('day', deliveries.delivered_on, events.starts_on) as n_days_early, deliveries.claim_ids,
                    (
                        select string_agg(distinct links.document_id, ', ' order by links.document_id)
                        from marts.fct_links as links
                        where links.part_question_id = deliveries.delivery_question_id
                            and links.whole_question_id = deliveries.promise_question_id
                    ) as documents
                from {batch} as deliveries
                inner join marts.dim_questions as promises on deliveries.promise_question_id = promises.question_id
                inner join marts.dim_events as events on promises.event_id = events.event_id
                where deliveries.position <> 'denied' and deliveries.delivered_on is not null
                    and events.starts_on is not null and events.kind <> 'agreement'
            """,
            fails="n_days_early > $days",
            limits={"days": 0},
            observed=("min(delivered_on)", "max(delivered_on)"),
        ),
        threshold="$days days before the event at which it was promised",
        reason=(
            "Nobody delivers on a promise before it is made. The link names the wrong promise, or the text takes an "
            "earlier exchange for a part of a later agreement."
        ),
        remedy="Compare part and whole in corpus/links.csv, and the days of both events in corpus/events.csv.",
        severity="warning",
    ),
)
