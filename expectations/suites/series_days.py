"""Part of the suite series: do the days of claims, events and their names fit together?"""

from __future__ import annotations

from expectations.check import Check, RowRule

CHECKS = (
    Check(
        check_id="told-before-its-event",
        table="marts.fct_claims",
        column="published_latest",
        lists="claims that tell of an event as past before it can have begun, and totals as of a day before their time",
        rule=RowRule(
            judged="""
                select claims.claim_id, claims.document_id, claims.question_id, claims.stage, claims.status,
                    claims.published_latest, claims.as_of, claims.event_id, events.starts_on,
                    date_diff(
                        'day', least(claims.published_latest, coalesce(claims.as_of, claims.published_latest)),
                        events.starts_on
                    ) as n_days_early
                from {batch} as claims
                inner join marts.dim_events as events on claims.event_id = events.event_id
                where events.starts_on is not null and claims.stage <> 'promised' and claims.polarity = 'asserted'
                    and claims.status not in ('agreed', 'offered', 'proposed', 'requested', 'scheduled', 'set',
                        'threatened', 'under_review')
            """,
            fails="n_days_early > $days",
            limits={"days": 1},
            observed=("min(published_latest)", "max(published_latest)"),
        ),
        threshold="at most $days day before the event begins, but for what is promised or scheduled",
        reason=(
            "What was known on a day goes by publication: a delivery told before it happened would stand in the record "
            "before the event. One day is left for time zones. Promises and plans are told ahead, and are left out."
        ),
        remedy=(
            "Check event_id of the question, as_of in corpus/claims/<document>.csv, and the days in "
            "corpus/events.csv and corpus/documents.csv."
        ),
    ),
    Check(
        check_id="event-day-in-its-name",
        table="marts.dim_events",
        column="starts_on",
        lists="events whose id carries a day on which they did not take place",
        rule=RowRule(
            judged="""
                with named as (
                    select event_id, name, starts_on, coalesce(ends_on, starts_on) as ends_on,
                        try_cast(regexp_extract(event_id, '[0-9]+-[0-9]+-[0-9]+') as date) as named_on
                    from {batch}
                )
                select *, greatest(0, date_diff('day', named_on, starts_on), date_diff('day', ends_on, named_on))
                    as n_days_off
                from named
                where named_on is not null and starts_on is not null
            """,
            fails="n_days_off > $days",
            limits={"days": 0},
            observed=("min(named_on)", "max(named_on)"),
        ),
        threshold="$days days off the days from starts_on to ends_on",
        reason=(
            "Exchanges and handovers are known by their day, and claims find their question by it. Two days for one "
            "event file its figures under another."
        ),
        remedy="Correct starts_on, or the event's id and those of its questions, in corpus/events.csv.",
    ),
)
