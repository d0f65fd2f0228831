with

pairs as (select * from {{ ref("int_claim_pairs__compared") }}),

claims as (select * from {{ ref("int_claims__described") }}),

second_claims as (select * from {{ ref("int_claims__described") }}),

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

second_claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

origins as (select * from {{ ref("int_claim_origins__connected") }}),

second_origins as (select * from {{ ref("int_claim_origins__connected") }}),

own_voices as (select distinct claim_id from claimants where is_own_voice),

shown_pairs as (select * from pairs where tolerance = {{ shown_tolerance() }}),

shared_claimants as (

    select distinct claimants.claim_id as claim_id_a, second_claimants.claim_id as claim_id_b
    from claimants
    inner join
        second_claimants
        on claimants.question_id = second_claimants.question_id
        and claimants.claimant_id = second_claimants.claimant_id
        and claimants.claim_id < second_claimants.claim_id

),

credited as (

    select
        shown_pairs.*,
        claims.topic,
        claims.document_id as document_id_a,
        second_claims.document_id as document_id_b,
        claims.document_id = second_claims.document_id as same_document,
        origins.origin_id = second_origins.origin_id as same_origin,
        shared_claimants.claim_id_a is not null as is_claimant_shared,
        shown_pairs.claim_id_a in (select own_voices.claim_id from own_voices)
        or shown_pairs.claim_id_b in (select own_voices.claim_id from own_voices) as has_own_voice
    from shown_pairs
    inner join claims on shown_pairs.claim_id_a = claims.claim_id
    inner join second_claims on shown_pairs.claim_id_b = second_claims.claim_id
    inner join origins on shown_pairs.claim_id_a = origins.claim_id
    inner join second_origins on shown_pairs.claim_id_b = second_origins.claim_id
    left join
        shared_claimants
        on shown_pairs.claim_id_a = shared_claimants.claim_id_a
        and shown_pairs.claim_id_b = shared_claimants.claim_id_b

),

final as (

    select

        -- ids
        {{ short_hash("pair_", ["claim_id_a", "claim_id_b"]) }} as pair_id,
        question_id,
        topic,
        claim_id_a,
        claim_id_b,
        document_id_a,
        document_id_b,

        -- booleans
        same_document,
        same_origin,

        -- how the two stand to each other
        relation,
        case
            when same_document and relation = 'conflict' and (is_claimant_shared or has_own_voice)
            then 'self_contradiction'
            when is_claimant_shared
            then 'same_claimant'
            when has_own_voice
            then 'unattributed'
            else 'rival_claimants'
        end as kind,
        rule,
        assumes,

        -- numerics
        gap,
        gap_share,
        touching,
        overlap_width,

        -- text
        difference

    from credited

)

select * from final
