with

pairs as (select * from {{ ref("int_claim_pairs__compared") }}),

claims as (select * from {{ ref("int_claims__described") }}),

second_claims as (select * from {{ ref("int_claims__described") }}),

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

second_claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

pair_rules as (select * from {{ ref("pair_rules") }}),

origins as (select * from {{ ref("int_claim_origins__connected") }}),

own_voices as (select distinct claim_id from claimants where is_own_voice),

-- Origins as they are now, with every claim known.
standing_origins as (select claim_id, origin_id from origins where next_from is null),

second_origins as (select * from standing_origins),

shown_pairs as (select * from pairs where tolerance = {{ shown_tolerance() }}),

-- Of a question with many claims: what contradicts itself, and of each rule the pairs that lie furthest apart.
witnesses as (

    select
        shown_pairs.*,
        claims.document_id = second_claims.document_id and shown_pairs.relation = 'conflict' as is_own_conflict,
        row_number() over (
            partition by shown_pairs.question_id, shown_pairs.rule
            order by shown_pairs.gap desc nulls last, shown_pairs.claim_id_a, shown_pairs.claim_id_b
        ) as place
    from shown_pairs
    inner join claims on shown_pairs.claim_id_a = claims.claim_id
    inner join second_claims on shown_pairs.claim_id_b = second_claims.claim_id
    where shown_pairs.is_witness

),

-- The first claim of a question with many speaks for its definition.
defining_claims as (

    select
        *,
        count(*) over (partition by question_id) > {{ var("max_claims_with_pairs") }} as is_witness,
        row_number() over (partition by question_id order by published_latest, claim_id) as place
    from claims
    where family is not null and scope is not null

),

definers as (select * from defining_claims where place = 1 or not is_witness),

second_definers as (select * from definers),

-- Claims that count by different definitions: of one family and event, but not of one scope. They are listed, never compared.
defined_pairs as (

    select
        definers.question_id,
        second_definers.question_id as question_id_b,
        definers.claim_id as claim_id_a,
        second_definers.claim_id as claim_id_b,
        definers.is_witness or second_definers.is_witness as is_witness,
        greatest(definers.published_latest, second_definers.published_latest) as known_from,
        pair_rules.relation,
        pair_rules.code as rule,
        'scope a: ' || definers.scope || '; scope b: ' || second_definers.scope as difference
    from definers
    inner join
        second_definers
        on definers.family = second_definers.family
        and definers.event_id = second_definers.event_id
        and definers.scope <> second_definers.scope
        and definers.claim_id < second_definers.claim_id
    inner join pair_rules on pair_rules.code = 'definition'

),

listed_pairs as (

    {% for relation, condition in [("shown_pairs", "not is_witness"), ("witnesses", "is_own_conflict or place <= 10")] -%}
    select
        question_id,
        question_id as question_id_b,
        claim_id_a,
        claim_id_b,
        is_witness,
        known_from,
        relation,
        rule,
        assumes,
        gap,
        gap_share,
        touching,
        overlap_width,
        difference
    from {{ relation }}
    where {{ condition }}

    union all

    {% endfor -%}
    select
        question_id,
        question_id_b,
        claim_id_a,
        claim_id_b,
        is_witness,
        known_from,
        relation,
        rule,
        cast(null as {{ dbt.type_string() }}) as assumes,
        cast(null as double) as gap,
        cast(null as double) as gap_share,
        cast(null as boolean) as touching,
        cast(null as double) as overlap_width,
        difference
    from defined_pairs

),

shared_claimants as (

    select distinct listed_pairs.claim_id_a, listed_pairs.claim_id_b
    from listed_pairs
    inner join claimants on listed_pairs.claim_id_a = claimants.claim_id
    inner join
        second_claimants
        on listed_pairs.claim_id_b = second_claimants.claim_id
        and claimants.claimant_id = second_claimants.claimant_id

),

credited as (

    select
        listed_pairs.*,
        claims.topic,
        claims.document_id as document_id_a,
        second_claims.document_id as document_id_b,
        claims.document_id = second_claims.document_id as same_document,
        standing_origins.origin_id = second_origins.origin_id as same_origin,
        shared_claimants.claim_id_a is not null as is_claimant_shared,
        listed_pairs.claim_id_a in (select own_voices.claim_id from own_voices)
        or listed_pairs.claim_id_b in (select own_voices.claim_id from own_voices) as has_own_voice
    from listed_pairs
    inner join claims on listed_pairs.claim_id_a = claims.claim_id
    inner join second_claims on listed_pairs.claim_id_b = second_claims.claim_id
    inner join standing_origins on listed_pairs.claim_id_a = standing_origins.claim_id
    inner join second_origins on listed_pairs.claim_id_b = second_origins.claim_id
    left join
        shared_claimants
        on listed_pairs.claim_id_a = shared_claimants.claim_id_a
        and listed_pairs.claim_id_b = shared_claimants.claim_id_b

),

final as (

    select

        -- ids
        {{ short_hash("pair_", ["claim_id_a", "claim_id_b"]) }} as pair_id,
        question_id,
        question_id_b,
        topic,
        claim_id_a,
        claim_id_b,
        document_id_a,
        document_id_b,

        -- booleans
        same_document,
        same_origin,

        -- dates
        known_from,

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
        difference,

        -- whether it stands for others that are not listed
        is_witness

    from credited

)

select * from final
order by question_id, claim_id_a, claim_id_b
