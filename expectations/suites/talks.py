"""The meetings: are their lengths, days and delegations such as meetings have?"""

from __future__ import annotations

from expectations.check import Check, RowRule, Suite

SUITE = Suite(
    name="talks",
    about="The meetings themselves: dates, length, delegations, proposals.",
    checks=(
        Check(
            check_id="meeting-length",
            table="marts.fct_talks",
            column="minutes_low",
            lists="meetings whose asserted length lies outside the limits",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, minutes_low, minutes_high
                    from {batch}
                    where category = 'duration' and question_unit = 'minute' and polarity = 'asserted'
                        and coalesce(minutes_low, minutes_high) is not null
                """,
                fails="greatest(minutes_low, minutes_high) > $maximum or minutes_high < $minimum",
                limits={"minimum": 1, "maximum": 600},
                observed=("min(minutes_low)", "max(coalesce(minutes_high, minutes_low))"),
            ),
            threshold="$minimum to $maximum minutes",
            reason=(
                "The rounds of 2025 lasted from under an hour to under three hours together. Ten hours is a day of "
                "talks without a break; more is a unit read wrongly (hours as minutes, or the reverse)."
            ),
            remedy=(
                "Compare value and unit with the quote in corpus/claims/<document>.csv: the unit is coded as printed."
            ),
        ),
        Check(
            check_id="truce-length",
            table="marts.fct_talks",
            column="minutes_low",
            lists="truces whose asserted length lies outside the limits",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label,
                        minutes_low / 60 as hours_low, minutes_high / 60 as hours_high
                    from {batch}
                    where category = 'duration' and question_unit in ('hour', 'day') and polarity = 'asserted'
                        and coalesce(minutes_low, minutes_high) is not null
                """,
                fails="greatest(hours_low, hours_high) > $maximum or hours_high < $minimum",
                limits={"minimum": 1, "maximum": 720},
                observed=("min(hours_low)", "max(coalesce(hours_high, hours_low))"),
            ),
            threshold="$minimum to $maximum hours",
            reason=(
                "The truces on the table last one to two days, the longest proposed in 2025 thirty days. More is an "
                "armistice, which no text gives in hours."
            ),
            remedy="Compare value and unit with the quote in corpus/claims/<document>.csv.",
        ),
        Check(
            check_id="delegation-size",
            table="marts.fct_talks",
            column="delegates_low",
            lists="delegations whose asserted size lies outside the limits",
            rule=RowRule(
                judged="""
                    select claim_id, document_id, question_id, value_label, delegates_low, delegates_high
                    from {batch}
                    where polarity = 'asserted' and coalesce(delegates_low, delegates_high) is not null
                """,
                fails="greatest(delegates_low, delegates_high) > $maximum or delegates_high < $minimum",
                limits={"minimum": 1, "maximum": 100},
                observed=("min(delegates_low)", "max(coalesce(delegates_high, delegates_low))"),
            ),
            threshold="$minimum to $maximum delegates",
            reason=(
                "Delegations in the corpus have four to fourteen members. A hundred people do not sit at one table; "
                "such a number counts journalists, guards or prisoners."
            ),
            remedy=(
                "Compare value and quote in corpus/claims/<document>.csv, and what the question's definition counts."
            ),
        ),
        Check(
            check_id="meeting-day-near-its-event",
            table="marts.fct_talks",
            column="date_low",
            lists="days claimed for a meeting that was held, too far from the days that events.csv gives for it",
            rule=RowRule(
                judged="""
                    select talks.claim_id, talks.document_id, talks.question_id, talks.value_label, talks.date_low,
                        talks.date_high, events.starts_on, events.ends_on,
                        greatest(
                            0,
                            date_diff('day', coalesce(events.ends_on, events.starts_on), talks.date_low),
                            date_diff('day', talks.date_high, events.starts_on)
                        ) as days_off
                    from {batch} as talks
                    inner join marts.dim_events as events on talks.event_id = events.event_id
                    where talks.category = 'schedule' and talks.stage = 'attribute' and talks.polarity = 'asserted'
                        and events.kind in ('round', 'meeting') and events.starts_on is not null
                        and coalesce(talks.date_low, talks.date_high) is not null
                """,
                fails="days_off > $days",
                limits={"days": 7},
                observed=("min(days_off)", "max(days_off)"),
            ),
            threshold="at most $days days off the event",
            reason=(
                "Texts differ by a day or two on when a round was held, and that is shown as a conflict. More than a "
                "week is another round, or a year that the coder supplied wrongly."
            ),
            remedy=(
                "Check question_id and the year in corpus/claims/<document>.csv, and the event's days in "
                "corpus/events.csv."
            ),
        ),
        Check(
            check_id="talks-within-the-war",
            table="marts.fct_talks",
            column="date_low",
            lists="days of meetings before the first possible day, or too long after the document was published",
            rule=RowRule(
                judged="""
                    select talks.claim_id, talks.document_id, talks.question_id, talks.value_label, talks.date_low,
                        talks.date_high, documents.published_latest
                    from {batch} as talks
                    inner join marts.dim_documents as documents on talks.document_id = documents.document_id
                    where talks.polarity = 'asserted' and coalesce(talks.date_low, talks.date_high) is not null
                """,
                fails="date_high < date '$first_day' or date_low > published_latest + $days",
                limits={"first_day": "2022-01-01", "days": 730},
                observed=("min(coalesce(date_low, date_high))", "max(coalesce(date_high, date_low))"),
            ),
            threshold="from $first_day to $days days after publication",
            reason=(
                "There were no talks of this war before 2022, and nobody sets the day of a meeting more than two years "
                "ahead."
            ),
            remedy=(
                "Check the year in corpus/claims/<document>.csv: it is rarely printed, and the note says how it was "
                "read."
            ),
        ),
        Check(
            check_id="delegate-of-own-side",
            table="marts.fct_talks",
            column="actor_id",
            lists="persons named as heads or members of a delegation who belong to another side",
            rule=RowRule(
                judged="""
                    with named as (
                        select claim_id, document_id, question_id, side, unnest(string_split(actor_id, '+')) as actor_id
                        from {batch}
                        where category = 'delegation' and side is not null and actor_id is not null
                            and polarity = 'asserted'
                    )
                    select named.claim_id, named.document_id, named.question_id, named.side, named.actor_id,
                        case when actors.side = named.side then 0 else 1 end as n_sides_off, actors.side as actor_side
                    from named
                    inner join marts.dim_actors as actors on named.actor_id = actors.actor_id
                """,
                fails="n_sides_off > $maximum",
                limits={"maximum": 0},
                observed=("count(distinct actor_id)",),
            ),
            threshold="$maximum persons of another side",
            reason=(
                "Nobody leads or joins the other side's delegation. Either the claim stands under the wrong side's "
                "question, or the actor has the wrong side. A text that really errs so is worth a second look before "
                "it is published."
            ),
            remedy=(
                "Check question_id in corpus/claims/<document>.csv and side in corpus/actors.csv. If the text errs, "
                "say so in the claim's note."
            ),
            severity="warning",
        ),
    ),
)
