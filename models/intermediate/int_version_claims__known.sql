with

versions as (select * from {{ ref("int_answer_versions__spanned") }}),

claims as (select * from {{ ref("int_claims__described") }}),

known as (

    select versions.version_id, versions.question_id, claims.claim_id
    from versions
    inner join
        claims on versions.question_id = claims.question_id and claims.published_latest <= versions.valid_from

)

select * from known
