{%- set counted = [
    "claims", "documents", "claimants", "channels", "origins", "speaking_origins", "figures", "silent", "denied",
    "superseded",
] -%}
with

versions as (select * from {{ ref("int_answer_versions__spanned") }}),

claims as (select * from {{ ref("int_claims__described") }}),

claimants as (select * from {{ ref("int_claim_claimants__resolved") }}),

origins as (select * from {{ ref("int_claim_origins__connected") }}),

revisions as (select * from {{ ref("int_claims__superseded") }}),

claimant_days as (

    select claims.question_id, min(claims.published_latest) as known_from
    from claims
    inner join claimants on claims.claim_id = claimants.claim_id
    group by claims.question_id, claimants.claimant_id

),

-- An origin lasts until it is joined to another one, on the same day for all its claims.
origin_spans as (

    select
        origins.question_id,
        min(origins.valid_from) as valid_from,
        min(case when not claims.is_silent then origins.valid_from end) as speaks_from,
        max(origins.next_from) as next_from
    from origins
    inner join claims on origins.claim_id = claims.claim_id
    group by origins.question_id, origins.origin_id

),

-- What is known stays known: each thing counts from a day on, and an origin until a day.
changes as (

    select question_id, published_latest as changed_on, 'claims' as counted, 1 as change from claims

    union all

    select question_id, published_latest as changed_on, 'figures' as counted, 1 as change from claims where has_figure

    union all

    select question_id, published_latest as changed_on, 'silent' as counted, 1 as change from claims where is_silent

    union all

    select question_id, published_latest as changed_on, 'denied' as counted, 1 as change from claims where is_denied

    union all

    -- no claim is superseded before it is known
    select claims.question_id, revisions.superseded_on as changed_on, 'superseded' as counted, 1 as change
    from claims
    inner join revisions on claims.claim_id = revisions.claim_id

    union all

    select question_id, min(published_latest) as changed_on, 'documents' as counted, 1 as change
    from claims
    group by question_id, document_id

    union all

    select question_id, min(published_latest) as changed_on, 'channels' as counted, 1 as change
    from claims
    group by question_id, channel_id

    union all

    select question_id, known_from as changed_on, 'claimants' as counted, 1 as change from claimant_days

    {% for origins, first_day in [("origins", "valid_from"), ("speaking_origins", "speaks_from")] -%}
    union all

    select question_id, {{ first_day }} as changed_on, '{{ origins }}' as counted, 1 as change
    from origin_spans
    where {{ first_day }} is not null

    union all

    select question_id, next_from as changed_on, '{{ origins }}' as counted, -1 as change
    from origin_spans
    where {{ first_day }} is not null and next_from is not null

    {% endfor %}
),

days as (

    select
        question_id,
        changed_on,
        {% for name in counted -%}
            sum(case when counted = '{{ name }}' then change else 0 end) as n_{{ name }}{{ "," if not loop.last }}
        {% endfor %}
    from changes
    group by question_id, changed_on

),

known as (

    select
        question_id,
        changed_on,
        {% for name in counted -%}
            sum(n_{{ name }}) over days_so_far as n_{{ name }}{{ "," if not loop.last }}
        {% endfor %}
    from days
    window
        days_so_far as (
            partition by question_id order by changed_on rows between unbounded preceding and current row
        )

),

final as (

    select
        versions.version_id,
        {% for name in counted -%}
            cast(known.n_{{ name }} as bigint) as n_{{ name }}{{ "," if not loop.last }}
        {% endfor %}
    from versions
    inner join known on versions.question_id = known.question_id and versions.valid_from = known.changed_on

)

select * from final
