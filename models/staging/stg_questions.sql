with

source as (select * from {{ source("raw", "questions") }}),

renamed as (

    select

        -- ids
        nullif(trim(question_id), '') as question_id,
        nullif(trim(event_id), '') as event_id,

        -- text
        nullif(trim(question), '') as question,
        nullif(trim(topic), '') as topic,
        nullif(trim(value_type), '') as value_type,
        nullif(trim(cardinality), '') as cardinality,
        nullif(trim(unit), '') as unit,
        nullif(trim(basis), '') as basis,
        nullif(trim(category), '') as category,
        nullif(trim(stage), '') as stage,
        nullif(trim(subject_side), '') as subject_side,
        nullif(trim(domain_low), '') as domain_low,
        nullif(trim(family), '') as family,
        nullif(trim(scope), '') as scope,
        nullif(trim(share_of), '') as share_of,
        nullif(trim(definition), '') as definition,

        -- source
        nullif(trim(source_file), '') as source_file,
        cast(source_line as bigint) as source_line

    from source

)

select * from renamed
