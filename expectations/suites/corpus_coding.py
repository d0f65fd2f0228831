"""Part of the suite corpus: are the claims coded as a careful coder would?"""

from __future__ import annotations

from expectations.check import Check, ColumnRule, RowRule

CHECKS = (
    Check(
        check_id="quote-words",
        table="marts.fct_claims",
        column="quote",
        lists="claims whose quote has too few or too many words, or too many characters where words are not spaced",
        rule=RowRule(
            judged="""
                select claims.claim_id, claims.document_id, claims.question_id, claims.quote, documents.language,
                    len(list_filter(string_split_regex(claims.quote, '[[:space:]]+'), lambda word: word <> ''))
                        as n_words,
                    case when documents.language in ('ja', 'zh') then length(claims.quote) end as n_unspaced
                from {batch} as claims
                left join marts.dim_documents as documents on claims.document_id = documents.document_id
                where claims.quote is not null
            """,
            fails="n_words not between $minimum and $maximum or n_unspaced > $characters",
            limits={"minimum": 1, "maximum": 12, "characters": 40},
            observed=("min(n_words)", "max(n_words)"),
        ),
        threshold="$minimum to $maximum words; $characters characters in Chinese and Japanese",
        reason=(
            "The articles belong to their publishers: the codebook allows the shortest run of words that carries the "
            "figure, twelve at most, and never a whole sentence. Where no space parts the words, 40 characters say "
            "about as much."
        ),
        remedy=(
            "Shorten the quote in corpus/claims/<document>.csv, and the words between quotation marks in the digest."
        ),
    ),
    Check(
        check_id="day-known-at-publication",
        table="marts.fct_claims",
        column="bound_low_date",
        lists=(
            "claims dated later after the publication of their document than their status allows, and totals as of a "
            "later day"
        ),
        rule=RowRule(
            judged="""
                with dated as (
                    select claim_id, document_id, question_id, status, value_label, bound_low_date, as_of,
                        published_latest,
                        case
                            when status in ('agreed', 'offered', 'proposed', 'requested', 'scheduled', 'set',
                                'threatened', 'under_review') then $days_ahead
                            else $days_done
                        end as n_days_allowed
                    from {batch}
                    where polarity = 'asserted'
                )
                select *, greatest(
                        date_diff('day', published_latest, bound_low_date) - n_days_allowed,
                        date_diff('day', published_latest, as_of) - $days_done
                    ) as n_days_too_late
                from dated
                where coalesce(bound_low_date, as_of) is not null
            """,
            fails="n_days_too_late > 0",
            limits={"days_ahead": 730, "days_done": 1},
            observed=("min(bound_low_date)", "max(bound_low_date)"),
        ),
        threshold="$days_ahead days after publication for what is promised, $days_done day for what has happened",
        reason=(
            "A text can promise, but it cannot report a day that has not come. One day is left for time zones, two "
            "years for promises."
        ),
        remedy=(
            "Check year and status in corpus/claims/<document>.csv and the days of publication in corpus/documents.csv."
        ),
    ),
    Check(
        check_id="stage-and-status",
        table="marts.fct_claims",
        column="status",
        lists="claims of a delivery that are coded as a promise, and claims of a promise that are coded as completed",
        rule=RowRule(
            judged="""
                select claim_id, document_id, question_id, stage, status, value_label,
                    case stage
                        when 'delivered' then status in ('agreed', 'offered', 'proposed', 'requested', 'scheduled',
                            'set', 'threatened', 'under_review')
                        else status = 'completed'
                    end::bigint as n_misfits
                from {batch}
                where stage in ('delivered', 'promised') and polarity = 'asserted' and category <> 'named_list'
            """,
            fails="n_misfits > $maximum",
            limits={"maximum": 0},
            observed=("string_agg(distinct status, ', ' order by status)",),
        ),
        threshold="$maximum claims whose status belongs to the other stage",
        reason=(
            "What was promised and what was delivered are different questions. Mixed, a promise looks kept, or a "
            "delivery looks disputed. A list that was handed over is left out: the handing over is done, whatever "
            "comes of the list."
        ),
        remedy=(
            "Move the claim to the question of the right stage, or correct its status, in corpus/claims/<document>.csv."
        ),
        severity="warning",
    ),
    Check(
        check_id="counts-are-whole",
        table="marts.fct_claims",
        column="value",
        lists="counts of persons or things that are no whole number",
        rule=RowRule(
            judged="""
                select claims.claim_id, claims.document_id, claims.question_id, claims.quote, claims.value,
                    claims.value_high,
                    greatest(claims.value % 1, claims.value_high % 1) as remainder
                from {batch} as claims
                inner join marts.dim_questions as questions on claims.question_id = questions.question_id
                where questions.value_type = 'count' and claims.value is not null
            """,
            fails="remainder > $maximum",
            limits={"maximum": 0},
            observed=("min(value)", "max(coalesce(value_high, value))"),
        ),
        threshold="a remainder of $maximum",
        reason=(
            "A count of 5.147 is not five and a bit: a separator of thousands was read as a decimal point. 12.000 "
            "would be caught by the limits of its topic."
        ),
        remedy="Write the value in corpus/claims/<document>.csv without separators.",
    ),
    Check(
        check_id="indefinite-share",
        table="marts.fct_claims",
        column="hedge",
        lists="the claims with a word in place of a figure, where they are too many",
        rule=RowRule(
            judged="""
                select claim_id, document_id, question_id, quote, hedge,
                    100 * avg((hedge = 'indefinite')::double) over () as percent_indefinite
                from {batch}
            """,
            fails="hedge = 'indefinite' and percent_indefinite > $maximum",
            limits={"maximum": 25},
            observed=("round(any_value(percent_indefinite), 1)",),
        ),
        threshold="at most $maximum % of the claims",
        reason=(
            "Some and several are compatible with nearly everything. A warehouse that consists of them compares "
            "nothing, and a coder who uses them for figures has missed the figures."
        ),
        remedy="Look for a figure elsewhere in the document, and drop words that answer no question.",
        severity="warning",
    ),
    Check(
        check_id="own-voice-share",
        table="marts.fct_claims",
        column="claimant_id",
        lists="the documents with too many claims in the text's own voice, where the corpus has too many of them",
        rule=RowRule(
            judged="""
                with documents as (
                    select document_id, count(*) as n_claims,
                        count(*) filter (where claimant_id = 'outlet') as n_own_voice
                    from {batch}
                    group by document_id
                )
                select *, round(100 * sum(n_own_voice) over () / sum(n_claims) over (), 1) as percent_of_corpus
                from documents
            """,
            fails="percent_of_corpus > $maximum and 100 * n_own_voice > $maximum * n_claims",
            limits={"maximum": 75},
            observed=("any_value(percent_of_corpus)",),
        ),
        threshold="at most $maximum % of all claims",
        reason=(
            "Parley is about who says what. Dates and places are often told in a text's own voice, but three claims of "
            "four are not: then claimants were overlooked."
        ),
        remedy=(
            "Read the document again for said, according to, announced; an act told of a party (offered, agreed) is "
            "its claim."
        ),
        severity="warning",
    ),
    Check(
        check_id="coded-after-publication",
        table="marts.fct_claims",
        column="coded_on",
        lists="claims coded before their document can have been published",
        rule=ColumnRule(
            expectation="expect_column_pair_values_a_to_be_greater_than_b",
            settings={
                "column_A": "coded_on",
                "column_B": "published_earliest",
                "or_equal": True,
                "ignore_row_if": "either_value_is_missing",
            },
            shows=("claim_id", "document_id", "question_id"),
            observed=("min(coded_on)", "max(coded_on)"),
        ),
        threshold="on the first possible day of publication or later",
        reason=(
            "Nobody codes a text that is not out yet: one of the two days is wrong, and what was known when goes by "
            "them."
        ),
        remedy="Check coded_on in corpus/claims/<document>.csv and published_earliest in corpus/documents.csv.",
    ),
    Check(
        check_id="coded-not-in-the-future",
        table="marts.fct_claims",
        column="coded_on",
        lists="claims that are said to be coded on a day to come",
        rule=RowRule(
            judged="""
                select claim_id, document_id, question_id, coder, coded_on,
                    date_diff('day', current_date, coded_on) as n_days_ahead
                from {batch}
                where coded_on is not null
            """,
            fails="n_days_ahead > $days",
            limits={"days": 1},
            observed=("min(coded_on)", "max(coded_on)"),
        ),
        threshold="at most $days day after the day of the build",
        reason=(
            "A day to come is a slip of the pen, or the clock of this machine is wrong. One day is left for time zones."
        ),
        remedy="Correct coded_on in corpus/claims/<document>.csv, or set the clock.",
    ),
)
