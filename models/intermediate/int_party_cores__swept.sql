with

claims as (select * from {{ ref("int_party_claims__directed") }} where has_figure),

-- Support can only rise where some interval begins; one without a lower end begins below all others.
begins as (select distinct question_id, party, direction, low from claims),

supported as (

    select
        begins.question_id,
        begins.party,
        begins.direction,
        begins.low,
        count(distinct claims.voice_id) as support,
        min(claims.high) as high
    from begins
    inner join
        claims
        on begins.question_id = claims.question_id
        and begins.party = claims.party
        and begins.direction = claims.direction
        and (claims.low is null or claims.low <= begins.low)
        and (claims.high is null or begins.low is null or claims.high >= begins.low)
    group by begins.question_id, begins.party, begins.direction, begins.low

),

placed as (

    select
        supported.*,
        row_number() over (
            partition by question_id, party, direction order by support desc, low nulls first
        ) as place
    from supported

),

final as (

    select
        question_id,
        party,
        direction,
        low as core_low,
        high as core_high,
        support as core_support
    from placed
    where place = 1

)

select * from final
