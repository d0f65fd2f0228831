with

claims as (select * from {{ ref("stg_claims") }}),

described as (select * from {{ ref("int_claims__described") }}),

readings as (select * from {{ ref("int_claim_readings__bounded") }}),

links as (select * from {{ ref("stg_links") }}),

documents as (select * from {{ ref("stg_documents") }}),

-- One claimant who asserts a figure; what a text says in its own voice is its publisher's.
spoken as (

    select
        described.claim_id,
        described.document_id,
        described.question_id,
        described.claimant_id,
        case when described.claimant_id = 'outlet' then described.publisher else described.claimant_id end as speaker_id,
        described.stage,
        described.as_of,
        claims.said_on,
        described.published_earliest,
        described.published_latest,
        readings.has_interval,
        readings.compared_low,
        readings.compared_high,
        readings.compared_low_open,
        readings.compared_high_open
    from described
    inner join claims on described.claim_id = claims.claim_id
    inner join readings on described.claim_id = readings.claim_id
    where not described.is_denied and readings.is_literal and readings.tolerance = {{ shown_tolerance() }}

),

spoken_before as (select * from spoken),

revising_links as (

    select
        links.document_id,
        links.part_question_id,
        links.whole_question_id,
        case when links.claimant_id = 'outlet' then documents.publisher else links.claimant_id end as speaker_id
    from links
    inner join documents on links.document_id = documents.document_id
    where links.kind = 'supersedes' and links.polarity = 'asserted'

),

-- A text says that a claimant revises: what it gives now takes the place of all that was known by then.
linked as (

    select
        spoken_before.claim_id,
        spoken.claim_id as superseded_by_claim_id,
        spoken.published_latest as superseded_on,
        'linked' as superseded_basis
    from revising_links
    inner join
        spoken
        on revising_links.document_id = spoken.document_id
        and revising_links.part_question_id = spoken.question_id
        and revising_links.speaker_id = spoken.speaker_id
    inner join
        spoken_before
        on revising_links.whole_question_id = spoken_before.question_id
        and revising_links.speaker_id = spoken_before.speaker_id
        and spoken_before.published_latest <= spoken.published_latest

),

-- No text says so, but one claimant is credited with another interval in a document published wholly later. What was
-- said before the earlier document appeared is no revision of it, and a total for another day is another figure.
later as (

    select
        spoken_before.claim_id,
        spoken.claim_id as superseded_by_claim_id,
        spoken.published_latest as superseded_on,
        'later' as superseded_basis
    from spoken_before
    inner join
        spoken
        on spoken_before.question_id = spoken.question_id
        and spoken_before.claimant_id = spoken.claimant_id
        and spoken_before.published_latest < spoken.published_earliest
    where
        spoken.claimant_id <> 'outlet'
        and spoken.claimant_id not like '%+%'
        and spoken.has_interval
        and spoken_before.has_interval
        and coalesce(spoken.said_on > coalesce(spoken_before.said_on, spoken_before.published_latest), true)
        and (spoken.stage <> 'stock' or coalesce(spoken.as_of = spoken_before.as_of, false))
        and (
            spoken.compared_low is distinct from spoken_before.compared_low
            or spoken.compared_high is distinct from spoken_before.compared_high
            or spoken.compared_low_open <> spoken_before.compared_low_open
            or spoken.compared_high_open <> spoken_before.compared_high_open
        )

),

found as (

    select * from linked

    union all

    select * from later

),

-- The first revision is the one that counts; what a text says of it goes before what follows from the days.
ranked as (

    select
        *,
        row_number() over (
            partition by claim_id
            order by superseded_on, case when superseded_basis = 'linked' then 0 else 1 end, superseded_by_claim_id
        ) as place
    from found

),

first_revisions as (

    select claim_id, superseded_by_claim_id, superseded_on, superseded_basis from ranked where place = 1

)

select * from first_revisions
