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

-- What begins within an interval of as many voices is of the same voices: one of them says the same more closely.
nested as (

    select distinct supported.question_id, supported.party, supported.direction, supported.low
    from supported
    inner join
        supported as around
        on supported.question_id = around.question_id
        and supported.party = around.party
        and supported.direction = around.direction
        and supported.support = around.support
        and (around.low is null or around.low < supported.low)
        and (around.high is null or around.high >= supported.low)
    where supported.low is not null

),

placed as (

    select
        supported.*,
        row_number() over (
            partition by supported.question_id, supported.party, supported.direction
            order by supported.support desc, supported.high - supported.low nulls last, supported.low nulls first
        ) as place
    from supported
    left join
        nested
        on supported.question_id = nested.question_id
        and supported.party = nested.party
        and supported.direction = nested.direction
        and supported.low = nested.low
    where nested.question_id is null

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
