with

claims as (select * from {{ ref("stg_claims") }}),

described as (select * from {{ ref("int_claims__described") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

origins as (select * from {{ ref("int_claim_origins__connected") }}),

revisions as (select * from {{ ref("int_claims__superseded") }}),

labels as (select * from {{ ref("int_claims__labelled") }}),

credited as (select * from {{ ref("int_claims__credited") }}),

-- The reading that says what the question asks, at the tolerance that the marts show.
shown_readings as (select * from readings where is_literal and tolerance = {{ shown_tolerance() }}),

-- Origins as they are now, with every claim known.
standing_origins as (select claim_id, origin_id from origins where next_from is null),

final as (

    select

        -- ids
        claims.claim_id,
        claims.document_id,
        claims.question_id,
        described.event_id,

        -- what it is about
        described.topic,
        described.category,
        described.stage,
        claims.status,
        claims.polarity,

        -- where it stands
        claims.position,
        claims.quote,
        claims.gloss,
        claims.char_start,
        claims.char_end,
        claims.text_edition,
        claims.digest_start,
        claims.digest_end,
        claims.proof,
        claims.proven_on,

        -- the figure as printed
        claims.value,
        claims.value_high,
        claims.unit,
        claims.value_text,
        claims.value_date,
        claims.value_high_date,
        claims.precision,
        claims.as_of,
        described.as_of_earliest,
        described.as_of_latest,
        described.tells_from,
        described.tells_until,
        claims.hedge,
        claims.hedge_low,
        claims.hedge_high,
        shown_readings.has_interval,

        -- the interval in the question's unit and basis
        described.question_unit,
        described.question_basis,
        claims.basis,
        shown_readings.bound_low,
        shown_readings.bound_high,
        shown_readings.low_open,
        shown_readings.high_open,
        case
            when described.value_type = 'date' then {{ date_from_days("shown_readings.bound_low") }}
        end as bound_low_date,
        case
            when described.value_type = 'date' then {{ date_from_days("shown_readings.bound_high") }}
        end as bound_high_date,

        -- who says so
        claims.claimant_id,
        claims.relayed_by,
        claims.identified_by,
        claims.voice,
        described.publisher,
        described.language,
        described.channel_id,
        standing_origins.origin_id,

        -- booleans
        described.is_silent,
        described.is_denied,
        claims.corrected,

        -- what its claimant put in its place
        revisions.superseded_by_claim_id,
        revisions.superseded_on,
        revisions.superseded_basis,

        -- when it was said and published, who coded it
        claims.ambiguous,
        claims.said_on,
        described.published_earliest,
        described.published_latest,
        claims.coder,
        claims.coded_on,
        claims.note,

        -- for a reader
        labels.value_label,
        credited.claimant_names,
        credited.relayer_names,
        claims.source_file,
        claims.source_line

    from claims

    inner join described on claims.claim_id = described.claim_id

    inner join shown_readings on claims.claim_id = shown_readings.claim_id

    inner join standing_origins on claims.claim_id = standing_origins.claim_id

    inner join labels on claims.claim_id = labels.claim_id

    inner join credited on claims.claim_id = credited.claim_id

    left join revisions on claims.claim_id = revisions.claim_id

)

select * from final
order by question_id, claim_id
