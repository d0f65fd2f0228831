with

versions as (select * from {{ ref("int_promise_versions__cumulated") }}),

final as (

    select

        -- ids
        {{
            short_hash(
                "ver_",
                [
                    "promise_question_id",
                    "direction",
                    "party",
                    "coalesce(cast(valid_from as " ~ dbt.type_string() ~ "), '')",
                ],
            )
        }} as promise_version_id,
        promise_question_id,
        event_id,
        direction,
        party,

        -- the days for which it holds
        valid_from,
        valid_to,

        -- what was promised
        promised_low,
        promised_high,
        promised_core_low,
        promised_core_high,

        -- what had come
        delivered_from,
        delivered_low,
        delivered_high,
        delivered_core_low,
        delivered_core_high,
        parts_low,
        parts_high,

        -- what had not
        outstanding_low,
        outstanding_high,
        outstanding_core_low,
        outstanding_core_high,

        -- numerics
        n_deliveries,
        n_silent

    from versions

)

select * from final
